import { inspect } from "node:util";
import { TerraformOutput, type TerraformStack, TerraformVariable } from "cdktf";
import {
  AliCloudRedisBackups,
  BackupsProvider,
  JdCloudRedisBackups,
  RESOLVE_CONTEXT,
  type Resolution,
  resolveBackups,
  TencentCloudMysqlBackups,
  TencentCloudRedisBackups,
} from "../../src";
import { type Emulator, startEmulator } from "../../src/emulator";
import { environmentOf } from "../cli/command";
import { emulators } from "../emulator/running";
import { appOf, newStack, synthesised } from "./synthesised";

const SAMPLE = { instanceId: "crs-5a4py64p", region: "ap-guangzhou" };
const AT_SYNTH = { [RESOLVE_CONTEXT]: "synth" };

const start = emulators();

describe("a lookup that is made at synthesis", () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator();
  });
  afterAll(() => emulator.close());
  beforeEach(() => {
    emulator.requests.length = 0;
  });
  afterEach(() => {
    delete process.env.BACKUPS_RESOLVE;
  });

  /** Makes the lookups of a stack's app with the emulator, whatever the machine has set. */
  function resolve(
    stack: TerraformStack,
    env: Readonly<Record<string, string | undefined>> = {},
  ): Promise<void> {
    return resolveBackups(appOf(stack), {
      maxRetries: 0,
      testing: { env: environmentOf(emulator, env), home: "/nowhere" },
    });
  }

  it("is a local in the JSON, without any provider, and every reference points into it", async () => {
    const stack = newStack();
    const orders = new TencentCloudRedisBackups(stack, "orders", { ...SAMPLE, resolve: "synth" });
    new TerraformOutput(stack, "id", { value: orders.latestId });
    new TerraformOutput(stack, "status", { value: orders.backups.get(1).vendor.lookup("Status") });
    await resolve(stack);
    const json = synthesised(stack);
    expect(json.locals?.orders).toMatchObject({
      latest_id: "6cbbf53a-affe-11e8-905b-4846fb00c75d",
      latest: { started_at: "2018-09-04T04:53:06Z", size_bytes: null, vendor: { Status: "2" } },
      backups: [{}, { id: "2e4127f8-affe-11e8-941e-4846fb00c75d" }],
      total_count: 2,
      eligible_count: 2,
    });
    expect(json.output).toMatchObject({
      id: { value: "${local.orders.latest_id}" },
      status: { value: '${try(local.orders.backups[1].vendor["Status"], null)}' },
    });
    expect([json.data, json.provider, json.terraform?.required_providers]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("holds no signed address", async () => {
    const stack = newStack(AT_SYNTH);
    new TencentCloudMysqlBackups(stack, "orders", { instanceId: "cdb-7mx4r2te", region: "ap-shanghai" });
    await resolve(stack);
    expect(JSON.stringify(synthesised(stack))).not.toMatch(/https?:|[Ss]ignature|download/);
  });

  it("keeps a vendor's texts as they are, and sizes beyond 2^53 exact", async () => {
    const data = {
      instances: [
        {
          listing: "tencentcloud-redis",
          ...SAMPLE,
          backups: [
            {
              BackupId: 9_007_199_254_740_993n,
              StartTime: "2026-11-20 02:00:00",
              Status: 2,
              BackupSize: 9_007_199_254_740_995n,
              Remark: "${x} %{ if } $${y}",
              InstanceName: "${v} %{k}",
            },
          ],
        },
      ],
    };
    const own = await start({ data });
    const stack = newStack(AT_SYNTH);
    new TencentCloudRedisBackups(stack, "orders", SAMPLE);
    await resolveBackups(appOf(stack), { testing: { env: environmentOf(own), home: "/nowhere" } });
    expect(synthesised(stack).locals?.orders?.latest).toMatchObject({
      id: "9007199254740993",
      size_bytes: "9007199254740995",
      name: "$${x} %%{ if } $$${y}",
      vendor: { InstanceName: "$${v} %%{k}" },
    });
  });

  it("is null if no backup is eligible and none is required", async () => {
    const stack = newStack(AT_SYNTH);
    new TencentCloudRedisBackups(stack, "orders", { ...SAMPLE, triggers: ["automatic"], required: false });
    await resolve(stack);
    const { backups, total_count, eligible_count, ...latest } = synthesised(stack).locals?.orders ?? {};
    expect([backups, total_count, eligible_count]).toEqual([[], 2, 0]);
    expect(latest).toMatchObject({
      latest: null,
      latest_id: null,
      latest_started_at: null,
      latest_vendor: null,
    });
    expect(Object.values(latest).filter((value) => value !== null)).toEqual([]);
  });

  it("reads once for all lookups of the same listing, with any selection", async () => {
    const stack = newStack(AT_SYNTH);
    const names = ["one", "two", "three"];
    for (const name of names) new TencentCloudRedisBackups(stack, name, SAMPLE);
    new TencentCloudRedisBackups(stack, "older", { ...SAMPLE, startedBefore: "2018-09-04T04:52:00Z" });
    new JdCloudRedisBackups(stack, "other", { instanceId: "redis-vq3n8yd0c1", region: "cn-north-1" });
    await resolve(stack);
    expect(emulator.requests).toHaveLength(2);
    const { locals } = synthesised(stack);
    for (const name of names) expect(locals?.[name]?.latest_id).toBe("6cbbf53a-affe-11e8-905b-4846fb00c75d");
    expect(locals?.older?.latest_id).toBe("2e4127f8-affe-11e8-941e-4846fb00c75d");
  });

  it("leaves lookups that Terraform makes alone", async () => {
    const stack = newStack(AT_SYNTH);
    new TencentCloudRedisBackups(stack, "orders", { ...SAMPLE, resolve: "plan" });
    await resolve(stack);
    expect(emulator.requests).toEqual([]);
    expect(synthesised(stack).data?.backups_tencentcloud_redis).toHaveProperty("orders");
  });

  it("throws all failures together, each with its construct's path and what to do", async () => {
    const stack = newStack(AT_SYNTH);
    new TencentCloudRedisBackups(stack, "good", SAMPLE);
    new TencentCloudRedisBackups(stack, "gone", { ...SAMPLE, instanceId: "crs-gone" });
    new TencentCloudRedisBackups(stack, "none", { ...SAMPLE, triggers: ["automatic"] });
    new AliCloudRedisBackups(stack, "refused", { instanceId: "r-1", region: "cn-hangzhou" });
    const error = await resolve(stack, { ALIBABA_CLOUD_ACCESS_KEY_SECRET: "wrong-secret-key" }).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (!(error instanceof Error)) throw error;
    expect(error.message).toMatch(/^3 of 4 backup lookups failed:\n/);
    expect(error.message).toMatch(/^\[stack\/gone\] .*crs-gone.*\nCheck the instance ID/m);
    expect(error.message).toMatch(/^\[stack\/none\] .*no eligible backup: 2 seen/m);
    expect(error.message).toMatch(/^\[stack\/refused\] .*refused the credentials/m);
    expect(error.message).toMatch(/\nNothing is synthesised\. .*run: npx cdktf destroy STACK$/);
    expect(error.message).not.toContain("wrong-secret-key");
    // What Node.js prints of an error that nobody catches.
    expect(inspect(error)).toContain(`Error: ${error.message}\n    at `);
    expect(Object.keys(error)).toEqual([]);
    // A test that goes on all the same is stopped.
    expect(() => synthesised(stack)).toThrow(/^\[stack\/gone\] .*crs-gone/);
  });

  it("turns a warning into an annotation of its construct", async () => {
    const stack = newStack(AT_SYNTH);
    const orders = new TencentCloudRedisBackups(stack, "orders", { ...SAMPLE, warnAge: "7d" });
    await resolve(stack);
    expect(orders.node.metadata).toEqual([
      expect.objectContaining({
        type: "@cdktf/warn",
        data: expect.stringMatching(/6cbbf53a-affe-11e8-905b-4846fb00c75d .* older than warnAge 7d/),
      }),
    ]);
  });

  it("uses the settings of the provider that it names, or of the stack's", async () => {
    const stack = newStack(AT_SYNTH);
    const { url } = emulator;
    const keys = { accessKey: "emulator-access-key", secretKey: "emulator-secret-key", endpoint: url };
    const north = new BackupsProvider(stack, "north", {
      alias: "north",
      jdcloud: { ...keys, region: "cn-north-1" },
    });
    new BackupsProvider(stack, "mine", { timeout: 50, jdcloud: { ...keys, secretKey: "wrong-secret-key" } });
    new JdCloudRedisBackups(stack, "sessions", { instanceId: "redis-vq3n8yd0c1", provider: north });
    await resolveBackups(appOf(stack), { testing: { env: {}, home: "/nowhere" } });
    expect(emulator.requests).toHaveLength(1);
    new JdCloudRedisBackups(stack, "refused", { instanceId: "redis-vq3n8yd0c1", region: "cn-north-1" });
    await expect(resolveBackups(appOf(stack), { testing: { env: {}, home: "/nowhere" } })).rejects.toThrow(
      /\[stack\/refused\] .*refused the credentials/,
    );
  });

  it("names the setting of its provider that only Terraform knows", async () => {
    const stack = newStack(AT_SYNTH);
    const { stringValue } = new TerraformVariable(stack, "key", {});
    new BackupsProvider(stack, "mine", { tencentcloud: { secretId: stringValue } });
    new TencentCloudRedisBackups(stack, "orders", SAMPLE);
    await expect(resolve(stack)).rejects.toThrow(
      /\[stack\/mine\] tencentcloud: contains a value that only Terraform knows.*use the environment for keys/,
    );
  });

  it("throws for values that only Terraform knows, and for arguments without effect", () => {
    const stack = newStack(AT_SYNTH);
    const { stringValue } = new TerraformVariable(stack, "instance", {});
    expect(() => new TencentCloudRedisBackups(stack, "one", { ...SAMPLE, instanceId: stringValue })).toThrow(
      /^\[stack\/one\] instanceId: only Terraform knows this value.*or set resolve to "plan"$/,
    );
    const triggers = [stringValue as "manual"];
    expect(() => new TencentCloudRedisBackups(stack, "two", { ...SAMPLE, triggers })).toThrow(
      /triggers: only Terraform/,
    );
    expect(() => new TencentCloudRedisBackups(stack, "three", { ...SAMPLE, dependsOn: [] })).toThrow(
      /^\[stack\/three\] dependsOn: has no effect at synthesis/,
    );
  });

  it("says so if resolveBackups was forgotten", () => {
    const stack = newStack(AT_SYNTH);
    new TencentCloudRedisBackups(stack, "orders", SAMPLE);
    expect(() => synthesised(stack)).toThrow(
      /^\[stack\/orders\] the lookup was not made: call `await resolveBackups\(app\)`.*before `app\.synth\(\)`$/,
    );
  });

  it.each<[string, Resolution | undefined, Record<string, unknown>, string | undefined, Resolution]>([
    ["its own argument", "plan", AT_SYNTH, "synth", "plan"],
    ["the context", undefined, AT_SYNTH, "plan", "synth"],
    ["the environment", undefined, {}, "synth", "synth"],
    ["nothing", undefined, {}, undefined, "plan"],
  ])("is chosen by %s", (_what, argument, context, variable, resolution) => {
    if (variable) process.env.BACKUPS_RESOLVE = variable;
    const lookup = new TencentCloudRedisBackups(newStack(context), "orders", {
      ...SAMPLE,
      resolve: argument,
    });
    expect(lookup.resolution).toBe(resolution);
  });

  it.each([
    [
      { [RESOLVE_CONTEXT]: "never" },
      undefined,
      'context backups:resolve: got "never", expected one of: plan, synth',
    ],
    [{}, "never", 'BACKUPS_RESOLVE: got "never"'],
  ])("is refused for another word in %j or %s", (context, variable, message) => {
    if (variable) process.env.BACKUPS_RESOLVE = variable;
    expect(() => new TencentCloudRedisBackups(newStack(context), "orders", SAMPLE)).toThrow(message);
  });
});

describe("stack code", () => {
  it.each<Resolution>(["plan", "synth"])("is the same for a lookup at %s", async (resolution) => {
    const emulator = await start();
    const stack = newStack({ [RESOLVE_CONTEXT]: resolution });
    const lookup = new TencentCloudRedisBackups(stack, "orders", SAMPLE);
    const { latestId, latest, backups, totalCount } = lookup;
    new TerraformOutput(stack, "out", {
      value: [latestId, latest.startedAt, backups.get(1).ids, totalCount, `backup ${latest.name}`],
    });
    await resolveBackups(appOf(stack), { testing: { env: environmentOf(emulator), home: "/nowhere" } });
    const address = resolution === "plan" ? "data.backups_tencentcloud_redis.orders" : "local.orders";
    expect(synthesised(stack).output?.out?.value).toEqual([
      `\${${address}.latest_id}`,
      `\${${address}.latest_started_at}`,
      `\${${address}.backups[1].ids}`,
      `\${${address}.total_count}`,
      `backup \${${address}.latest_name}`,
    ]);
  });
});
