import type { Cloud, CloudSettings } from "../clouds/cloud";
import type { Credentials } from "../clouds/keys";
import { secretsIn } from "../clouds/secrets";
import type { Setting } from "../clouds/setting";
import { numberSettings, settingProblems, settingsFrom, wholeNumbers } from "../clouds/settings";
import { isGiven, problemWith } from "../core/argument";
import { BackupsError } from "../core/errors";
import { dataSourceType, instancesDataSourceType } from "../listings/data-source-type";
import { BackupsClient } from "../lookup/client";
import type { ClientOptions } from "../lookup/options";
import { RESTORE_JOB_TYPE } from "../resources/restore-job-schema";
import { isLate, members } from "../resources/restore-point-plan";
import { RESTORE_POINT_TYPE } from "../resources/restore-point-schema";
import { TRIGGER_TYPE } from "../resources/trigger-schema";
import { clouds, type KnownListing, listings } from "../vendors";
import { type Lookup, listingDataSource } from "./data-source";
import { EmptyLookups } from "./empty-lookups";
import { instancesDataSource, type ListInstances, warningOf } from "./instances-data-source";
import { ListedInstances } from "./listed-instances";
import { restoreJob } from "./restore-job/resource";
import { restorePoint } from "./restore-point";
import { trigger } from "./trigger";
import { anError, type Diagnostic } from "./wire/diagnostics";
import type { PluginDataSource, PluginProvider } from "./wire/provider";
import { registerSecret } from "./wire/redact";
import { Interrupted } from "./wire/running-calls";
import type { Schema } from "./wire/schema";
import {
  type Attribute,
  type Attributes,
  type TfObject,
  type TfType,
  type TfValue,
  UNKNOWN,
} from "./wire/types";

/** Seconds for which equal lookups share one read. Longer would hide a backup that is made during a long apply. */
const REUSE_FOR_S = 60;

/** The numbers in the configuration, by setting. */
const NUMBERS = {
  timeout: {
    setting: "timeout",
    description: `Seconds for one whole lookup, without waiting behind others. Default: ${numberSettings.timeout.default}.`,
  },
  max_retries: {
    setting: "maxRetries",
    description: `Attempts after the first one, per request. Default: ${numberSettings.maxRetries.default}.`,
  },
} as const;

/** Types of settings that are not texts. */
const TYPES: Readonly<Partial<Record<NonNullable<Setting["kind"]>, TfType>>> = {
  accounts: { list: "string" },
  integer: "number",
};

function settingAttribute({ kind = "text", fields, description, sensitive }: Setting): Attribute {
  const type = fields ? { object: attributesOf(fields, settingAttribute) } : (TYPES[kind] ?? "string");
  return { type, use: "optional", description, sensitive };
}

function attributesOf<T>(table: Readonly<Record<string, T>>, of: (value: T) => Attribute): Attributes {
  return Object.fromEntries(Object.entries(table).map(([name, value]) => [name, of(value)]));
}

/** The schema of the provider block. */
export const providerSchema: Schema = {
  description:
    "Looks up backups of databases while Terraform plans. Every setting is optional: keys and regions are found in the " +
    "environment and in the vendors' own files, as their own tools find them.",
  attributes: {
    ...Object.fromEntries(
      clouds.map(({ name, title, settings }): [string, Attribute] => [
        name,
        {
          type: { object: attributesOf(settings, settingAttribute) },
          use: "optional",
          description: `Settings for ${title}, by the names of its own Terraform provider.`,
        },
      ]),
    ),
    ...attributesOf(NUMBERS, ({ description }) => ({ type: "number", use: "optional", description })),
  },
};

/** The path of an unknown value in a value; undefined if all is known. */
function unknownIn(value: TfValue | undefined, path: string): string | undefined {
  if (value === UNKNOWN) return path;
  if (typeof value !== "object" || value === null) return undefined;
  return Object.entries(value)
    .map(([name, inner]) => unknownIn(inner as TfValue, Array.isArray(value) ? path : `${path}.${name}`))
    .find((found) => found !== undefined);
}

/** The path of an unknown setting of a vendor, or of an unknown number. */
function unknownSettings(config: TfObject, cloud: string): string | undefined {
  return unknownIn(config[cloud], cloud) ?? Object.keys(NUMBERS).find((name) => config[name] === UNKNOWN);
}

function knownSettings(config: TfObject, cloud: Cloud): CloudSettings {
  const known = Object.entries(members(config[cloud.name])).filter(([, value]) => !isLate(value));
  return settingsFrom(cloud, Object.fromEntries(known));
}

/** @param path of the setting in its block */
function problem(path: readonly string[], detail: string, block: readonly string[] = []): Diagnostic {
  return anError("Invalid provider configuration", `${path.join(".")}: ${detail}`, [...block, ...path]);
}

/** Mistakes in the configuration. */
function problemsOf(config: TfObject): Diagnostic[] {
  const numbers = Object.entries(NUMBERS).flatMap(([name, { setting }]) => {
    const value = config[name];
    const wrong = isGiven(value) && value !== UNKNOWN ? problemWith(wholeNumbers[setting], value) : undefined;
    return wrong === undefined ? [] : [problem([name], wrong)];
  });
  const settings = clouds.flatMap((cloud) =>
    [...settingProblems(cloud, knownSettings(config, cloud))].map((wrong) =>
      problem(wrong.path, wrong.problem, [cloud.name]),
    ),
  );
  return [...numbers, ...settings];
}

/** Registers the keys of a lookup, so that no log shows them. */
function onCredentials(credentials: Partial<Credentials>): void {
  secretsIn(credentials).forEach(registerSecret);
}

/**
 * Registers all keys in the configuration and the environment, so that no log shows them. Keys in files are registered
 * when they are read.
 */
function registerSecrets(settings: readonly CloudSettings[], env: NodeJS.ProcessEnv): void {
  const names = clouds.flatMap(({ credentialSources: { keys, secrets } }) => [
    ...secrets,
    ...keys.flatMap(({ secretKey, securityToken }) => [secretKey, ...securityToken]),
  ]);
  for (const name of names) onCredentials({ secretKey: env[name]?.trim() });
  for (const given of settings) {
    onCredentials(given);
    onCredentials({ secretKey: given.assumeRoleWithOidc?.token });
  }
}

/** The provider: its configuration, and a data source per listing. All lookups of a process share one client. */
export function backupsProvider(env: NodeJS.ProcessEnv = process.env): PluginProvider {
  const stop = new AbortController();
  const instances = new ListedInstances();
  const empty = new EmptyLookups();
  let config: TfObject = {};
  /** Warnings that the next read adds to its own. */
  const advice: string[] = [];
  const clientWith = (settings: ClientOptions) =>
    new BackupsClient({
      testing: { env },
      reuseFor: REUSE_FOR_S,
      signal: stop.signal,
      onAdvice: (text) => advice.push(text),
      onCredentials,
      ...settings,
    });
  let client = clientWith({});

  /** The client of the configuration, for a read that a signal may stop. */
  const clientFor = (cloud: string, signal: AbortSignal): BackupsClient => {
    const missing = unknownSettings(config, cloud);
    if (missing) {
      throw new BackupsError(
        "usage",
        `the provider's ${missing} is known only after apply, so nothing can be looked up while planning`,
        {
          hint:
            "Add depends_on to this data source, naming what the provider's configuration comes from: it is then " +
            "read during apply. Or give the provider a value that is known.",
        },
      );
    }
    // Only an interruption by Terraform ends the client; other aborts end only their call.
    const end = () => signal.reason instanceof Interrupted && stop.abort(signal.reason);
    signal.addEventListener("abort", end, { once: true });
    return client;
  };
  const advised = (source: PluginDataSource): PluginDataSource => ({
    ...source,
    async read(given, signal) {
      const { state, diagnostics } = await source.read(given, signal);
      return { state, diagnostics: [...diagnostics, ...advice.splice(0).map(warningOf)] };
    },
  });
  const lookupsOf = (listing: KnownListing): PluginDataSource => {
    const { name, cloud } = listing;
    const lookup: Lookup = async (query, signal) => clientFor(cloud.name, signal).lookup(name, query);
    return advised(listingDataSource(listing, lookup, instances, empty));
  };
  const instancesOf = (listing: KnownListing): PluginDataSource => {
    const { name, cloud } = listing;
    const list: ListInstances = async (query, signal) => clientFor(cloud.name, signal).instances(name, query);
    return advised(instancesDataSource(listing, list, instances));
  };
  let dataSources: PluginProvider["dataSources"] | undefined;

  return {
    project: "cdktf-backups",
    schema: providerSchema,
    // Built lazily, because some processes never need them.
    get dataSources() {
      dataSources ??= Object.fromEntries(
        listings.flatMap((listing) => [
          [dataSourceType(listing), lookupsOf(listing)],
          [instancesDataSourceType(listing), instancesOf(listing)],
        ]),
      );
      return dataSources;
    },
    resources: {
      [RESTORE_POINT_TYPE]: restorePoint(empty),
      [RESTORE_JOB_TYPE]: restoreJob(env),
      [TRIGGER_TYPE]: trigger(empty),
    },
    validateConfig: problemsOf,
    async configure(given) {
      config = given;
      const problems = problemsOf(given);
      if (problems.length > 0) return problems;
      const settings = Object.fromEntries(clouds.map((cloud) => [cloud.name, knownSettings(given, cloud)]));
      registerSecrets(Object.values(settings), env);
      client = clientWith({
        ...settings,
        timeout: typeof given.timeout === "number" ? given.timeout : undefined,
        maxRetries: typeof given.max_retries === "number" ? given.max_retries : undefined,
      });
      return [];
    },
  };
}
