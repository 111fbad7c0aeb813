import {
  Aspects,
  type IAspect,
  TerraformCount,
  TerraformElement,
  TerraformIterator,
  TerraformOutput,
  TerraformProvider,
  TerraformStack,
  Testing,
} from "cdktf";
import type { IConstruct } from "constructs";
import { BackupsProvider, DatabaseInstances, resolveBackups, TencentCloudMysqlBackups } from "../../src";
import { backupOf } from "../helpers/backups";
import { appOf, newStack, ordersLookup, type Synthesised, synthesised } from "./synthesised";

const INSTANCES = { listing: "tencentcloud-mysql" } as const;

/** A stack with one of each construct that is a data source, and a reference to it. */
function stackOfBoth(): TerraformStack {
  const stack = newStack();
  new TerraformOutput(stack, "id", { value: ordersLookup(stack).latestId });
  new TerraformOutput(stack, "ids", { value: new DatabaseInstances(stack, "all", INSTANCES).ids });
  return stack;
}

/** Sets a field on every element of ours that is no provider, as Aspects of whole organisations do. */
function setsField(field: string, value: (stack: TerraformStack) => unknown): IAspect {
  return {
    visit(node: IConstruct) {
      if (!TerraformElement.isTerraformElement(node)) return;
      if (!/^(?:stack\/(?:orders|all)\/Default)$/.test(node.node.path)) return;
      (node as unknown as Record<string, unknown>)[field] = value(node.cdktfStack);
    },
  };
}

class OtherProvider extends TerraformProvider {
  constructor(scope: TerraformStack, id: string) {
    super(scope, id, { terraformResourceType: "aws" });
  }
}

/** A provider in another stack of the same app. */
function providerElsewhere(stack: TerraformStack): TerraformProvider {
  const app = appOf(stack);
  const other = app.node.tryFindChild("other") ?? new TerraformStack(app, "other");
  return (other.node.tryFindChild("there") ??
    new BackupsProvider(other, "there", { alias: "o" })) as TerraformProvider;
}

describe("an Aspect that sets a field of CDKTF's on every construct", () => {
  it.each<[string, (stack: TerraformStack) => unknown, string]>([
    ["lifecycle", () => ({ preventDestroy: true }), "lifecycle: has preventDestroy"],
    ["lifecycle", () => ({ createBeforeDestroy: true }), "lifecycle: has createBeforeDestroy"],
    ["lifecycle", () => ({ ignoreChanges: "all" }), "lifecycle: has ignoreChanges"],
    ["forEach", () => TerraformIterator.fromList(["a"]), "forEach: set after the construct was made"],
    ["count", () => 2, "count: set after the construct was made"],
    ["count", () => TerraformCount.of(2), "count: set after the construct was made"],
    [
      "provider",
      (stack) => stack.node.tryFindChild("aws") ?? new OtherProvider(stack, "aws"),
      "provider: got a provider of type aws, expected a BackupsProvider",
    ],
    ["provider", (stack) => providerElsewhere(stack), "provider: is in the stack other"],
  ])("is refused for %s by the construct's path", (field, value, message) => {
    for (const synth of [Testing.synth, (stack: TerraformStack) => appOf(stack).synth()]) {
      const stack = stackOfBoth();
      Aspects.of(stack).add(setsField(field, value));
      expect(() => synth(stack)).toThrow(`[stack/orders] ${message}`);
    }
    const instances = newStack();
    new DatabaseInstances(instances, "all", INSTANCES);
    Aspects.of(instances).add(setsField(field, value));
    expect(() => Testing.synth(instances)).toThrow(`[stack/all] ${message}`);
    expect(() => Testing.synthHcl(instances)).toThrow(`[stack/all] ${message}`);
  });

  it.each<[string, (stack: TerraformStack) => unknown, unknown]>([
    ["lifecycle", () => ({ postcondition: [] }), { lifecycle: { postcondition: [] } }],
    ["lifecycle", () => ({ preventDestroy: undefined }), {}],
    ["dependsOn", () => ["aws_x.y"], { depends_on: ["aws_x.y"] }],
    ["provider", (stack) => stack.node.tryFindChild("north"), { provider: "backups.north" }],
    ["connection", () => ({ type: "ssh" }), {}],
    ["provisioners", () => [{ type: "local-exec", command: "x" }], {}],
  ])("is right for %s", (field, value, expected) => {
    const stack = stackOfBoth();
    new BackupsProvider(stack, "north", { alias: "north" });
    Aspects.of(stack).add(setsField(field, value));
    const { data } = synthesised(stack);
    expect(data?.backups_tencentcloud_mysql?.orders).toMatchObject(expected as object);
    expect(data?.backups_tencentcloud_mysql_instances?.all).toMatchObject(expected as object);
  });

  it("changes nothing in a lookup at synthesis", async () => {
    const stack = newStack();
    const lookup = ordersLookup(stack, { resolve: "synth" });
    new TerraformOutput(stack, "id", { value: lookup.latestId });
    const latest = backupOf({ id: "7" });
    const answer = {
      latestId: "7",
      latest,
      backups: [latest],
      totalCount: 1,
      eligibleCount: 1,
      warnings: [],
    };
    await resolveBackups(stack, { client: { lookup: async () => answer } });
    const before = Testing.synth(stack);
    Aspects.of(stack).add({
      visit: (node) => {
        if (TerraformElement.isTerraformElement(node))
          Object.assign(node, { lifecycle: {}, count: 2, dependsOn: ["x.y"] });
      },
    });
    const locals = (JSON.parse(Testing.synth(stack)) as Synthesised).locals;
    expect(locals).toEqual((JSON.parse(before) as Synthesised).locals);
  });

  it("is an error for a provider's alias", () => {
    const provider = new BackupsProvider(newStack(), "mine");
    expect(() => {
      provider.alias = "north";
    }).toThrow("[stack/mine] alias: cannot be set later; give it in the properties");
  });
});

describe("a provider of another kind", () => {
  it.each(["plan", "synth"] as const)("is an error for a lookup at %s", (resolve) => {
    const stack = newStack();
    const provider = new OtherProvider(stack, "aws");
    expect(() => {
      ordersLookup(stack, { provider, resolve });
      Testing.synth(stack);
    }).toThrow("[stack/orders] provider: got a provider of type aws, expected a BackupsProvider");
  });
});

describe("a logical ID that is overridden", () => {
  const override = (construct: IConstruct, id: string) =>
    (construct.node.defaultChild as TerraformElement).overrideLogicalId(id);

  it("changes earlier references, too", () => {
    const stack = stackOfBoth();
    override(stack.node.findChild("orders"), "mine");
    override(stack.node.findChild("all"), "fleet");
    const { data, output } = synthesised(stack);
    expect(Object.keys(data?.backups_tencentcloud_mysql ?? {})).toEqual(["mine"]);
    expect(output?.id?.value).toBe("${data.backups_tencentcloud_mysql.mine.latest_id}");
    expect(output?.ids?.value).toBe("${data.backups_tencentcloud_mysql_instances.fleet.ids}");
  });

  it.each(["plan", "synth"] as const)(
    "is an error if CDKTF would ignore it, for a lookup at %s",
    async (resolve) => {
      const stack = newStack();
      const lookup = new TencentCloudMysqlBackups(stack, "orders", { instanceId: "cdb-orders1", resolve });
      new TerraformOutput(stack, "id", { value: lookup.latestId });
      const none = {
        latestId: null,
        latest: null,
        backups: [],
        totalCount: 0,
        eligibleCount: 0,
        warnings: [],
      };
      await resolveBackups(stack, { client: { lookup: async () => none } });
      Aspects.of(stack).add({
        visit: (node) => {
          if (node === lookup) override(lookup, "late");
        },
      });
      expect(() => appOf(stack).synth()).toThrow(
        '[stack/orders] overrideLogicalId: "late" comes too late, because CDKTF has already used "orders"',
      );
    },
  );
});
