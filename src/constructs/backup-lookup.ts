import {
  type IInterpolatingParent,
  type ResourceTerraformIterator,
  ref,
  TerraformIterator,
  Token,
} from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { isGiven, snakeCase } from "../argument";
import { dataSourceType } from "../data-source-type";
import { BackupsError } from "../errors";
import { type ListingArguments, type ListingName, listingNamed } from "../listings";
import type { LookupResult } from "../lookup";
import { type CommonArguments, checkQuery, KNOWN_LATER, queryArguments } from "../query";
import type { SelectionOptions } from "../selection";
import { AnswerLocal } from "./answer-local";
import { backupAttribute } from "./backup-attribute";
import { BackupReference, BackupReferenceList } from "./backup-reference";
import { BackupsDataSource, type MetaArguments } from "./backups-data-source";
import { BackupsProvider } from "./backups-provider";
import { checkFramework } from "./framework";

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
}

/** What the lookups of one listing take. */
export type LookupProps<Name extends ListingName> = BackupLookupProps & ListingArguments[Name];

const LOOKUP = Symbol.for("cdktf-backups/BackupLookup");
const META: readonly (keyof MetaArguments)[] = ["provider", "dependsOn", "forEach", "lifecycle"];

/** Whether only Terraform knows a value, or one in a list. */
function isLate(value: unknown): boolean {
  return Token.isUnresolved(value) || (Array.isArray(value) && value.some(isLate));
}

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
    const { resolve: _resolve, provider: _p, dependsOn: _d, forEach: _f, lifecycle: _l, ...rest } = props;
    this.query = Object.fromEntries(Object.entries(rest).filter(([, value]) => isGiven(value)));
    this.check();
    if (this.resolution === "synth") {
      this.refuseLateValues(props);
      this.child = new AnswerLocal(this, "Default", () => this.resolved());
      return;
    }
    const values = Object.keys(queryArguments(named))
      .filter((name) => isGiven(this.query[name]))
      .map((name) => [snakeCase(name), this.query[name]]);
    const { provider, dependsOn, forEach, lifecycle } = props;
    if (!provider) BackupsProvider.ensure(this);
    this.child = new BackupsDataSource(this, "Default", dataSourceType(named), Object.fromEntries(values), {
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
    const { address, cdktfStack } = this.repeated("latestIds");
    return Token.asStringMap(ref(`{for key, found in ${address} : key => found.latest_id}`, cdktfStack));
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
      throw this.problem(
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
    throw this.problem(
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
  private resolved(): LookupResult {
    if (this.answer) return this.answer;
    throw this.problem(
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
    throw this.problem(`${source}: got ${JSON.stringify(wanted)}, expected one of: plan, synth`);
  }

  /** Checks now what is known now; values that only Terraform knows are checked by the plugin. */
  private check(): void {
    const known = Object.entries(this.query).filter(([, value]) => !isLate(value));
    const values = Object.fromEntries(known);
    if (isLate(this.query.instanceId)) values.instanceId = KNOWN_LATER;
    try {
      checkQuery(listingNamed(this.listing), values);
    } catch (error) {
      throw error instanceof BackupsError ? this.problem(error.describe()) : error;
    }
  }

  private refuseLateValues(props: BackupLookupProps): void {
    const late = Object.entries(this.query).find(([, value]) => isLate(value))?.[0];
    if (late) {
      throw this.problem(
        `${late}: a value that only Terraform knows, but the lookup is made at synthesis; give the value itself, or set resolve to "plan"`,
      );
    }
    const meta = META.find((name) => name !== "provider" && props[name] !== undefined);
    if (meta)
      throw this.problem(`${meta}: has no meaning at synthesis; leave it out, or set resolve to "plan"`);
  }

  private problem(text: string): Error {
    return new Error(`[${this.node.path}] ${text}`);
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
