import { DataResource, TerraformOutput, TerraformStack, TerraformVariable, Testing, Token } from "cdktf";
import type { Construct } from "constructs";
import {
  BackupsProvider,
  BackupTrigger,
  DatabaseInstances,
  RestoreJob,
  RestorePoint,
  TencentCloudMysqlBackups,
} from "../../src";
import { appOf, newStack, ordersLookup, synthesised } from "./synthesised";

const SAMPLE = { instanceId: "cdb-orders1", region: "ap-guangzhou" };

/** A stack with one of each. */
function oneOfEach() {
  const stack = newStack();
  const lookup = ordersLookup(stack);
  const point = new RestorePoint(stack, "point", { lookup });
  const job = new RestoreJob(stack, "job", { point, command: "true" });
  const trigger = new BackupTrigger(stack, "trigger", { lookup });
  const all = new DatabaseInstances(stack, "all", { listing: "tencentcloud-mysql" });
  return { stack, lookup, point, job, trigger, all };
}

describe("every construct", () => {
  it("can be in dependsOn", () => {
    const { stack, lookup, point, job, trigger, all } = oneOfEach();
    new DataResource(stack, "clone", { dependsOn: [lookup, point, job, job.done, trigger, all] });
    const { depends_on: dependsOn } = synthesised(stack).resource.terraform_data?.clone ?? {};
    const addresses = JSON.stringify(dependsOn).replaceAll(/"\$\{(.*?)\}"/g, '"$1"');
    expect(JSON.parse(addresses)).toEqual([
      "data.backups_tencentcloud_mysql.orders",
      "backups_restore_point.point",
      "backups_restore_job.job",
      "backups_restore_job.job",
      "null_resource.trigger",
      "data.backups_tencentcloud_mysql_instances.all",
    ]);
  });

  it("cannot be in dependsOn of another stack; the error says what to call instead", () => {
    const { stack, lookup } = oneOfEach();
    const other = new TerraformStack(appOf(stack), "other");
    new DataResource(other, "clone", { dependsOn: [lookup] });
    expect(() => Testing.synth(other)).toThrow(
      "dependsOn: stack/orders is in another stack; call addDependency of the stack other",
    );
  });

  it("takes overrides of its block", () => {
    const { stack, lookup, point, job, all } = oneOfEach();
    const blocks = [lookup, point, job, all];
    for (const [index, block] of blocks.entries()) block.addOverride("lifecycle.postcondition", [{ index }]);
    const { data, resource } = synthesised(stack);
    expect([
      data?.backups_tencentcloud_mysql?.orders?.lifecycle,
      resource.backups_restore_point?.point?.lifecycle,
      resource.backups_restore_job?.job?.lifecycle,
      data?.backups_tencentcloud_mysql_instances?.all?.lifecycle,
    ]).toEqual(blocks.map((_, index) => ({ postcondition: [{ index }] })));
    const atSynth = new TencentCloudMysqlBackups(newStack(), "it", { ...SAMPLE, resolve: "synth" });
    expect(() => atSynth.addOverride("x", 1)).toThrow("[stack/it] addOverride: got");
  });
});

describe("the instances of a list", () => {
  it("are references to all of their fields", () => {
    const { stack, all } = oneOfEach();
    const { id, name, region, state, vendorState, role, kind, engine, lookable, reason } =
      all.instances.get(1);
    const values = { id, name, region, state, vendorState, role, kind, engine, lookable, reason };
    new TerraformOutput(stack, "values", { value: values });
    new TerraformOutput(stack, "list", { value: all.instances });
    const { output } = synthesised(stack);
    const address = "data.backups_tencentcloud_mysql_instances.all.instances";
    expect(output?.list?.value).toBe(`\${${address}}`);
    expect(output?.values?.value).toEqual(
      Object.fromEntries(
        Object.keys(values).map((field) => [
          field,
          `\${${address}[1].${field.replace("vendorState", "vendor_state")}}`,
        ]),
      ),
    );
  });
});

describe("a mistake in JavaScript, or behind a cast", () => {
  type Anything = new (...args: readonly unknown[]) => Construct;
  const CLASSES = {
    TencentCloudMysqlBackups,
    DatabaseInstances,
    RestorePoint,
    BackupTrigger,
    RestoreJob,
  } as unknown as Readonly<Record<string, Anything>>;

  it.each(Object.entries(CLASSES))(
    "%s without arguments throws with its path, and is not in the tree",
    (_, Class) => {
      const stack = newStack();
      expect(() => new Class(stack, "it")).toThrow(
        "[stack/it] the arguments are missing: give an object as the third argument",
      );
      expect(() => new Class(stack, "it", {})).toThrow(
        /^\[stack\/it\] (?:instanceId|listing|lookup|point): /,
      );
      expect(() => new Class(stack, "it", "crs-1")).toThrow('[stack/it] the arguments are "crs-1"');
      expect(() => new Class({}, "it", {})).toThrow("[it] the scope is not a construct");
      expect(stack.node.children).toEqual([]);
    },
  );

  it("leaves nothing in the tree, so that the id can be used again", () => {
    const stack = newStack();
    const { stringValue } = new TerraformVariable(stack, "any", {});
    const before = stack.node.findAll().length;
    const lookups = { plan: ordersLookup(newStack()), wrong: "orders" as never };
    for (const make of [
      () => new TencentCloudMysqlBackups(stack, "it", { ...SAMPLE, maxAge: "soon" }),
      () => new TencentCloudMysqlBackups(stack, "it", { ...SAMPLE, resolve: "never" as "plan" }),
      () => new TencentCloudMysqlBackups(stack, "it", { instanceId: stringValue, resolve: "synth" }),
      () => new DatabaseInstances(stack, "it", { listing: "redis" as "tencentcloud-redis" }),
      () => new RestorePoint(stack, "it", { lookup: lookups.plan }),
      () => new RestorePoint(stack, "it", { lookup: lookups.wrong }),
      () => new BackupTrigger(stack, "it", { lookup: lookups.wrong }),
      () => new RestoreJob(stack, "it", { point: lookups.wrong, command: "true" }),
      () => new BackupsProvider(stack, "it", { timeout: 0 }),
    ]) {
      expect(make).toThrow(/^\[stack\/it\] /);
      expect(stack.node.findAll()).toHaveLength(before);
    }
  });

  it("has a stack trace that begins in the user's own code", () => {
    const error = caught(() => new RestorePoint(newStack(), "it", { lookup: undefined as never }));
    expect(error.stack?.split("\n").slice(0, 2)).toEqual([
      `Error: ${error.message}`,
      expect.stringContaining(__filename),
    ]);
    expect(error.message).toBe(
      "[stack/it] lookup: missing; expected a lookup, such as one of TencentCloudMysqlBackups",
    );
    expect(Object.keys(error)).toEqual([]);
  });

  it.each<[object, string]>([
    [
      { tencentcloud: { timeZone: "Asia/Shanghai" } },
      'tencentcloud.timeZone: got "Asia/Shanghai", expected an offset',
    ],
    [
      { tencentcloud: { secretid: "x" } },
      "tencentcloud.secretid: there is no such setting; expected one of: secretId, secretKey, region, ",
    ],
    [
      { alicloud: { assumeRole: { arn: "x" } } },
      "alicloud.assumeRole.arn: there is no such setting; expected one of: roleArn, ",
    ],
    [
      { alicloud: { assumeRole: { sessionExpiration: 1 } } },
      "alicloud.assumeRole.sessionExpiration: got 1, expected a whole number",
    ],
    [
      { alicloud: { allowedAccountIds: ["me"] } },
      'alicloud.allowedAccountIds: got ["me"], expected a list of at least one account ID',
    ],
    [{ jdcloud: "cn-north-1" }, 'jdcloud: got "cn-north-1", expected an object of settings'],
    [
      { aliCloud: {} },
      "aliCloud: there is no such argument; expected one of: tencentcloud, jdcloud, alicloud, alias",
    ],
  ])("in the provider's settings is refused at synthesis: %j", (props, problem) => {
    expect(() => new BackupsProvider(newStack(), "it", props)).toThrow(`[stack/it] ${problem}`);
  });
});

describe("a token", () => {
  it("is accepted for every argument and keeper without a cast, and is written as a reference", () => {
    const stack = newStack();
    const late = new TerraformVariable(stack, "v", {});
    const lookup = new TencentCloudMysqlBackups(stack, "orders", {
      instanceId: late.stringValue,
      methods: late.listValue,
      types: ["full", late.stringValue],
      required: late.booleanValue,
      onUnavailable: late.stringValue,
      history: late.numberValue,
    });
    const keepers = { count: 3, on: true, late: late.numberValue, flag: late.booleanValue, week: "47" };
    new RestorePoint(stack, "point", { lookup, keepers, newerWarning: late.booleanValue });
    const variable = "${var.v}";
    const { data, resource } = synthesised(stack);
    expect(data?.backups_tencentcloud_mysql?.orders).toMatchObject({
      instance_id: variable,
      methods: variable,
      types: ["full", variable],
      required: variable,
      on_unavailable: variable,
      history: variable,
    });
    expect(resource.backups_restore_point?.point).toMatchObject({
      keepers: { count: "3", on: "true", late: variable, flag: variable, week: "47" },
      newer_warning: variable,
      selection: {
        instance_id: variable,
        methods: '${join(",", var.v)}',
        types: '${join(",", ["full", var.v])}',
      },
    });
    expect(Testing.synthHcl(stack)).toMatch(/required = "\$\{var\.v\}"\n/);
    expect(Token.isUnresolved(lookup.latestId)).toBe(true);
  });
});

/** What a call throws. */
function caught(call: () => unknown): Error {
  try {
    call();
  } catch (error) {
    return error as Error;
  }
  throw new Error("nothing was thrown");
}
