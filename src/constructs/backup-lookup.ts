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
import { checkScope } from "./check-scope";
import { refusal } from "./refusal";

/** When a lookup is made: while Terraform plans, or by `resolveBackups` before the stack is synthesised. */
export type Resolution = "plan" | "synth";

/** Context key that sets the time of resolution for a whole app. */
export const RESOLVE_CONTEXT = "backups:resolve";
/** Environment variable that does so where the context does not, such as on a runner without Terraform. */
const RESOLVE_VARIABLE = "BACKUPS_RESOLVE";

/** What every lookup takes besides its listing's own arguments. */
export interface BackupLookupProps extends WithTokens<CommonArguments & SelectionOptions>, MetaArguments {
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
export type LookupProps<Name extends ListingName> = BackupLookupProps & WithTokens<ListingArguments[Name]>;

/** A lookup, of this copy of the package or of another one: what constructs take that read one. */
export interface IBackupLookup extends IConstruct, ITerraformDependable {
  /** When this lookup is made. */
  readonly resolution: Resolution;
  /** Listing that is asked. */
  readonly listing: string;
  /** The provider that was given, whose settings a lookup at synthesis uses too. */
  readonly provider?: TerraformProvider;
  /** What is asked: the arguments that were given. */
  readonly query: Readonly<Record<string, unknown>>;
  /** Whether the lookup has forEach, and so stands for many. */
  readonly isRepeated: boolean;
  /** ID of the newest restorable backup; null where there is none and that is no error. */
  readonly latestId: string;
  /** The newest restorable backup; it and its fields are null where there is none and that is no error. */
  readonly latest: BackupReference;
  /** The restorable backups, newest first, at most `history` of them. */
  readonly backups: BackupReferenceList;
  /** The answer of a lookup at synthesis; undefined where it failed and the plan will say so. @internal */
  resolved(): LookupAnswer | undefined;
}

const LOOKUP = Symbol.for("cdktf-backups/BackupLookup");
const NOT_AT_SYNTH: readonly (keyof MetaArguments)[] = ["dependsOn", "forEach", "lifecycle"];
const NOT_MADE =
  "the lookup was not made: call `await resolveBackups(app)` after the stacks are built and before `app.synth()`";

/** A lookup of an instance's backups. Use the class of a listing, such as `TencentCloudRedisBackups`. */
export abstract class BackupLookup extends BlockConstruct implements IBackupLookup {
  readonly resolution: Resolution;
  readonly listing: ListingName;
  readonly provider?: TerraformProvider;
  readonly query: Readonly<Record<string, unknown>>;
  private readonly child: BackupsDataSource | AnswerLocal;
  private outcome: Outcome | undefined;

  protected constructor(scope: Construct, id: string, listing: ListingName, props: BackupLookupProps) {
    const path = checkScope(scope, id, props);
    const { resolve, provider, dependsOn, forEach, lifecycle, optional = [], ...rest } = props;
    const named = listingNamed(listing);
    const table = queryArguments(named);
    const query = Object.fromEntries(Object.entries(rest).filter(([, value]) => isGiven(value)));
    // What only Terraform knows is checked by the plugin.
    const late = isLate(rest.instanceId) && { instanceId: KNOWN_LATER };
    checkKnown(path, table, rest, optional, (known) => checkQuery(named, { ...known, ...late }));
    const resolution = resolutionOf(path, scope, resolve);
    if (resolution === "synth") checkKnownAtSynth(path, query, props);
    super(scope, id);
    Object.defineProperty(this, LOOKUP, { value: true });
    this.listing = listing;
    this.provider = provider;
    this.resolution = resolution;
    this.query = query;
    if (resolution === "synth") {
      this.child = new AnswerLocal(this, "Default", () => this.outcomeOrError());
      this.node.addValidation({ validate: () => this.problems() });
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

  get isRepeated(): boolean {
    return this.child instanceof BackupsDataSource && this.child.forEach !== undefined;
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
    const expression = () => `{for key, found in ${addressOf(all)} : key => found.latest_id}`;
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

  /** Of a lookup at plan: sets a part of the data source that has no argument here. */
  override addOverride(path: string, value: unknown): void {
    if (this.resolution === "synth") {
      throw refusal(
        this,
        `addOverride: got ${JSON.stringify(path)}, but a lookup at synthesis is a value without arguments; give it in the properties`,
      );
    }
    super.addOverride(path, value);
  }

  /** Gives the lookup its answer, or says why there is none. @internal */
  resolveWith(outcome: Outcome): void {
    this.outcome = outcome;
  }

  /** @internal */
  resolved(): LookupAnswer | undefined {
    const outcome = this.outcomeOrError();
    return "failure" in outcome ? undefined : outcome;
  }

  /** cdktf's command shows what is annotated, and goes on with the other stacks; nothing else would stop this one. */
  private outcomeOrError(): Outcome {
    const outcome = this.outcome ?? { failure: NOT_MADE };
    if ("failure" in outcome && !goesOnWithErrors()) throw refusal(this, outcome.failure);
    return outcome;
  }

  private problems(): string[] {
    // Annotations.addError would add a stack, which cdktf's command prints.
    if (!this.outcome) this.node.addMetadata(AnnotationMetadataEntryType.ERROR, NOT_MADE);
    return [];
  }

  /** The answer, for an attribute that a lookup with forEach has many of: CDKTF would write what is none. */
  private single(name: string): IInterpolatingParent {
    if (this.isRepeated) {
      throw refusal(
        this,
        `${name}: the lookup has forEach, so it names many backups; use latestIds, or each as the forEach of a resource`,
      );
    }
    const { required = true, onUnavailable = "error" } = this.query;
    // As far as it is known before Terraform runs.
    const mayBeNull = required !== true || onUnavailable !== "error";
    return {
      interpolationForAttribute: (attribute): IResolvable =>
        backupAttribute(this.child, attribute.replace(/^latest\./, "latest_"), mayBeNull),
    };
  }

  private repeated(attribute: string): BackupsDataSource {
    if (this.child instanceof BackupsDataSource && this.isRepeated) return this.child;
    throw refusal(
      this,
      `${attribute}: the lookup has no forEach, so it names one backup; use latestId or latest`,
    );
  }
}

/** Whether the app is run by cdktf's command, which asks for all stacks even if annotations are errors. */
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

function checkKnownAtSynth(path: string, query: Arguments, props: BackupLookupProps): void {
  const late = Object.entries(query).find(([, value]) => isLate(value))?.[0];
  if (late) {
    throw refusal(
      path,
      `${late}: a value that only Terraform knows, but the lookup is made at synthesis; give the value itself, or set resolve to "plan"`,
    );
  }
  if (props.provider && !BackupsProvider.isBackupsProvider(props.provider)) {
    throw refusal(
      path,
      `provider: got one of ${props.provider.terraformResourceType}, expected a BackupsProvider`,
    );
  }
  const meta = NOT_AT_SYNTH.find((name) => props[name] !== undefined);
  if (meta)
    throw refusal(path, `${meta}: has no meaning at synthesis; leave it out, or set resolve to "plan"`);
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
