import { join, resolve } from "node:path";
import { TerraformProvider, TerraformStack, Token } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import { settingsFrom, wholeNumberProblem } from "../clouds/settings";
import { snakeCase } from "../core/argument";
import { PROVIDER_SOURCE, PROVIDER_TYPE, PROVIDER_VERSION } from "../delivery/address";
import { installPlugin } from "../delivery/install";
import { makeReachable } from "../delivery/reachable";
import type { ClientOptions } from "../lookup/lookup";
import { type CloudName, clouds, type VendorProps } from "../vendors";
import { checkFramework } from "./framework";
import { hclAttribute } from "./hcl-attribute";
import { refusal } from "./refusal";

/**
 * Arguments of {@link BackupsProvider}. Keys are best left out: the environment and the vendors' own files are read
 * where Terraform runs, and nothing is written anywhere.
 */
export interface BackupsProviderProps extends VendorProps {
  /** Name for further accounts or regions; pass the provider to their lookups. */
  readonly alias?: string;
  /** Seconds for one whole lookup: a whole number from 1 to 86400. @default 60 */
  readonly timeout?: number;
  /** Attempts after the first one, per request: a whole number from 0 to 100. @default 5 */
  readonly maxRetries?: number;
}

/** Whether a value, or anything in it, is known to Terraform alone. */
function hasToken(value: unknown): boolean {
  if (Token.isUnresolved(value)) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(hasToken);
}

/** Settings under Terraform's names, those of roles among them. */
function inSnakeCase(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value) || Token.isUnresolved(value))
    return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([name, inner]) => [snakeCase(name), inSnakeCase(inner)]),
  );
}

/** Id of the provider that a stack gets when it has none of its own; not one that a user would choose. */
const DEFAULT_ID = "cdktf-backups-provider";
const PROVIDER = Symbol.for("cdktf-backups/BackupsProvider");

/** This package, from `constructs` in src, lib or cdktn. */
const PACKAGE_ROOT = resolve(__dirname, "../..");

/** What cdktf calls for each construct while a stack is written; its own helper for it is not exported. */
const CUSTOM_SYNTHESIS = Symbol.for("cdktf/customSynthesis");

/** The part of cdktf's synthesis session that is used. */
interface SynthesisSession {
  readonly outdir: string;
  readonly manifest: { forStack(stack: TerraformStack): { readonly workingDirectory: string } };
}

/** The provider that was found in a stack: a search goes through all of it, and each lookup needs one. */
const answering = new WeakMap<TerraformStack, BackupsProvider>();

/**
 * The Terraform provider that makes lookups while planning. A stack that names none gets one without settings.
 * Synthesis puts the plugin beside the stack's JSON, so that `terraform init` finds it with no configuration.
 */
export class BackupsProvider extends TerraformProvider {
  /** Terraform's name of the provider. */
  static readonly tfResourceType = PROVIDER_TYPE;
  private readonly name: string | undefined;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: BackupsProviderProps = {},
  ) {
    checkFramework(scope, id);
    if (props.alias === undefined) BackupsProvider.makeRoom(scope);
    super(scope, id, {
      terraformResourceType: PROVIDER_TYPE,
      terraformGeneratorMetadata: {
        providerName: PROVIDER_TYPE,
        providerVersion: PROVIDER_VERSION,
        providerVersionConstraint: PROVIDER_VERSION,
      },
      terraformProviderSource: PROVIDER_SOURCE,
    });
    this.name = props.alias;
    const unfit = (["timeout", "maxRetries"] as const).flatMap((name) => {
      const value = props[name];
      const problem =
        value === undefined || Token.isUnresolved(value) ? undefined : wholeNumberProblem(name, value);
      return problem ? [`${name}: ${problem}`] : [];
    });
    if (unfit.length > 0) throw refusal(this, unfit.join("\n"));
    Object.defineProperty(this, PROVIDER, { value: true });
    Object.defineProperty(this, CUSTOM_SYNTHESIS, {
      value: { onSynthesize: (session: SynthesisSession) => this.deliver(session) },
    });
  }

  /** Whether a construct is a provider of backups. */
  static isBackupsProvider(construct: unknown): construct is BackupsProvider {
    return typeof construct === "object" && construct !== null && PROVIDER in construct;
  }

  /** The provider that answers a lookup: the one given, or the stack's without an alias. */
  static of(construct: IConstruct, given?: TerraformProvider): BackupsProvider | undefined {
    if (given) return BackupsProvider.isBackupsProvider(given) ? given : undefined;
    const stack = TerraformStack.of(construct);
    const before = answering.get(stack);
    if (before && before.node.scope?.node.tryFindChild(before.node.id) === before) return before;
    const found = stack.node
      .findAll()
      .filter(BackupsProvider.isBackupsProvider)
      .find(({ alias }) => alias === undefined);
    if (found) answering.set(stack, found);
    return found;
  }

  /** Gives the stack of a lookup a provider where it has none. */
  static ensure(lookup: Construct): void {
    if (!BackupsProvider.of(lookup)) new BackupsProvider(TerraformStack.of(lookup), DEFAULT_ID);
  }

  /** Takes the place of the one that an earlier lookup made the stack get. */
  private static makeRoom(scope: Construct): void {
    const stack = TerraformStack.of(scope);
    if (BackupsProvider.isBackupsProvider(stack.node.tryFindChild(DEFAULT_ID))) {
      stack.node.tryRemoveChild(DEFAULT_ID);
    }
  }

  override get alias(): string | undefined {
    return this.name;
  }

  /** Refused: lookups that were made before refer to the provider by the name that it had then. */
  override set alias(_alias: string | undefined) {
    throw refusal(this, "alias: cannot be set later; give it in the properties");
  }

  /**
   * The settings for lookups at synthesis.
   *
   * @throws Error for a setting that only Terraform knows
   */
  clientOptions(): ClientOptions {
    const late = Object.entries(this.attributes()).find(([, value]) => hasToken(value));
    if (late) {
      throw refusal(
        this,
        `${late[0]}: holds a value that only Terraform knows, but a lookup is made at ` +
          "synthesis; use the environment for keys, or resolve at plan",
      );
    }
    const settings = clouds.map((cloud) => [
      cloud.name,
      settingsFrom(cloud, (this.attributes()[cloud.name] ?? {}) as Record<string, unknown>),
    ]);
    const { timeout, maxRetries } = this.props;
    return { ...Object.fromEntries(settings), timeout, maxRetries };
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return this.attributes();
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(this.attributes()).map(([name, value]) => [name, hclAttribute(value)]),
    );
  }

  private attributes(): Record<string, unknown> {
    const { timeout, maxRetries } = this.props;
    const given = clouds.map(({ name }) => [name, inSnakeCase(this.props[name as CloudName])]);
    return Object.fromEntries(
      [...given, ["timeout", timeout], ["max_retries", maxRetries]].filter(
        ([, value]) => value !== undefined,
      ),
    );
  }

  private deliver(session: SynthesisSession): void {
    const { workingDirectory } = session.manifest.forStack(this.cdktfStack);
    const directory = join(session.outdir, workingDirectory);
    installPlugin(directory);
    makeReachable(directory, PACKAGE_ROOT);
  }
}
