import { type IInterpolatingParent, type IResolvable, TerraformResource, Token } from "cdktf";
import type { Construct } from "constructs";
import { anId, isBackupId } from "../core/id";
import { PROVIDER_TYPE, PROVIDER_VERSION } from "../delivery/address";
import { pinnedAttribute, RESTORE_POINT_TYPE } from "../resources/restore-point-schema";
import { backupAttribute } from "./backup-attribute";
import { BackupReference } from "./backup-reference";
import { checkFramework } from "./framework";
import { hclAttribute } from "./hcl-attribute";
import { LITERAL_POINT_TYPE, literalPoint, withLiteralLifecycle } from "./literal-point";
import { selectionOf } from "./lookup-selection";
import { checkLogicalId, checkProvider } from "./meta-arguments";
import { withHclMoves, withMoves } from "./moves";
import { checkOwnLookup } from "./own-lookup";
import { refusal } from "./refusal";
import type { RestorePointProps } from "./restore-point-props";
import { literal } from "./template";

/** What BackupReference asks for: a field of the pinned backup, or the backup itself. */
const PINNED = "pinned";

/**
 * A pinned backup: the one that was newest when the point was made, kept while newer ones appear, until a keeper
 * changes. Put it between a lookup and whatever is replaced, or runs again, when an ID changes. Needs Terraform 1.8 or
 * later.
 *
 * Of a lookup that is made at synthesis it is a `terraform_data`, which needs no provider and warns of nothing.
 *
 * @example
 * const point = new RestorePoint(this, "drill", { lookup: orders, keepers: { week: "2026-W47" } });
 * new TerraformOutput(this, "restore-from", { value: point.backupId });
 */
export class RestorePoint extends TerraformResource {
  /** Terraform's name of the resource. */
  static readonly tfResourceType = RESTORE_POINT_TYPE;
  private readonly isLiteral: boolean;
  private wantedId: string | undefined;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: RestorePointProps,
  ) {
    checkFramework(scope, id);
    const { lookup } = props;
    const isLiteral = lookup.resolution === "synth";
    super(scope, id, {
      terraformResourceType: isLiteral ? LITERAL_POINT_TYPE : RESTORE_POINT_TYPE,
      terraformGeneratorMetadata: isLiteral
        ? { providerName: "terraform" }
        : {
            providerName: PROVIDER_TYPE,
            providerVersion: PROVIDER_VERSION,
            providerVersionConstraint: PROVIDER_VERSION,
          },
      provider: isLiteral ? undefined : lookup.provider,
    });
    this.isLiteral = isLiteral;
    this.check();
  }

  /** ID of the pinned backup, known while planning. */
  get backupId(): string {
    return this.backup.id;
  }

  /** The pinned backup as it was listed when it was pinned; known while planning. */
  get backup(): BackupReference {
    const fields: IInterpolatingParent = {
      interpolationForAttribute: (attribute) => this.interpolationForAttribute(attribute),
    };
    return new BackupReference(fields, PINNED, false);
  }

  /** Where Terraform finds it. */
  get address(): string {
    return `${this.terraformResourceType}.${this.friendlyUniqueId}`;
  }

  /** A field of the pinned backup; of one that is pinned by its ID alone, nothing but the ID is known for sure. */
  override interpolationForAttribute(attribute: string): IResolvable {
    const field = attribute.startsWith(`${PINNED}.`) ? attribute.slice(PINNED.length + 1) : undefined;
    const whole = this.isLiteral ? "input" : "backup";
    if (attribute === PINNED) return backupAttribute(this, whole, false);
    if (field === undefined) return super.interpolationForAttribute(attribute);
    const [name = ""] = field.split("[", 1);
    const flat = this.isLiteral ? `input.${field}` : pinnedAttribute(name) + field.slice(name.length);
    return backupAttribute(this, flat, this.props.backupId !== undefined && name !== "id");
  }

  /** Refused: there is nothing to import. */
  override importFrom(): never {
    throw refusal(
      this,
      "importFrom: a point is a memory in the state, and there is nothing outside it to read; give backupId, which pins exactly that backup",
    );
  }

  override overrideLogicalId(newLogicalId: string): void {
    super.overrideLogicalId(newLogicalId);
    this.wantedId = newLogicalId;
  }

  override get terraformMetaArguments(): Record<string, unknown> {
    const given = super.terraformMetaArguments;
    return this.isLiteral ? withLiteralLifecycle(given, this.node.path) : given;
  }

  override toTerraform(): Record<string, unknown> {
    this.checkOutside();
    const json = super.toTerraform();
    return this.isLiteral ? json : withMoves(this, LITERAL_POINT_TYPE, json);
  }

  override toHclTerraform(): Record<string, unknown> {
    if (this.isLiteral) {
      throw refusal(
        this,
        "a restore point of a lookup at synthesis cannot be written as HCL, because CDKTF writes its conditions in a form that " +
          "Terraform refuses; synthesise JSON, which is the default (leave out --hcl and SYNTH_HCL_OUTPUT)",
      );
    }
    this.checkOutside();
    return withHclMoves(this, LITERAL_POINT_TYPE, super.toHclTerraform(), super.toTerraform());
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    const { lookup, keepers, backupId, newerWarning = true } = this.props;
    if (this.isLiteral) return literalPoint(this.props);
    return {
      ...(backupId === undefined
        ? { backup: Token.asString(lookup.latest) }
        : {
            backup_id: Token.isUnresolved(backupId) ? backupId : literal(backupId),
            backups: Token.asString(lookup.backups),
          }),
      ...(keepers && { keepers: { ...keepers } }),
      selection: selectionOf(lookup),
      ...(!newerWarning && { newer_warning: false }),
    };
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(this.synthesizeAttributes()).map(([name, value]) => [name, hclAttribute(value)]),
    );
  }

  private check(): void {
    const { lookup, keepers = {}, backupId } = this.props;
    checkOwnLookup(this, lookup, "point");
    if (Object.hasOwn(this.props, "backupId") && (backupId === undefined || backupId === null)) {
      throw refusal(
        this,
        `backupId: was given and is ${backupId}; give the ID of a backup, or leave the property out to pin the newest one`,
      );
    }
    // A blank that came with a file or a paste would make it another backup, which no vendor knows.
    if (backupId !== undefined && !Token.isUnresolved(backupId) && !isBackupId(backupId)) {
      throw refusal(
        this,
        `backupId: got ${JSON.stringify(backupId)}, expected ${anId}; leave it out to pin the newest one`,
      );
    }
    const missing = Object.entries(keepers).find(([, value]) => value === undefined || value === null);
    if (missing) {
      const [name, value] = missing;
      throw refusal(
        this,
        `keepers.${name}: was given and is ${value}; without it the point would pin anew: give it a value, or leave it out`,
      );
    }
  }

  /** Refuses what an Aspect or an override set and Terraform, or a reference to the point, could not bear. */
  private checkOutside(): void {
    for (const name of ["count", "forEach"] as const) {
      if (this[name] !== undefined) {
        throw refusal(
          this,
          `${name}: a point is one pin, and references to it name one; make several points`,
        );
      }
    }
    if (this.isLiteral && this.provider) {
      throw refusal(this, "provider: a point of a lookup at synthesis has none; leave it out");
    }
    checkProvider(this, this.provider);
    checkLogicalId(this, this.wantedId);
  }
}
