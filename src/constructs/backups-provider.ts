import { join, resolve } from "node:path";
import { TerraformProvider, TerraformStack, Token } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import { settingProblems } from "../clouds/check-settings";
import type { Setting, SettingField } from "../clouds/setting";
import { settingsFrom, wholeNumberProblem } from "../clouds/settings";
import { camelCase, snakeCase } from "../core/argument";
import { PROVIDER_SOURCE, PROVIDER_TYPE } from "../delivery/address";
import { installPlugin } from "../delivery/install";
import { makeReachable } from "../delivery/reachable";
import type { ClientOptions } from "../lookup/options";
import { type CloudName, clouds, type VendorProps } from "../vendors";
import { isLate } from "./arguments";
import { checkScope } from "./check-scope";
import { hclAttributes } from "./hcl-attribute";
import { OWN_METADATA } from "./own-resource";
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

/** Settings under Terraform's names, those of roles among them; without those that are left out. */
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

/** Whether a setting is not known before Terraform runs; one with fields is checked field by field. */
function isUnknown(value: unknown): boolean {
  return value === undefined || Token.isUnresolved(value) || (Array.isArray(value) && isLate(value));
}

/** Id of the provider that a stack gets when it has none of its own; not one that a user would choose. */
const DEFAULT_ID = "cdktf-backups-provider";
const PROVIDER = Symbol.for("cdktf-backups/BackupsProvider");
const OTHERS = ["alias", "timeout", "maxRetries"];

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
    check(checkScope(scope, id, props), props);
    if (props.alias === undefined) BackupsProvider.makeRoom(scope);
    super(scope, id, {
      terraformResourceType: PROVIDER_TYPE,
      terraformGeneratorMetadata: OWN_METADATA,
      terraformProviderSource: PROVIDER_SOURCE,
    });
    this.name = props.alias;
    Object.defineProperty(this, PROVIDER, { value: true });
    Object.defineProperty(this, CUSTOM_SYNTHESIS, {
      value: { onSynthesize: (session: SynthesisSession) => this.deliver(session) },
    });
  }

  /** Whether a construct is a provider of backups. */
  static isBackupsProvider(construct: unknown): construct is BackupsProvider {
    return typeof construct === "object" && construct !== null && PROVIDER in construct;
  }

  /** The provider that answers a lookup: the one given, or the stack's without an alias. @internal */
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

  /** Gives the stack of a lookup a provider where it has none. @internal */
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
   * @internal
   */
  clientOptions(): ClientOptions {
    const late = Object.entries(this.attributes()).find(([, value]) => isLate(value));
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
    return hclAttributes(this.attributes());
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

/** Refuses what the plan would refuse, as far as it is known. */
function check(path: string, { alias: _, ...props }: BackupsProviderProps): void {
  const problems = Object.entries(props).flatMap(([name, value]) =>
    value === undefined || Token.isUnresolved(value) ? [] : [...problemsWith(name, value)],
  );
  if (problems.length > 0) throw refusal(path, problems.join("\n"));
}

function* problemsWith(name: string, value: unknown): Generator<string> {
  if (name === "timeout" || name === "maxRetries") {
    const problem = wholeNumberProblem(name, value);
    if (problem) yield `${name}: ${problem}`;
    return;
  }
  const cloud = clouds.find((each) => each.name === name);
  if (!cloud) {
    yield `${name}: there is no such argument; expected one of: ${[...clouds.map((each) => each.name), ...OTHERS].join(", ")}`;
  } else if (typeof value !== "object" || value === null) {
    yield `${name}: got ${JSON.stringify(value)}, expected an object of settings`;
  } else {
    // Terraform drops them without a word.
    yield* unknownNames(name, cloud.settings, inSnakeCase(value));
    const known = inSnakeCase(value, isUnknown) as Record<string, unknown>;
    for (const { path, problem } of settingProblems(cloud, settingsFrom(cloud, known))) {
      yield `${[name, ...path.filter((step) => step !== undefined).map(camelCase)].join(".")}: ${problem}`;
    }
  }
}

/** Settings that a table does not have, in it and below it. */
function* unknownNames(
  place: string,
  table: Readonly<Record<string, Setting | SettingField>>,
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
