import {
  AnnotationMetadataEntryType,
  type IInterpolatingParent,
  type IResolvable,
  type ITerraformDependable,
  type ResourceTerraformIterator,
  TerraformIterator,
  type TerraformProvider,
  Token,
} from "cdktf";
import type { Construct, IConstruct } from "constructs";
import { isGiven } from "../core/argument";
import type { SelectionOptions } from "../core/selection";
import { dataSourceType } from "../listings/data-source-type";
import { type CommonArguments, checkQuery, KNOWN_LATER, queryArguments } from "../lookup/query";
import { type ListingArguments, type ListingName, listingNamed } from "../vendors";
import { AnswerLocal, type LookupAnswer, type Outcome } from "./answer-local";
import { type Arguments, checkKnown, isLate, terraformArguments, type WithTokens } from "./arguments";
import { backupAttribute } from "./backup-attribute";
import { BackupReference, BackupReferenceList } from "./backup-reference";
import { BackupsDataSource, type MetaArguments } from "./backups-data-source";
import { BackupsProvider } from "./backups-provider";
import { addressOf, BlockConstruct } from "./block";
import { checkScope } from "./check-props";
import { refusal, refuseAll } from "./refusal";

/** When a lookup is made: while Terraform plans, or by `resolveBackups` before the synthesis. */
export type Resolution = "plan" | "synth";

/** Context key with the default of `resolve` for a whole app. */
export const RESOLVE_CONTEXT = "backups:resolve";
/** Environment variable with the same default, if the context has none, such as on a runner without Terraform. */
const RESOLVE_VARIABLE = "BACKUPS_RESOLVE";

/** Arguments that every lookup has, besides those of its listing. */
export interface BackupLookupProps extends WithTokens<CommonArguments & SelectionOptions>, MetaArguments {
  /**
   * When the lookup is made. `plan`: Terraform makes it while planning, and arguments may be attributes of other
   * resources. `synth`: `await resolveBackups(app)` makes it, and the synthesised JSON contains the answer.
   *
   * @default the context key `backups:resolve`, the variable `BACKUPS_RESOLVE`, or "plan"
   */
  readonly resolve?: Resolution;
  /**
   * Arguments that may be missing, such as `["startedBefore"]`: undefined here, or a reference that is null. They then
   * count as left out. Otherwise both are errors, if more backups would be eligible without the argument.
   *
   * @default none
   */
  readonly optional?: readonly string[];
}

/** Arguments of the lookups of one listing. */
export type LookupProps<Name extends ListingName> = BackupLookupProps & WithTokens<ListingArguments[Name]>;

/** A lookup as an argument of other constructs. It may come from another copy of this package. */
export interface IBackupLookup extends IConstruct, ITerraformDependable {
  /** When this lookup is made. */
  readonly resolution: Resolution;
  /** Listing of the backups. */
  readonly listing: string;
  /** The given provider. A lookup at synthesis uses its settings. */
  readonly provider?: TerraformProvider;
  /** The given arguments. */
  readonly query: Readonly<Record<string, unknown>>;
  /** Whether the lookup has `forEach`, so that it names many backups. */
  readonly isRepeated: boolean;
  /** ID of the newest restorable backup; null if there is none and the lookup allows that. */
  readonly latestId: string;
  /** The newest restorable backup; it and its fields are null if there is none and the lookup allows that. */
  readonly latest: BackupReference;
  /** The restorable backups, newest first, at most `history` of them. */
  readonly backups: BackupReferenceList;
  /** The answer of a lookup at synthesis; undefined if the lookup failed and the plan will fail. @internal */
  resolved(): LookupAnswer | undefined;
}

const LOOKUP = Symbol.for("cdktf-backups/BackupLookup");
const NOT_AT_SYNTH: readonly (keyof MetaArguments)[] = ["dependsOn", "forEach", "lifecycle"];
const NOT_MADE =
  "the lookup was not made: call `await resolveBackups(app)` after the stacks are built and before `app.synth()`";

/**
 * A lookup of an instance's backups. Use the class of a listing.
 *
 * @example
 * const orders = new TencentCloudRedisBackups(this, "orders", { instanceId: "crs-5a4py64p", region: "ap-guangzhou" });
 * new TerraformOutput(this, "orders-backup", { value: orders.latestId });
 */
export abstract class BackupLookup extends BlockConstruct implements IBackupLookup {
  readonly resolution: Resolution;
  readonly listing: ListingName;
  readonly provider?: TerraformProvider;
  readonly query: Readonly<Record<string, unknown>>;
  readonly isRepeated: boolean;
  private readonly child: BackupsDataSource | AnswerLocal;
  private outcome: Outcome | undefined;

  protected constructor(scope: Construct, id: string, listing: ListingName, props: BackupLookupProps) {
    const path = checkScope(scope, id, props);
    const { resolve, provider, dependsOn, forEach, lifecycle, optional = [], ...rest } = props;
    const named = listingNamed(listing);
    const table = queryArguments(named);
    const query = Object.fromEntries(Object.entries(rest).filter(([, value]) => isGiven(value)));
    // The plugin checks unknown values.
    const late = isLate(rest.instanceId) && { instanceId: KNOWN_LATER };
    checkKnown(path, table, rest, optional, (known) => checkQuery(named, { ...known, ...late }));
    const resolution = resolutionOf(path, scope, resolve);
    if (resolution === "synth") refuseAll(path, problemsAtSynth(query, props));
    super(scope, id);
    Object.defineProperty(this, LOOKUP, { value: true });
    this.listing = listing;
    this.provider = provider;
    this.resolution = resolution;
    this.query = query;
    this.isRepeated = forEach !== undefined;
    if (resolution === "synth") {
      this.child = new AnswerLocal(this, "Default", () => this.outcomeOrError());
      this.node.addValidation({
        validate: () => {
          // Annotations.addError would add a stack trace, which cdktf's command prints.
          if (!this.outcome) this.node.addMetadata(AnnotationMetadataEntryType.ERROR, NOT_MADE);
          return [];
        },
      });
      return;
    }
    if (!provider) BackupsProvider.ensure(this);
    const values = terraformArguments(table, query, optional);
    const meta = { provider, dependsOn, forEach, lifecycle };
    this.child = new BackupsDataSource(this, "Default", dataSourceType(named), values, meta);
  }

  /** Whether a construct is a lookup. */
  static isBackupLookup(construct: unknown): construct is BackupLookup {
    return typeof construct === "object" && construct !== null && LOOKUP in construct;
  }

  get latestId(): string {
    return Token.asString(this.single("latestId").interpolationForAttribute("latest_id"));
  }

  get latest(): BackupReference {
    return new BackupReference(this.single("latest"), "latest", false);
  }

  get backups(): BackupReferenceList {
    return new BackupReferenceList(this.single("backups"), "backups");
  }

  /** Number of backups in the listing, restorable or not. */
  get totalCount(): number {
    return Token.asNumber(this.single("totalCount").interpolationForAttribute("total_count"));
  }

  /** Number of restorable backups. */
  get eligibleCount(): number {
    return Token.asNumber(this.single("eligibleCount").interpolationForAttribute("eligible_count"));
  }

  /** The `latestId` of each lookup, by the key of `forEach`. Only with `forEach`. */
  get latestIds(): Record<string, string> {
    const all = this.repeated("latestIds");
    const expression = () => `{for key, found in ${addressOf(all)} : key => found.latest_id}`;
    return Token.asStringMap(backupAttribute(all, "latest_ids", false, expression));
  }

  /**
   * An iterator over the lookups, for the `forEach` of a resource. Attributes have Terraform's names. The IDs change with
   * every new backup, so do not use them in a resource that an ID replaces. Only with `forEach`.
   *
   * @example
   * new Parameter(this, "report", { forEach: found.each, name: found.each.key, value: found.each.getString("latest_id") });
   */
  get each(): ResourceTerraformIterator {
    return TerraformIterator.fromDataSources(this.repeated("each"));
  }

  /**
   * Sets a part of the data source that has no argument here.
   *
   * @throws Error for a lookup at synthesis
   */
  override addOverride(path: string, value: unknown): void {
    if (this.resolution === "synth") {
      throw refusal(
        this,
        `addOverride: got ${JSON.stringify(path)}, but a lookup at synthesis has no data source; use the properties`,
      );
    }
    super.addOverride(path, value);
  }

  /** Stores the answer. @internal */
  resolveWith(outcome: Outcome): void {
    this.outcome = outcome;
  }

  /** @internal */
  resolved(): LookupAnswer | undefined {
    const outcome = this.outcomeOrError();
    return "failure" in outcome ? undefined : outcome;
  }

  /** Throws if the lookup failed, unless cdktf's command runs the app: then the other stacks are still written. */
  private outcomeOrError(): Outcome {
    const outcome = this.outcome ?? { failure: NOT_MADE };
    if ("failure" in outcome && !goesOnWithErrors()) throw refusal(this, outcome.failure);
    return outcome;
  }

  /** Throws for a lookup with forEach, because CDKTF would write an invalid reference. */
  private single(name: string): IInterpolatingParent {
    if (this.isRepeated) {
      throw refusal(
        this,
        `${name}: the lookup has forEach, so it names many backups; use latestIds, or each as the forEach of a resource`,
      );
    }
    const { required = true, onUnavailable = "error" } = this.query;
    const mayBeNull = required !== true || onUnavailable !== "error";
    return {
      interpolationForAttribute: (attribute): IResolvable =>
        backupAttribute(this.child, attribute.replace(/^latest\./, "latest_"), mayBeNull),
    };
  }

  private repeated(attribute: string): BackupsDataSource {
    if (this.isRepeated) return this.child as BackupsDataSource;
    throw refusal(
      this,
      `${attribute}: the lookup has no forEach, so it names one backup; use latestId or latest`,
    );
  }
}

/** Whether cdktf's command runs the app: it sets this variable, and then decides itself which stacks have errors. */
export function goesOnWithErrors(): boolean {
  return process.env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS !== undefined;
}

function resolutionOf(path: string, scope: Construct, resolve: unknown): Resolution {
  const [source, wanted] = [
    ["resolve", resolve],
    [`context ${RESOLVE_CONTEXT}`, scope.node.tryGetContext(RESOLVE_CONTEXT)],
    [RESOLVE_VARIABLE, process.env[RESOLVE_VARIABLE]],
  ].find(([, value]) => value) ?? ["default", "plan"];
  if (wanted === "plan" || wanted === "synth") return wanted;
  throw refusal(path, `${source}: got ${JSON.stringify(wanted)}, expected one of: plan, synth`);
}

function* problemsAtSynth(query: Arguments, props: BackupLookupProps): Generator<string> {
  const { provider } = props;
  const late = Object.keys(query).find((name) => isLate(query[name]));
  if (late)
    yield `${late}: only Terraform knows this value, but the lookup is made at synthesis; give the value itself, or set resolve to "plan"`;
  if (provider && !BackupsProvider.isBackupsProvider(provider))
    yield `provider: got a provider of type ${provider.terraformResourceType}, expected a BackupsProvider`;
  const meta = NOT_AT_SYNTH.find((name) => props[name] !== undefined);
  if (meta) yield `${meta}: has no effect at synthesis; leave it out, or set resolve to "plan"`;
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
