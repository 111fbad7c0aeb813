import { Fn, type IResolvable, type ITerraformDependable, type TerraformResource, Token } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import { isGiven, snakeCased } from "../core/argument";
import { anId, isBackupId } from "../core/id";
import { RESTORE_POINT_TYPE } from "../resources/restore-point-schema";
import { isLate } from "./arguments";
import type { IBackupLookup } from "./backup-lookup";
import type { BackupReference } from "./backup-reference";
import { TERRAFORM_DATA } from "./check-block";
import { checkOwnLookup, checkScope } from "./check-props";
import { literalPoint, withLiteralLifecycle } from "./literal-point";
import { OwnResource } from "./own-resource";
import { pinnedBackup } from "./pinned-backup";
import { refusal, refuseAll } from "./refusal";
import { literal } from "./template";

/** Arguments of {@link RestorePoint}. */
export interface RestorePointProps {
  /** The lookup whose newest restorable backup is pinned. */
  readonly lookup: IBackupLookup;
  /**
   * Your own values, such as the week of a drill or the number of an incident. If one of them changes, the point pins
   * the newest backup. Same meaning as in the `random` provider. An undefined value is an error.
   *
   * @default the former keepers; none for a new point, which then keeps its first backup
   */
  readonly keepers?: { readonly [name: string]: string | number | boolean | IResolvable };
  /**
   * Pins exactly this backup; with `onUnavailable: "warn"` on the lookup also while the API is not available. Another ID
   * changes the pin. If you remove it later, the pin stays until a keeper changes.
   *
   * @default the newest backup
   */
  readonly backupId?: string;
  /**
   * Whether a plan warns that a backup newer than the pinned one exists. It never changes the plan.
   *
   * @default true
   */
  readonly newerWarning?: boolean | IResolvable;
}

const NAMES: Readonly<Record<keyof RestorePointProps, true>> = {
  lookup: true,
  keepers: true,
  backupId: true,
  newerWarning: true,
};

/** A pinned backup as an argument of other constructs. It may come from another copy of this package. */
export interface IRestorePoint extends IConstruct, ITerraformDependable {
  /** Terraform's name of the resource. */
  readonly terraformResourceType: string;
  /** The lookup's provider, if it is not the stack's own. */
  readonly provider?: TerraformResource["provider"];
  /** ID of the pinned backup, known while planning. */
  readonly backupId: string;
  /** The pinned backup as it was listed when it was pinned; known while planning. */
  readonly backup: BackupReference;
}

/**
 * Pins the backup that is newest when the point is created, until a keeper changes. Put it between a lookup and a
 * resource that a changed ID would replace, or a command that it would run again. Needs Terraform 1.8 or later.
 *
 * For a lookup at synthesis it is a `terraform_data`, which needs no provider and has no warnings.
 *
 * @example
 * const point = new RestorePoint(this, "drill", { lookup: orders, keepers: { week: "2026-W47" } });
 * new TerraformOutput(this, "restore-from", { value: point.backupId });
 */
export class RestorePoint extends OwnResource implements IRestorePoint {
  /** Terraform's name of the resource. */
  static readonly tfResourceType = RESTORE_POINT_TYPE;
  private readonly isLiteral: boolean;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: RestorePointProps,
  ) {
    const path = checkScope(scope, id, props, Object.keys(NAMES));
    checkOwnLookup(path, scope, props.lookup, "point");
    refuseAll(path, problemsWith(props));
    const isLiteral = props.lookup.resolution === "synth";
    const { provider } = props.lookup;
    const [type, meta, ofOld] = isLiteral
      ? ([TERRAFORM_DATA, {}, undefined] as const)
      : ([RESTORE_POINT_TYPE, { provider }, TERRAFORM_DATA] as const);
    super(scope, id, type, {}, meta, ofOld);
    this.isLiteral = isLiteral;
  }

  get backupId(): string {
    return this.backup.id;
  }

  get backup(): BackupReference {
    // The lookup may not list a backup that is pinned by its ID. Then only the ID is known.
    const mayBeNull = this.props.backupId !== undefined;
    return pinnedBackup(this, this.isLiteral ? "input" : "backup", !this.isLiteral, mayBeNull);
  }

  /** Throws, because there is nothing to import. */
  override importFrom(): never {
    throw refusal(
      this,
      "importFrom: a point exists only in the state, so there is nothing to import; give backupId, which pins exactly that backup",
    );
  }

  override get terraformMetaArguments(): Record<string, unknown> {
    const given = super.terraformMetaArguments;
    return this.isLiteral ? withLiteralLifecycle(given, this.node.path) : given;
  }

  override toHclTerraform(): Record<string, unknown> {
    if (this.isLiteral) {
      throw refusal(
        this,
        "a restore point of a lookup at synthesis cannot be written as HCL, because CDKTF writes its conditions in a form that " +
          "Terraform refuses; synthesise JSON, which is the default (leave out --hcl and SYNTH_HCL_OUTPUT)",
      );
    }
    return super.toHclTerraform();
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    const { lookup, keepers, backupId, newerWarning = true } = this.props;
    if (this.isLiteral) return literalPoint(this.props);
    return {
      ...(backupId === undefined
        ? { backup: Token.asString(lookup.latest) }
        : {
            backup_id: literal(backupId),
            backups: Token.asString(lookup.backups),
          }),
      ...(keepers && { keepers: asTexts(keepers) }),
      selection: selectionOf(lookup),
      ...(newerWarning !== true && { newer_warning: newerWarning }),
    };
  }
}

function* problemsWith({ keepers = {}, ...props }: RestorePointProps): Generator<string> {
  const { backupId } = props;
  if (Object.hasOwn(props, "backupId") && !isGiven(backupId)) {
    yield `backupId: was given and is ${backupId}; give the ID of a backup, or leave the property out to pin the newest one`;
  } else if (backupId !== undefined && !Token.isUnresolved(backupId) && !isBackupId(backupId)) {
    // With a copied blank it would be the ID of another backup, which does not exist.
    yield `backupId: got ${JSON.stringify(backupId)}, expected ${anId}; leave it out to pin the newest one`;
  }
  for (const [name, value] of Object.entries(keepers)) {
    if (!isGiven(value)) {
      yield `keepers.${name}: was given and is ${value}; without it the pin would change: give it a value, or leave it out`;
    } else if (typeof value === "object" && !Token.isUnresolved(value)) {
      yield `keepers.${name}: got ${JSON.stringify(value)}, expected a text, a number or a boolean`;
    }
  }
}

/** Arguments without effect on the selection. */
const NO_CHOICE = new Set(["history", "maxAge", "onUnavailable", "required", "warnAge"]);

/** The lookup's arguments that select, as texts. */
function selectionOf({ query }: IBackupLookup): Record<string, string> {
  const chosen = Object.entries(query).filter(([name]) => !NO_CHOICE.has(name));
  return asTexts(snakeCased(Object.fromEntries(chosen)));
}

/** Values as texts, as Terraform converts them in a map of texts. */
function asTexts(values: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, textOf(value)]));
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return isLate(value) ? Fn.join(",", value) : value.join(",");
  return Token.isUnresolved(value) ? Token.asString(value) : String(value);
}
