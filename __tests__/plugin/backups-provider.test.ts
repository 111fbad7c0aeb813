import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { demoCredentials } from "../../src/emulator";
import { backupsProvider } from "../../src/plugin/backups-provider";
import type { ReadResult } from "../../src/plugin/wire/provider";
import { redact } from "../../src/plugin/wire/redact";
import { Interrupted, RunningCalls } from "../../src/plugin/wire/running-calls";
import { type Attributes, type TfObject, UNKNOWN } from "../../src/plugin/wire/types";
import { type CloudName, clouds, listings } from "../../src/vendors";
import { environmentOf } from "../cli/command";
import { emulators } from "../emulator/running";
import { finished, temporaryDirectory } from "../helpers/terraform";

const LOOKUP = { instance_id: "crs-5a4py64p", region: "ap-guangzhou" };
const LATEST = "6cbbf53a-affe-11e8-905b-4846fb00c75d";

/** An object as Terraform sends it: every attribute, null where it is not set. */
function filled(attributes: Attributes, given: TfObject): TfObject {
  return { ...Object.fromEntries(Object.keys(attributes).map((name) => [name, null])), ...given };
}

/** A vendor's settings as Terraform sends them. */
function settings(name: CloudName, given: TfObject): TfObject {
  const known = clouds.find((cloud) => cloud.name === name)?.settings ?? {};
  return { ...Object.fromEntries(Object.keys(known).map((setting) => [setting, null])), ...given };
}

/** A provider in the state that a plan brings it to. */
function providerWith(env: NodeJS.ProcessEnv) {
  const provider = backupsProvider(env);
  const configured = (given: TfObject) => filled(provider.schema.attributes, given);
  return {
    ...provider,
    validate: (given: TfObject) => provider.validateConfig(configured(given)),
    configureWith: (given: TfObject) => provider.configure(configured(given)),
    read(
      given: TfObject = LOOKUP,
      type = "backups_tencentcloud_redis",
      signal = new AbortController().signal,
    ): Promise<ReadResult> {
      const source = provider.dataSources[type];
      if (!source) throw new Error(`no data source ${type}`);
      return source.read(filled(source.schema.attributes, given), signal);
    },
  };
}

describe("the provider", () => {
  const start = emulators();

  it("has two data sources for every listing, and all settings of a vendor's client", () => {
    const { dataSources, schema } = providerWith({});
    expect(Object.keys(dataSources)).toHaveLength(2 * listings.length);
    const secret = (name: string) => /secret|access_key|token/.test(name);
    for (const { name: cloud, settings: known } of clouds) {
      const { type } = schema.attributes[cloud] ?? {};
      const inner = (type as { object: Attributes }).object;
      expect(Object.keys(inner)).toEqual(Object.keys(known));
      for (const [name, { sensitive = false, use }] of Object.entries(inner)) {
        expect([name, sensitive, use]).toEqual([name, secret(name), "optional"]);
      }
    }
    expect(Object.values(schema.attributes).every(({ use }) => use === "optional")).toBe(true);
  });

  it("rejects a wrong argument of a list of instances in validation, without keys and requests", () => {
    for (const [type, { schema, validate }] of Object.entries(providerWith({}).dataSources)) {
      if (!type.endsWith("_instances")) continue;
      expect(validate(filled(schema.attributes, { region: "" }))).toEqual([
        expect.objectContaining({ attribute: ["region"], detail: expect.stringContaining('region: got ""') }),
      ]);
      for (const region of ["r-1", UNKNOWN, null] as const)
        expect(validate(filled(schema.attributes, { region }))).toEqual([]);
    }
  });

  it("uses its own settings before those of the environment", async () => {
    const emulator = await start();
    const provider = providerWith(environmentOf({ url: "http://127.0.0.1:1" }) as NodeJS.ProcessEnv);
    const { accessKey, secretKey } = demoCredentials;
    const own = {
      region: "ap-guangzhou",
      endpoint: emulator.url,
      secret_id: accessKey,
      secret_key: secretKey,
    };
    expect(await provider.configureWith({ tencentcloud: settings("tencentcloud", own) })).toEqual([]);
    const { state, diagnostics } = await provider.read({ instance_id: "crs-5a4py64p" });
    expect(diagnostics).toEqual([]);
    expect(state).toMatchObject({ latest_id: LATEST, region: null });
  });

  it("reads the same listing once, and another one again", async () => {
    const emulator = await start();
    const provider = providerWith(environmentOf(emulator) as NodeJS.ProcessEnv);
    await provider.configureWith({});
    await Promise.all([provider.read(), provider.read({ ...LOOKUP, history: 1 })]);
    await provider.read({ ...LOOKUP, triggers: ["manual"] });
    expect(emulator.requests).toHaveLength(1);
    await provider.read({ ...LOOKUP, end_time: "2018-09-04T04:52:00Z" });
    expect(emulator.requests).toHaveLength(2);
  });

  describe("with a call that is ended while it reads", () => {
    /** A provider with a call under way, at an emulator that does not answer it. */
    async function reading() {
      const emulator = await start();
      const provider = providerWith(environmentOf(emulator) as NodeJS.ProcessEnv);
      // What is left of the call ends with the emulator.
      await provider.configureWith({
        max_retries: 0,
        tencentcloud: settings("tencentcloud", { endpoint: emulator.url }),
      });
      emulator.faults.push({ kind: "slow", delayMs: 60_000, times: 1 });
      const calls = new RunningCalls();
      const call = calls.run((signal) => provider.read(LOOKUP, undefined, signal));
      while (emulator.requests.length === 0) await sleep(5);
      return { provider, calls, call };
    }
    const ANOTHER = { ...LOOKUP, end_time: "2018-09-04T05:00:00Z" };

    it("by an error outside of a promise, or because nobody waits, still makes every later lookup", async () => {
      const { provider, calls, call } = await reading();
      calls.fail(new Error("elsewhere"));
      await expect(call).rejects.toThrow("elsewhere");
      const { state, diagnostics } = await calls.run((signal) => provider.read(ANOTHER, undefined, signal));
      expect([state?.latest_id, diagnostics]).toEqual([LATEST, []]);
      const cancelled = new AbortController();
      const last = provider.read({ ...ANOTHER, history: 1 }, undefined, cancelled.signal);
      cancelled.abort();
      expect((await last).state?.latest_id).toBe(LATEST);
    });

    it("by Terraform's interruption makes no further lookup", async () => {
      const { provider, calls, call } = await reading();
      calls.stop();
      await expect(call).rejects.toBeInstanceOf(Interrupted);
      expect((await provider.read(ANOTHER)).diagnostics[0]?.detail).toContain("the lookup was stopped");
    });
  });

  it.each<[TfObject, string, string]>([
    [{ timeout: 0 }, "timeout", "timeout: got 0, expected a whole number from 1 to 86400"],
    [{ timeout: 1.5 }, "timeout", "timeout: got 1.5"],
    [{ max_retries: 101 }, "max_retries", "max_retries: got 101, expected a whole number from 0 to 100"],
    [{ max_retries: 2n ** 70n }, "max_retries", "max_retries: got 1180591620717411303424"],
    [
      { tencentcloud: { time_zone: "CST" } },
      "tencentcloud",
      'time_zone: got "CST", expected an offset from UTC',
    ],
  ])("refuses %p at validation and at configuration", async (given, attribute, detail) => {
    const provider = providerWith({});
    const problems = provider.validate(given);
    expect(problems).toEqual([
      expect.objectContaining({ severity: "error", detail: expect.stringContaining(detail) }),
    ]);
    expect(problems[0]?.attribute?.[0]).toBe(attribute);
    expect(await provider.configureWith(given)).toEqual(problems);
  });

  it("accepts unknown settings, and reports them only if a lookup needs them", async () => {
    const emulator = await start();
    const provider = providerWith(environmentOf(emulator) as NodeJS.ProcessEnv);
    const given: TfObject = { jdcloud: UNKNOWN, alicloud: settings("alicloud", { secret_key: UNKNOWN }) };
    expect(provider.validate({ ...given, timeout: UNKNOWN })).toEqual([]);
    expect(await provider.configureWith(given)).toEqual([]);
    expect((await provider.read()).state).toMatchObject({ latest_id: LATEST });
    for (const [type, missing] of [
      ["backups_jdcloud_redis", "jdcloud"],
      ["backups_alicloud_redis", "alicloud.secret_key"],
    ] as const) {
      const { state, diagnostics } = await provider.read({ instance_id: "r-1", region: "r" }, type);
      expect(state).toBeNull();
      expect(diagnostics[0]?.detail).toContain(`the provider's ${missing} is known only after apply`);
      expect(diagnostics[0]?.detail).toContain("Add depends_on to this data source");
    }
    await provider.configureWith({ timeout: UNKNOWN });
    expect((await provider.read()).diagnostics[0]?.detail).toContain("the provider's timeout is known only");
  });

  it("keeps the keys of its settings and of the environment out of every message from then on", async () => {
    const provider = providerWith({
      JDCLOUD_SECRET_KEY: "key-of-environment",
      JDCLOUD_SESSION_TOKEN: "token-of-env",
    });
    const keys = {
      secret_id: "id-of-settings",
      secret_key: "key-of-settings",
      security_token: "token-of-settings",
    };
    await provider.configureWith({ tencentcloud: settings("tencentcloud", keys) });
    const all = [...Object.values(keys), "key-of-environment", "token-of-env"];
    expect(redact(all.join(" "))).toBe("id-of-settings *** *** *** ***");
  });

  it("also treats keys from a vendor's file as secrets", async () => {
    const { url } = await start();
    const home = temporaryDirectory();
    mkdirSync(join(home, ".tencentcloud"));
    const keys = "[default]\nsecret_id = id-of-file\nsecret_key = key-of-file\ntoken = token-of-file\n";
    writeFileSync(join(home, ".tencentcloud/credentials"), keys, { mode: 0o600 });
    const script = `
      const { backupsProvider } = require("./lib/plugin/backups-provider.js");
      const { redact } = require("./lib/plugin/wire/redact.js");
      const provider = backupsProvider({});
      const source = provider.dataSources.backups_tencentcloud_redis;
      const config = Object.fromEntries(Object.keys(source.schema.attributes).map((name) => [name, null]));
      Object.assign(config, ${JSON.stringify(LOOKUP)});
      provider
        .configure({ tencentcloud: { endpoint: "${url}" } }, "1.11.0")
        .then(() => source.read(config, new AbortController().signal))
        .then(() => process.stdout.write(redact("id-of-file key-of-file token-of-file")))
        .then(() => process.exit());`;
    const { stdout } = await finished(
      spawn(process.execPath, ["-e", script], {
        cwd: join(__dirname, "../.."),
        env: { PATH: process.env.PATH, HOME: home },
      }),
    );
    expect(stdout).toBe("id-of-file *** ***");
  });
});
