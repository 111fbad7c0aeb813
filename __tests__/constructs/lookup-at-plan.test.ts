import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Fn, TerraformIterator, TerraformOutput, TerraformStack, TerraformVariable, Testing } from "cdktf";
import * as all from "../../src";
import { BackupLookup, BackupsProvider, JdCloudRedisBackups, TencentCloudRedisBackups } from "../../src";
import { listings } from "../../src/vendors";
import { newStack, type Synthesised, synthesised } from "./synthesised";

/** The lookups among the exports. */
const CLASSES = Object.values(all).filter(
  (exported): exported is typeof TencentCloudRedisBackups =>
    typeof exported === "function" && exported.prototype instanceof BackupLookup,
);
const SAMPLE = { instanceId: "crs-5a4py64p", region: "ap-guangzhou" };

Testing.setupJest();

/** The matcher that cdktf has for data sources; its types are not among those that it exports. */
interface CdktfMatchers {
  readonly not: CdktfMatchers;
  toHaveDataSourceWithProperties(
    type: { readonly tfResourceType: string },
    properties: Readonly<Record<string, unknown>>,
  ): void;
}

const expectJson = (json: string) => expect(json) as unknown as CdktfMatchers;

describe("a lookup that Terraform makes while planning", () => {
  it("has one class per listing, each with its own data source", () => {
    const names = CLASSES.map((construct) => construct.tfResourceType).sort();
    expect(names).toContain(TencentCloudRedisBackups.tfResourceType);
    expect(names).toEqual(listings.map(({ name }) => `backups_${name.replaceAll("-", "_")}`).sort());
    for (const LookupClass of CLASSES) {
      const stack = newStack();
      const lookup = new LookupClass(stack, "orders", SAMPLE);
      expect(lookup.resolution).toBe("plan");
      expect(BackupLookup.isBackupLookup(lookup)).toBe(true);
      const json = Testing.synth(stack);
      expectJson(json).toHaveDataSourceWithProperties(LookupClass, { instance_id: "crs-5a4py64p" });
      expectJson(json).not.toHaveDataSourceWithProperties(LookupClass, { instance_id: "crs-other" });
    }
    expect(BackupLookup.isBackupLookup(newStack())).toBe(false);
    expect(BackupLookup.isBackupLookup(null)).toBe(false);
  });

  it("writes only the given arguments, by Terraform's names", () => {
    const stack = newStack();
    new TencentCloudRedisBackups(stack, "orders", {
      ...SAMPLE,
      status: [1, 2],
      triggers: ["automatic"],
      minSizeBytes: 1024,
      required: false,
      maxAge: "26h",
      startedBefore: "2026-11-21T02:00:00Z",
      profile: undefined,
    });
    expect(synthesised(stack).data?.backups_tencentcloud_redis?.orders).toEqual({
      instance_id: "crs-5a4py64p",
      region: "ap-guangzhou",
      status: [1, 2],
      triggers: ["automatic"],
      min_size_bytes: 1024,
      required: false,
      max_age: "26h",
      started_before: "2026-11-21T02:00:00Z",
    });
  });

  it("has the construct's own path as its address, and gives references to every attribute", () => {
    const stack = newStack();
    const { latestId, latest, backups, totalCount, eligibleCount } = new JdCloudRedisBackups(
      stack,
      "sessions",
      {
        instanceId: "redis-1",
      },
    );
    const second = backups.get(1);
    new TerraformOutput(stack, "all", {
      value: [
        [latestId, totalCount, eligibleCount],
        [latest.id, latest.ids, latest.instanceId, latest.region, latest.status, latest.type],
        [latest.startedAt, latest.finishedAt, latest.expiresAt, latest.sizeBytes, latest.method],
        [latest.trigger, latest.name, latest.missingShards, latest.vendor.lookup("backupShardNum")],
        [second.id, second.vendor.lookup("x"), Fn.element(second.ids, 0), `at ${latest.startedAt}`],
      ],
    });
    const at = (path: string) => `\${data.backups_jdcloud_redis.sessions.${path}}`;
    // A vendor leaves fields out.
    const orNull = (path: string) => `\${try(data.backups_jdcloud_redis.sessions.${path}, null)}`;
    expect(synthesised(stack).output?.all?.value).toEqual([
      ["latest_id", "total_count", "eligible_count"].map(at),
      ["id", "ids", "instance_id", "region", "status", "type"].map((name) => at(`latest_${name}`)),
      ["started_at", "finished_at", "expires_at", "size_bytes", "method"].map((name) => at(`latest_${name}`)),
      [
        ...["trigger", "name", "missing_shards"].map((name) => at(`latest_${name}`)),
        orNull('latest_vendor["backupShardNum"]'),
      ],
      [
        at("backups[1].id"),
        orNull('backups[1].vendor["x"]'),
        "${element(data.backups_jdcloud_redis.sessions.backups[1].ids, 0)}",
        "at ${data.backups_jdcloud_redis.sessions.latest_started_at}",
      ],
    ]);
  });

  it("takes values that only Terraform knows, of every kind", () => {
    const stack = newStack();
    const variable = (name: string, type: string) => new TerraformVariable(stack, name, { type });
    new TencentCloudRedisBackups(stack, "orders", {
      instanceId: variable("instance", "string").stringValue,
      region: Fn.element(["ap-guangzhou"], 0),
      status: variable("states", "list(number)").value,
      minSizeBytes: variable("size", "number").numberValue,
      methods: variable("words", "list(string)").value,
      triggers: [variable("trigger", "string").stringValue as "manual", "automatic"],
      maxAge: `${variable("days", "number").stringValue}d`,
    });
    expect(synthesised(stack).data?.backups_tencentcloud_redis?.orders).toMatchObject({
      instance_id: "${var.instance}",
      region: '${element(["ap-guangzhou"], 0)}',
      status: "${var.states}",
      min_size_bytes: "${var.size}",
      methods: "${var.words}",
      triggers: ["${var.trigger}", "automatic"],
      max_age: "${var.days}d",
    });
  });

  it("passes Terraform's own arguments through", () => {
    const stack = newStack();
    const provider = new BackupsProvider(stack, "north", {
      alias: "north",
      jdcloud: { region: "cn-north-1" },
    });
    const before = new TencentCloudRedisBackups(stack, "before", SAMPLE).node.defaultChild;
    const iterator = TerraformIterator.fromMap({ one: { id: "redis-1" } });
    new JdCloudRedisBackups(stack, "each", {
      instanceId: iterator.getString("id"),
      provider,
      forEach: iterator,
      dependsOn: [before as never],
      lifecycle: { postcondition: [{ condition: "${self.total_count > 1}", errorMessage: "too few" }] },
    });
    expect(synthesised(stack).data?.backups_jdcloud_redis?.each).toMatchObject({
      instance_id: "${each.value.id}",
      provider: "backups.north",
      for_each: { one: { id: "redis-1" } },
      depends_on: ["data.backups_tencentcloud_redis.before"],
      lifecycle: { postcondition: [{ condition: "${self.total_count > 1}", error_message: "too few" }] },
    });
  });

  it.each([
    { required: false },
    { onUnavailable: "warn" },
    { required: true, onUnavailable: "warn" },
    { required: Fn.tobool("true") as never },
  ] as const)("has fields that are null where there may be none, also for another stack (%j)", (props) => {
    const app = Testing.app();
    const [stack, other] = ["stack", "other"].map((name) => new TerraformStack(app, name)) as [
      TerraformStack,
      TerraformStack,
    ];
    const { latest } = new TencentCloudRedisBackups(stack, "orders", { ...SAMPLE, ...props });
    new TerraformOutput(stack, "here", { value: latest.startedAt });
    new TerraformOutput(other, "there", { value: latest.startedAt });
    app.synth();
    const outputsOf = (name: string) => {
      const text = readFileSync(join(app.outdir, `stacks/${name}/cdk.tf.json`), "utf8");
      return Object.values((JSON.parse(text) as Synthesised).output ?? {}).map(({ value }) => value);
    };
    const own = "${data.backups_tencentcloud_redis.orders.latest_started_at}";
    expect(outputsOf("stack")).toEqual([own, own]);
    // Terraform keeps no output that is null.
    expect(outputsOf("other")).toEqual([
      expect.stringMatching(/^\$\{try\(data\.terraform_remote_state\.\S+\.outputs\.\S+, null\)\}$/),
    ]);
  });

  it("has with forEach the results of each, and throws for those of a single lookup", () => {
    const stack = newStack();
    const iterator = TerraformIterator.fromList(["crs-1", "crs-2"]);
    const found = new TencentCloudRedisBackups(stack, "all", {
      instanceId: iterator.value,
      forEach: iterator,
    });
    new TerraformOutput(stack, "ids", { value: found.latestIds });
    new TencentCloudRedisBackups(stack, "chained", { instanceId: found.each.key, forEach: found.each });
    const { output, data } = synthesised(stack);
    const all = "data.backups_tencentcloud_redis.all";
    expect(output?.ids?.value).toBe(`\${{for key, found in ${all} : key => found.latest_id}}`);
    expect(data?.backups_tencentcloud_redis?.chained).toMatchObject({
      for_each: `\${${all}}`,
      instance_id: "${each.key}",
    });
    for (const name of ["latestId", "latest", "backups", "totalCount", "eligibleCount"] as const) {
      expect(() => found[name]).toThrow(
        `[stack/all] ${name}: the lookup has forEach, so it names many backups`,
      );
    }
    const single = new TencentCloudRedisBackups(stack, "one", SAMPLE);
    for (const name of ["latestIds", "each"] as const) {
      expect(() => single[name]).toThrow(`[stack/one] ${name}: the lookup has no forEach`);
    }
  });

  it.each([
    ["a missing instance", { instanceId: "" }, /^\[stack\/orders\] instanceId: got ""/],
    [
      "a malformed duration",
      { ...SAMPLE, maxAge: "soon" },
      /^\[stack\/orders\] maxAge: got "soon", expected a duration/,
    ],
    [
      "limits that contradict each other",
      { ...SAMPLE, warnAge: "3d", maxAge: "2d" },
      /warnAge: 3d is longer than/,
    ],
    [
      "an argument of another listing",
      { ...SAMPLE, baseId: "1" },
      /baseId: this listing has no such argument/,
    ],
    [
      "an unknown time of resolution",
      { ...SAMPLE, resolve: "later" },
      /resolve: got "later", expected one of: plan, synth/,
    ],
  ])("is refused where it is written, by its path, for %s", (_what, props, message) => {
    expect(() => new TencentCloudRedisBackups(newStack(), "orders", props as never)).toThrow(message);
  });

  it("is checked even if one argument is unknown", () => {
    const stack = newStack();
    const { stringValue } = new TerraformVariable(stack, "instance", {});
    const make = (maxAge: string) =>
      new TencentCloudRedisBackups(stack, maxAge, { instanceId: stringValue, maxAge });
    expect(() => make("2d")).not.toThrow();
    expect(() => make("soon")).toThrow(/maxAge: got "soon"/);
  });
});
