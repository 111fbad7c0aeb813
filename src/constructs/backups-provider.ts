import { join } from "node:path";
import { type Manifest, TerraformProvider, TerraformStack, Token } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import type { Setting } from "../clouds/setting";
import { settingProblems, settingsFrom, wholeNumbers } from "../clouds/settings";
import { camelCase, problemWith, snakeCase } from "../core/argument";
import { PROVIDER_SOURCE, PROVIDER_TYPE } from "../delivery/address";
import { installPlugin, PACKAGE_ROOT } from "../delivery/install";
import { makeReachable } from "../delivery/reachable";
import type { ClientOptions } from "../lookup/options";
import { type CloudName, clouds, type VendorProps } from "../vendors";
import { isLate } from "./arguments";
import { checkScope } from "./check-props";
import { hclAttributes } from "./hcl-attribute";
import { OWN_METADATA } from "./own-resource";
import { refusal, refuseAll } from "./refusal";

/**
 * Arguments of {@link BackupsProvider}. Better leave out the keys: they are then read from the environment or the
 * vendors' own files where Terraform runs, and never written.
 */
export interface BackupsProviderProps extends VendorProps {
  /** Name of a further provider, for another account or region; give that provider to the lookups. @default none */
  readonly alias?: string;
  /** Seconds for one whole lookup: a whole number from 1 to 86400. @default 60 */
  readonly timeout?: number;
  /** Retries per request: a whole number from 0 to 100. @default 5 */
  readonly maxRetries?: number;
}

/** Settings by Terraform's names, also inside roles, without those that `isLeftOut` accepts. */
function inSnakeCase(
  value: unknown,
  isLeftOut: (inner: unknown) => boolean = (inner) => inner === undefined,
): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value) || Token.isUnresolved(value))
    return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => !isLeftOut(inner))
      .map(([name, inner]) => [snakeCase(name), inSnakeCase(inner, isLeftOut)]),
  );
}

/** Whether a setting cannot be checked yet. Settings with fields are checked field by field. */
function isUnknown(value: unknown): boolean {
  return value === undefined || Token.isUnresolved(value) || (Array.isArray(value) && isLate(value));
}

/** Id of the provider that a stack without one gets; users would not choose it. */
const DEFAULT_ID = "cdktf-backups-provider";
const PROVIDER = Symbol.for("cdktf-backups/BackupsProvider");
const NAMES: readonly string[] = [...clouds.map(({ name }) => name), "alias", "timeout", "maxRetries"];

/** cdktf calls the method with this name when it writes a stack, and does not export its helper for it. */
const CUSTOM_SYNTHESIS = Symbol.for("cdktf/customSynthesis");

/** The provider without an alias that was found in a stack, because each lookup needs it, and a search takes long. */
const found = new WeakMap<TerraformStack, BackupsProvider>();

/**
 * The Terraform provider that makes lookups while planning. A stack without one gets one without settings. Synthesis
 * writes the plugin beside the stack's JSON, so `terraform init` finds it without configuration.
 */
export class BackupsProvider extends TerraformProvider {
  /** Terraform's name of the provider. */
  static readonly tfResourceType = PROVIDER_TYPE;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: BackupsProviderProps = {},
  ) {
    refuseAll(checkScope(scope, id, props, NAMES), problemsWith(props));
    const { node } = TerraformStack.of(scope);
    // Replaces the provider that an earlier lookup added.
    if (props.alias === undefined && BackupsProvider.isBackupsProvider(node.tryFindChild(DEFAULT_ID)))
      node.tryRemoveChild(DEFAULT_ID);
    super(scope, id, {
      terraformResourceType: PROVIDER_TYPE,
      terraformGeneratorMetadata: OWN_METADATA,
      terraformProviderSource: PROVIDER_SOURCE,
    });
    Object.defineProperty(this, PROVIDER, { value: true });
    Object.defineProperty(this, CUSTOM_SYNTHESIS, {
      value: {
        onSynthesize: ({ outdir, manifest }: { outdir: string; manifest: Manifest }) => {
          const directory = join(outdir, manifest.forStack(this.cdktfStack).workingDirectory);
          installPlugin(directory);
          makeReachable(directory, PACKAGE_ROOT);
        },
      },
    });
  }

  /** Whether a construct is a provider of backups. */
  static isBackupsProvider(construct: unknown): construct is BackupsProvider {
    return typeof construct === "object" && construct !== null && PROVIDER in construct;
  }

  /** The stack's provider without an alias. @internal */
  static of(construct: IConstruct): BackupsProvider | undefined {
    const stack = TerraformStack.of(construct);
    const before = found.get(stack);
    if (before && before.node.scope?.node.tryFindChild(before.node.id) === before) return before;
    const provider = stack
      .allProviders()
      .filter(BackupsProvider.isBackupsProvider)
      .find(({ alias }) => alias === undefined);
    if (provider) found.set(stack, provider);
    return provider;
  }

  /** Adds a provider to the stack of a lookup, if it has none. @internal */
  static ensure(lookup: Construct): void {
    if (!BackupsProvider.of(lookup)) new BackupsProvider(TerraformStack.of(lookup), DEFAULT_ID);
  }

  override get alias(): string | undefined {
    return this.props.alias;
  }

  /** Throws, because earlier lookups refer to the provider by its first alias. */
  override set alias(_alias: string | undefined) {
    throw refusal(this, "alias: cannot be set later; give it in the properties");
  }

  /**
   * The settings for lookups at synthesis.
   *
   * @throws Error for a setting that only Terraform knows
   * @internal
   */
  clientOptions(): ClientOptions {
    const attributes = this.attributes();
    const late = Object.entries(attributes).find(([, value]) => isLate(value));
    if (late) {
      throw refusal(
        this,
        `${late[0]}: contains a value that only Terraform knows, but a lookup is made at synthesis; use the ` +
          "environment for keys, or resolve at plan",
      );
    }
    const settings = clouds.map((cloud) => [
      cloud.name,
      settingsFrom(cloud, (attributes[cloud.name] ?? {}) as Record<string, unknown>),
    ]);
    const { timeout, maxRetries } = this.props;
    return { ...Object.fromEntries(settings), timeout, maxRetries };
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return this.attributes();
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    return hclAttributes(this.attributes());
  }

  private attributes(): Record<string, unknown> {
    const { timeout, maxRetries } = this.props;
    const settings = Object.fromEntries(clouds.map(({ name }) => [name, this.props[name as CloudName]]));
    return inSnakeCase({ ...settings, timeout, maxRetries }) as Record<string, unknown>;
  }
}

/** Values that the plan would refuse, as far as they are known. */
function* problemsWith(props: BackupsProviderProps): Generator<string> {
  for (const name of ["timeout", "maxRetries"] as const) {
    const problem = isUnknown(props[name]) ? undefined : problemWith(wholeNumbers[name], props[name]);
    if (problem) yield `${name}: ${problem}`;
  }
  for (const cloud of clouds) {
    const value: unknown = props[cloud.name as CloudName];
    if (isUnknown(value)) continue;
    if (typeof value !== "object" || value === null) {
      yield `${cloud.name}: got ${JSON.stringify(value)}, expected an object of settings`;
      continue;
    }
    // Terraform drops unknown names silently.
    yield* unknownNames(cloud.name, cloud.settings, inSnakeCase(value));
    const known = inSnakeCase(value, isUnknown) as Record<string, unknown>;
    for (const { path, problem } of settingProblems(cloud, settingsFrom(cloud, known))) {
      yield `${[cloud.name, ...path.map(camelCase)].join(".")}: ${problem}`;
    }
  }
}

/** Problems with names that a table and its inner tables do not have. */
function* unknownNames(
  place: string,
  table: Readonly<Record<string, Setting>>,
  values: unknown,
): Generator<string> {
  if (typeof values !== "object" || values === null || Token.isUnresolved(values)) return;
  for (const [name, value] of Object.entries(values)) {
    const at = `${place}.${camelCase(name)}`;
    const setting = Object.hasOwn(table, name) ? table[name] : undefined;
    if (!setting) {
      const names = Object.keys(table).map(camelCase).join(", ");
      yield `${at}: there is no such setting; expected one of: ${names}`;
    } else if (setting.fields) {
      yield* unknownNames(at, setting.fields, value);
    }
  }
}
