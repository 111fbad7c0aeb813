import { type TerraformStack, TerraformVariable } from "cdktf";
import * as all from "../../src";
import {
  type BackupLookup,
  BackupsProvider,
  BackupTrigger,
  DatabaseInstances,
  RestoreJob,
  RestorePoint,
  TencentCloudRedisBackups,
} from "../../src";
import { snakeCase } from "../../src/core/argument";
import { instancesArguments, queryArguments } from "../../src/lookup/query";
import { listings } from "../../src/vendors";
import { newStack, ordersLookup, type Synthesised, synthesised } from "./synthesised";

const SAMPLE = { instanceId: "crs-5a4py64p" };
/** Without one of these a lookup lets in no other backup. */
const SAFE = ["region", "endpoint", "profile", "required", "onUnavailable", "history"];

type AnyLookup = new (scope: unknown, id: string, props: object) => BackupLookup;

/** The class of each listing's lookups, with the names of its arguments that narrow. */
const LOOKUPS = listings.map((listing) => {
  const type = `backups_${listing.name.replaceAll("-", "_")}`;
  const found = Object.values(all).find(
    (exported) =>
      typeof exported === "function" && "tfResourceType" in exported && exported.tfResourceType === type,
  );
  const names = Object.keys(queryArguments(listing)).filter((name) => name !== "instanceId");
  return { name: listing.name, type, found: found as unknown as AnyLookup, names };
});

/** The data block of a lookup. */
function blockOf(json: Synthesised, type: string): Record<string, unknown> {
  return (json.data?.[type]?.it ?? {}) as Record<string, unknown>;
}

describe.each(LOOKUPS)("a lookup of $name", ({ found: LookupClass, type, names }) => {
  const narrowing = names.filter((name) => !SAFE.includes(name));

  it("throws for an undefined property, with its path, if more backups would be eligible without it", () => {
    for (const name of narrowing) {
      const make = () => new LookupClass(newStack(), "it", { ...SAMPLE, [name]: undefined });
      expect(make).toThrow(`[stack/it] ${name}: was given and is undefined\n`);
      expect(make).toThrow(`optional: ["${name}"]`);
    }
  });

  it("accepts it if it is safe, or named as optional", () => {
    const stack = newStack();
    const undefinedOnes = Object.fromEntries(names.map((name) => [name, undefined]));
    new LookupClass(stack, "it", { ...SAMPLE, ...undefinedOnes, optional: narrowing });
    expect(blockOf(synthesised(stack), type)).toEqual({ instance_id: SAMPLE.instanceId });
  });

  it("tells the provider which references must not be null", () => {
    const stack = newStack();
    const { value } = new TerraformVariable(stack, "any", {});
    const references = Object.fromEntries(names.map((name) => [name, value]));
    new LookupClass(stack, "it", { instanceId: value, ...references, optional: ["startedAfter"] });
    const { given, ...values } = blockOf(synthesised(stack), type);
    expect(Object.keys(values).sort()).toEqual(["instanceId", ...names].map(snakeCase).sort());
    expect([...(given as string[])].sort()).toEqual(
      narrowing
        .filter((name) => name !== "startedAfter")
        .map(snakeCase)
        .sort(),
    );
  });
});

describe("a property that a construct does not have", () => {
  type Make = (stack: TerraformStack, typo: object) => unknown;

  // Apps run without type checks (tsx), and a property of a spread object is not checked at all.
  it.each<[string, string, string, Make]>([
    [
      "lookup",
      "startedBefor",
      "startedBefore",
      (stack, typo) => new TencentCloudRedisBackups(stack, "it", { ...SAMPLE, ...typo }),
    ],
    [
      "list of instances",
      "regio",
      "region",
      (stack, typo) => new DatabaseInstances(stack, "it", { listing: "tencentcloud-redis", ...typo }),
    ],
    ["provider", "tencentCloud", "tencentcloud", (stack, typo) => new BackupsProvider(stack, "it", typo)],
    [
      "point",
      "backupID",
      "backupId",
      (stack, typo) => new RestorePoint(stack, "it", { lookup: ordersLookup(stack), ...typo }),
    ],
    [
      "job",
      "destroycommand",
      "destroyCommand",
      (stack, typo) => {
        const point = new RestorePoint(stack, "point", { lookup: ordersLookup(stack) });
        return new RestoreJob(stack, "it", { point, command: "restore", ...typo });
      },
    ],
    [
      "trigger",
      "lookUp",
      "lookup",
      (stack, typo) => new BackupTrigger(stack, "it", { lookup: ordersLookup(stack), ...typo }),
    ],
  ])("is refused by a %s, also with a value that only Terraform knows", (_, typo, meant, make) => {
    const stack = newStack();
    const { stringValue } = new TerraformVariable(stack, "any", {});
    for (const value of [stringValue, "1"])
      expect(() => make(newStack(), { [typo]: value })).toThrow(
        new RegExp(`^\\[stack/it\\] ${typo}: .*no such argument(?:.|\n)*${meant}`),
      );
  });
});

describe("a value that is missing", () => {
  it("leaves no trace in a lookup whose values are all known", () => {
    const stack = newStack();
    new TencentCloudRedisBackups(stack, "it", { ...SAMPLE, startedBefore: "2026-11-21T02:00:00Z" });
    expect(blockOf(synthesised(stack), "backups_tencentcloud_redis")).toEqual({
      instance_id: SAMPLE.instanceId,
      started_before: "2026-11-21T02:00:00Z",
    });
  });

  it("is an error also in a lookup at synthesis", () => {
    const props = { ...SAMPLE, resolve: "synth", startedBefore: process.env.NO_SUCH_VARIABLE } as const;
    expect(() => new TencentCloudRedisBackups(newStack(), "it", props)).toThrow(
      "[stack/it] startedBefore: was given and is undefined",
    );
    const { query } = new TencentCloudRedisBackups(newStack(), "it", {
      ...props,
      optional: ["startedBefore"],
    });
    expect(query).toEqual(SAMPLE);
  });

  it("cannot be allowed for a name that is not an argument", () => {
    const make = () =>
      new TencentCloudRedisBackups(newStack(), "it", { ...SAMPLE, optional: ["startBefore"] });
    expect(make).toThrow('[stack/it] optional: got "startBefore", expected names of arguments');
  });

  it("is an error in a list of instances, which would be that of another region or account", () => {
    for (const name of Object.keys(instancesArguments)) {
      const stack = newStack();
      const listing = "tencentcloud-redis";
      const props = { listing, [name]: undefined } as const;
      expect(() => new DatabaseInstances(stack, "it", props)).toThrow(
        `it] ${name}: was given and is undefined`,
      );
      new DatabaseInstances(stack, "none", { ...props, optional: [name as "region"] });
      const { stringValue } = new TerraformVariable(stack, "any", {});
      new DatabaseInstances(stack, "late", { listing, [name]: stringValue });
      const blocks = synthesised(stack).data?.backups_tencentcloud_redis_instances;
      expect(blocks?.none).toEqual({});
      expect(blocks?.late).toEqual({ [name]: "${var.any}", given: [name] });
    }
  });

  it("is an error, with its path, in a list of instances with another mistake", () => {
    const make = () => new DatabaseInstances(newStack(), "it", { listing: "tencentcloud-redis", region: "" });
    expect(make).toThrow('[stack/it] region: got "", expected');
  });
});
