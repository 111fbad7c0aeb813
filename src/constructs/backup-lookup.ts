import { type IInterpolatingParent, type ResourceTerraformIterator, TerraformIterator, Token } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { isGiven } from "../core/argument";
import type { SelectionOptions } from "../core/selection";
import { dataSourceType } from "../listings/data-source-type";
import type { LookupResult } from "../lookup/lookup";
import { type CommonArguments, checkQuery, KNOWN_LATER, queryArguments } from "../lookup/query";
import { type ListingArguments, type ListingName, listingNamed } from "../vendors";
import { AnswerLocal } from "./answer-local";
import { checkKnown, isLate, terraformArguments } from "./arguments";
import { backupAttribute } from "./backup-attribute";
import { BackupReference, BackupReferenceList } from "./backup-reference";
import { BackupsDataSource } from "./backups-data-source";
import { BackupsProvider } from "./backups-provider";
import { checkFramework } from "./framework";
import type { MetaArguments } from "./meta-arguments";
import { refusal } from "./refusal";

/** When a lookup is made: while Terraform plans, or by `resolveBackups` before the stack is synthesised. */
export type Resolution = "plan" | "synth";

/** Context key that sets the time of resolution for a whole app. */
export const RESOLVE_CONTEXT = "backups:resolve";
/** Environment variable that does so where the context does not, such as on a runner without Terraform. */
const RESOLVE_VARIABLE = "BACKUPS_RESOLVE";

/** What every lookup takes besides its listing's own arguments. */
export interface BackupLookupProps extends CommonArguments, SelectionOptions, MetaArguments {
  /**
   * When the lookup is made. `plan`: Terraform asks the cloud while it plans, and arguments may be other resources'
   * attributes. `synth`: `await resolveBackups(app)` asks, and the answer stands in the synthesised JSON.
   *
   * @default the context key `backups:resolve`, the variable `BACKUPS_RESOLVE`, or "plan"
   */
  readonly resolve?: Resolution;
  /**
   * Arguments that may be missing and then count as left out, such as `["startedBefore"]`: undefined here, or a
   * reference that turns out to be null. Without this both are errors wherever the lookup would let in more backups.
   *
   * @default none
   */
  readonly optional?: readonly string[];
}

/** What the lookups of one listing take. */
export type LookupProps<Name extends ListingName> = BackupLookupProps & ListingArguments[Name];

const LOOKUP = Symbol.for("cdktf-backups/BackupLookup");
const META: readonly (keyof MetaArguments)[] = ["provider", "dependsOn", "forEach", "lifecycle"];

/** A lookup of an instance's backups. Use the class of a listing, such as `TencentCloudRedisBackups`. */
export abstract class BackupLookup extends Construct {
  /** When this lookup is made. */
  readonly resolution: Resolution;
  /** Listing that is asked. */
  readonly listing: ListingName;
  /** The provider that was given, whose settings a lookup at synthesis uses too. */
  readonly provider: MetaArguments["provider"];
  /** What is asked: the arguments that were given. */
  readonly query: Readonly<Record<string, unknown>>;
  private readonly child: BackupsDataSource | AnswerLocal;
  private answer: LookupResult | undefined;

  protected constructor(scope: Construct, id: string, listing: ListingName, props: BackupLookupProps) {
    checkFramework(scope, id);
    super(scope, id);
    Object.defineProperty(this, LOOKUP, { value: true });
    this.listing = listing;
    this.provider = props.provider;
    this.resolution = this.resolutionOf(props);
    const named = listingNamed(listing);
    const { resolve: _resolve, provider, dependsOn, forEach, lifecycle, optional = [], ...rest } = props;
    this.query = Object.fromEntries(Object.entries(rest).filter(([, value]) => isGiven(value)));
    const table = queryArguments(named);
    // What only Terraform knows is checked by the plugin.
    const late = isLate(rest.instanceId) && { instanceId: KNOWN_LATER };
    checkKnown(this, table, rest, optional, (known) => checkQuery(named, { ...known, ...late }));
    if (this.resolution === "synth") {
      this.refuseLateValues(props);
      this.child = new AnswerLocal(this, "Default", () => this.resolved());
      return;
    }
    const values = terraformArguments(table, this.query, optional);
    if (!provider) BackupsProvider.ensure(this);
    this.child = new BackupsDataSource(this, "Default", dataSourceType(named), values, {
      provider,
      dependsOn,
      forEach,
      lifecycle,
    });
  }

  /** Whether a construct is a lookup. */
  static isBackupLookup(construct: unknown): construct is BackupLookup {
    return typeof construct === "object" && construct !== null && LOOKUP in construct;
  }

  /** Whether the lookup has forEach, and so stands for many. */
  get isRepeated(): boolean {
    return this.child instanceof BackupsDataSource && this.child.forEach !== undefined;
  }

  /** ID of the newest restorable backup; null where there is none and that is no error. */
  get latestId(): string {
    return Token.asString(this.single("latestId").interpolationForAttribute("latest_id"));
  }

  /** The newest restorable backup; it and its fields are null where there is none and that is no error. */
  get latest(): BackupReference {
    return new BackupReference(this.single("latest"), "latest", false);
  }

  /** The restorable backups, newest first, at most `history` of them. */
  get backups(): BackupReferenceList {
    return new BackupReferenceList(this.single("backups"), "backups");
  }

  /** How many backups the listing has, restorable or not. */
  get totalCount(): number {
    return Token.asNumber(this.single("totalCount").interpolationForAttribute("total_count"));
  }

  /** How many of them are restorable. */
  get eligibleCount(): number {
    return Token.asNumber(this.single("eligibleCount").interpolationForAttribute("eligible_count"));
  }

  /** Of a lookup with `forEach`: what `latestId` is of each, by the key of forEach. */
  get latestIds(): Record<string, string> {
    const all = this.repeated("latestIds");
    const expression = () => `{for key, found in ${all.address} : key => found.latest_id}`;
    return Token.asStringMap(backupAttribute(all, "latest_ids", false, expression));
  }

  /**
   * Of a lookup with `forEach`: an iterator over all of them, for the forEach of a resource. Attributes have
   * Terraform's names. Their IDs move with every backup: not for what is replaced when an ID changes.
   *
   * @example
   * new Parameter(this, "report", { forEach: found.each, name: found.each.key, value: found.each.getString("latest_id") });
   */
  get each(): ResourceTerraformIterator {
    return TerraformIterator.fromDataSources(this.repeated("each"));
  }

  /** The answer, for an attribute that a lookup with forEach has many of: CDKTF would write what is none. */
  private single(name: string): IInterpolatingParent {
    if (this.isRepeated) {
      throw refusal(
        this,
        `${name}: the lookup has forEach, so it names many backups; use latestIds, or each as the forEach of a resource`,
      );
    }
    return {
      interpolationForAttribute: (attribute) =>
        backupAttribute(this.child, attribute.replace(/^latest\./, "latest_"), this.mayBeNull),
    };
  }

  private repeated(attribute: string): BackupsDataSource {
    if (this.isRepeated) return this.child as BackupsDataSource;
    throw refusal(
      this,
      `${attribute}: the lookup has no forEach, so it names one backup; use latestId or latest`,
    );
  }

  /** Whether having no backup is no error, as far as it is known before Terraform runs. */
  private get mayBeNull(): boolean {
    const { required = true, onUnavailable = "error" } = this.query;
    return required !== true || onUnavailable !== "error";
  }

  /** Gives the lookup its answer; called by `resolveBackups`. */
  resolveWith(answer: LookupResult): void {
    this.answer = answer;
  }

  /** The answer of a lookup at synthesis. */
  resolved(): LookupResult {
    if (this.answer) return this.answer;
    throw refusal(
      this,
      "the lookup was not made: call `await resolveBackups(app)` after the stacks are built and before `app.synth()`",
    );
  }

  private resolutionOf({ resolve }: BackupLookupProps): Resolution {
    const [source, wanted] = [
      ["resolve", resolve],
      [`context ${RESOLVE_CONTEXT}`, this.node.tryGetContext(RESOLVE_CONTEXT)],
      [RESOLVE_VARIABLE, process.env[RESOLVE_VARIABLE]],
    ].find(([, value]) => value) ?? ["default", "plan"];
    if (wanted === "plan" || wanted === "synth") return wanted;
    throw refusal(this, `${source}: got ${JSON.stringify(wanted)}, expected one of: plan, synth`);
  }

  private refuseLateValues(props: BackupLookupProps): void {
    const late = Object.entries(this.query).find(([, value]) => isLate(value))?.[0];
    if (late) {
      throw refusal(
        this,
        `${late}: a value that only Terraform knows, but the lookup is made at synthesis; give the value itself, or set resolve to "plan"`,
      );
    }
    if (props.provider && !BackupsProvider.isBackupsProvider(props.provider)) {
      throw refusal(
        this,
        `provider: got one of ${props.provider.terraformResourceType}, expected a BackupsProvider`,
      );
    }
    const meta = META.find((name) => name !== "provider" && props[name] !== undefined);
    if (meta)
      throw refusal(this, `${meta}: has no meaning at synthesis; leave it out, or set resolve to "plan"`);
  }
}

/** The class of one listing's lookups. */
export interface LookupClass<Name extends ListingName>
  extends Pick<typeof BackupLookup, "isBackupLookup" | "isConstruct"> {
  /** Terraform's name of the data source. */
  readonly tfResourceType: string;
  new (scope: Construct, id: string, props: LookupProps<Name>): BackupLookup;
}

/** Makes the class of a listing's lookups. */
export function lookupOf<Name extends ListingName>(listing: Name): LookupClass<Name> {
  return class extends BackupLookup {
    static readonly tfResourceType = dataSourceType(listingNamed(listing));

    constructor(scope: Construct, id: string, props: LookupProps<Name>) {
      super(scope, id, listing, props);
    }
  };
}

/** All lookups below a construct that are made at synthesis. */
export function lookupsAtSynth(root: IConstruct): readonly BackupLookup[] {
  return root.node
    .findAll()
    .filter(BackupLookup.isBackupLookup)
    .filter(({ resolution }) => resolution === "synth");
}
