import {
  Aspects,
  DataResource,
  type ITerraformIterator,
  TerraformIterator,
  TerraformOutput,
  TerraformProvider,
  TerraformResource,
  TerraformStack,
  TerraformVariable,
  Testing,
} from "cdktf";
import { Construct, type IConstruct } from "constructs";
import {
  BackupsProvider,
  type LookupMaker,
  RestorePoint,
  type RestorePointProps,
  resolveBackups,
} from "../../src";
import { backupOf } from "../helpers/backups";
import { appOf, newStack, ordersLookup, synthesised } from "./synthesised";

/** A stack with one point, synthesised: the point's resource, and the value of an output that reads its ID. */
function pointOf(props: Partial<RestorePointProps> = {}, id = "drill") {
  const stack = newStack();
  const point = new RestorePoint(stack, id, { lookup: ordersLookup(stack), ...props });
  new TerraformOutput(stack, "id", { value: point.backupId });
  const { resource, output } = synthesised(stack);
  return { memory: resource.backups_restore_point?.[point.friendlyUniqueId], id: output?.id?.value };
}

/** A stack whose only lookup is made at synthesis and finds backup 7, or nothing. */
async function literal(props: Partial<RestorePointProps> = {}, found: string | null = "7") {
  const stack = newStack();
  const lookup = ordersLookup(stack, { resolve: "synth", required: false });
  const point = new RestorePoint(stack, "drill", { lookup, keepers: { week: "1" }, ...props });
  new TerraformOutput(stack, "id", { value: point.backupId });
  const latest = found === null ? null : backupOf({ id: found, name: "${x}" });
  const client: LookupMaker = {
    lookup: async () => ({
      latestId: found,
      latest,
      backups: latest ? [latest] : [],
      totalCount: 1,
      eligibleCount: 1,
      warnings: [],
    }),
  };
  await resolveBackups(stack, { client });
  return { stack, point };
}

class OtherProvider extends TerraformProvider {}

/** Sets a field on every resource, as an Aspect that protects or tags all of them does. */
function onEveryResource(stack: TerraformStack, set: (resource: TerraformResource) => void): void {
  Aspects.of(stack).add({
    visit: (node: IConstruct) => {
      if (TerraformResource.isTerraformResource(node)) set(node);
    },
  });
}

describe("RestorePoint", () => {
  it("is a backups_restore_point with the newest backup, the keepers and the lookup's arguments", () => {
    const { memory } = pointOf({ keepers: { week: "2026-W47" } });
    expect(memory).toEqual({
      backup: "${data.backups_tencentcloud_mysql.orders.latest}",
      keepers: { week: "2026-W47" },
      selection: { instance_id: "cdb-orders1", region: "ap-guangzhou" },
    });
  });

  it("has its own attributes, which are known while planning", () => {
    const stack = newStack();
    const { backup, backupId } = new RestorePoint(stack, "drill", { lookup: ordersLookup(stack) });
    const values = {
      id: backupId,
      ids: backup.ids,
      taken: backup.startedAt,
      size: backup.sizeBytes,
      note: backup.vendor.lookup("Note"),
    };
    for (const [name, value] of Object.entries(values)) new TerraformOutput(stack, name, { value });
    const { output } = synthesised(stack);
    expect(
      Object.fromEntries(Object.entries(output ?? {}).map(([name, { value }]) => [name, value])),
    ).toEqual({
      id: "${backups_restore_point.drill.backup_id}",
      ids: "${backups_restore_point.drill.backup_ids}",
      taken: "${backups_restore_point.drill.started_at}",
      size: "${backups_restore_point.drill.size_bytes}",
      note: '${try(backups_restore_point.drill.vendor["Note"], null)}',
    });
  });

  it("writes no keepers if none are given, so that the former ones stay", () => {
    expect(pointOf().memory).not.toHaveProperty("keepers");
    expect(pointOf({ keepers: {} }).memory?.keepers).toEqual({});
  });

  it("takes references as keepers", () => {
    const stack = newStack();
    const incident = new TerraformVariable(stack, "incident", { type: "string" });
    new RestorePoint(stack, "drill", {
      lookup: ordersLookup(stack),
      keepers: { incident: incident.stringValue },
    });
    expect(synthesised(stack).resource.backups_restore_point?.drill?.keepers).toEqual({
      incident: "${var.incident}",
    });
  });

  it("pins by an ID, which the provider finds in the lookup's backups", () => {
    const { memory } = pointOf({ backupId: 'a"${b}', keepers: { week: "1" } });
    expect(memory).toMatchObject({
      backup_id: 'a"$${b}',
      backups: "${data.backups_tencentcloud_mysql.orders.backups}",
    });
    expect(memory).not.toHaveProperty("backup");
  });

  it("gives the provider the lookup's arguments, also references and lists, but not those without effect on the selection", () => {
    const stack = newStack();
    const [shop, type] = ["shop", "type"].map(
      (name) => new TerraformVariable(stack, name, { type: "string" }).stringValue,
    ) as [string, string];
    const lookup = ordersLookup(stack, {
      instanceId: `cdb-${shop}`,
      methods: ["physical", "snapshot"],
      types: [type],
      minSizeBytes: 5,
      onUnavailable: "warn",
      history: 3,
    } as object);
    new RestorePoint(stack, "drill", { lookup });
    expect(synthesised(stack).resource.backups_restore_point?.drill?.selection).toEqual({
      instance_id: "cdb-${var.shop}",
      region: "ap-guangzhou",
      methods: "physical,snapshot",
      types: '${join(",", [var.type])}',
      min_size_bytes: "5",
    });
  });

  it("can be told not to warn of newer backups", () => {
    expect(pointOf({ newerWarning: false }).memory?.newer_warning).toBe(false);
    expect(pointOf().memory).not.toHaveProperty("newer_warning");
  });

  it("uses the provider of its lookup, so that no further process is started", () => {
    const stack = newStack();
    const provider = new BackupsProvider(stack, "second", { alias: "second" });
    new RestorePoint(stack, "drill", { lookup: ordersLookup(stack, { provider }) });
    expect(synthesised(stack).resource.backups_restore_point?.drill?.provider).toBe("backups.second");
  });

  it("is what CDKTF's own matchers look for, and can be written as HCL", () => {
    const stack = newStack();
    new RestorePoint(stack, "drill", { lookup: ordersLookup(stack), keepers: { week: "1" } });
    const json = Testing.synth(stack);
    expect(Testing.toHaveResource(json, RestorePoint.tfResourceType)).toBe(true);
    expect(
      Testing.toHaveResourceWithProperties(json, RestorePoint.tfResourceType, { keepers: { week: "1" } }),
    ).toBe(true);
    expect(Testing.synthHcl(stack)).toMatch(
      /resource "backups_restore_point" "drill" \{[\s\S]*backup = "\$\{data\.backups_tencentcloud_mysql\.orders\.latest\}"/,
    );
  });

  it("refuses a lookup with forEach", () => {
    const stack = newStack();
    const forEach = TerraformIterator.fromList(["a", "b"]);
    const lookup = ordersLookup(stack, { instanceId: forEach.value, forEach });
    expect(() => new RestorePoint(stack, "drill", { lookup })).toThrow(
      "[stack/drill] lookup: has forEach, so it names many backups; make one lookup and one point per instance",
    );
  });

  it.each(["", " ", "1\n", " 1", "1, 2", "1\u200b", "-x"])("refuses %j as the ID of a backup", (backupId) => {
    expect(() => pointOf({ backupId })).toThrow(
      `backupId: got ${JSON.stringify(backupId)}, expected an ID of at most 256 visible characters, without blanks or a dash in front`,
    );
  });

  it("throws for an undefined value if the pin would change without it", () => {
    expect(() => pointOf({ backupId: undefined })).toThrow(
      "[stack/drill] backupId: was given and is undefined",
    );
    expect(() => pointOf({ keepers: { incident: undefined as unknown as string } })).toThrow(
      "[stack/drill] keepers.incident: was given and is undefined; without it the pin would change",
    );
    expect(() => pointOf({ keepers: { incident: null as unknown as string } })).toThrow(
      "[stack/drill] keepers.incident: was given and is null",
    );
  });

  it("refuses a lookup in another stack, whose values it could not refer to", () => {
    const stack = newStack();
    const other = new TerraformStack(appOf(stack), "other");
    const lookup = ordersLookup(stack);
    expect(() => new RestorePoint(other, "drill", { lookup })).toThrow(
      "[other/drill] lookup: is in the stack stack, but a point needs a lookup of its own stack; make the point there",
    );
  });
});

describe("what is set on a restore point from outside", () => {
  it.each<[string, (resource: TerraformResource) => void, object]>([
    [
      "lifecycle",
      (resource) => {
        resource.lifecycle = { preventDestroy: true, createBeforeDestroy: true };
      },
      { lifecycle: { prevent_destroy: true, create_before_destroy: true } },
    ],
    [
      "dependsOn",
      (resource) => {
        if (resource instanceof RestorePoint) resource.dependsOn = ["terraform_data.other"];
      },
      { depends_on: ["terraform_data.other"] },
    ],
    [
      "connection",
      (resource) => {
        resource.connection = { type: "ssh", host: "h" };
      },
      { connection: { type: "ssh", host: "h" } },
    ],
  ])("is written beside what it needs: %s", (_, set, written) => {
    const stack = newStack();
    new RestorePoint(stack, "drill", { lookup: ordersLookup(stack), keepers: { week: "1" } });
    onEveryResource(stack, set);
    expect(synthesised(stack).resource.backups_restore_point?.drill).toMatchObject({
      backup: "${data.backups_tencentcloud_mysql.orders.latest}",
      keepers: { week: "1" },
      ...written,
    });
  });

  it.each<[string, (resource: TerraformResource) => void, string]>([
    [
      "count",
      (resource) => {
        resource.count = 2;
      },
      "count: set after the construct was made",
    ],
    [
      "forEach",
      (resource) => {
        resource.forEach = TerraformIterator.fromList(["a"]) as ITerraformIterator;
      },
      "forEach: set after the construct was made",
    ],
    [
      "provider",
      (resource) => {
        resource.provider = new OtherProvider(resource.cdktfStack, "aws", {
          terraformResourceType: "aws",
        });
      },
      "provider: got a provider of type aws, expected a BackupsProvider",
    ],
  ])("is refused with the path where references would break: %s", (_, set, message) => {
    const stack = newStack();
    const point = new RestorePoint(stack, "drill", { lookup: ordersLookup(stack) });
    set(point);
    expect(() => synthesised(stack)).toThrow(`[stack/drill] ${message}`);
  });

  it("takes another name, which references follow", () => {
    const stack = newStack();
    const point = new RestorePoint(stack, "drill", { lookup: ordersLookup(stack) });
    new TerraformOutput(stack, "id", { value: point.backupId });
    point.overrideLogicalId("weekly");
    const { resource, output, moved } = synthesised(stack);
    expect(Object.keys(resource.backups_restore_point ?? {})).toEqual(["weekly"]);
    expect(output?.id?.value).toBe("${backups_restore_point.weekly.backup_id}");
    expect(moved).toEqual([{ from: "terraform_data.weekly", to: "backups_restore_point.weekly" }]);
  });

  it("rejects another name that comes too late, as from an Aspect", () => {
    const stack = newStack();
    const point = new RestorePoint(stack, "drill", { lookup: ordersLookup(stack) });
    new TerraformOutput(stack, "id", { value: point.backupId });
    expect(point.friendlyUniqueId).toBe("drill");
    point.overrideLogicalId("weekly");
    expect(() => synthesised(stack)).toThrow('[stack/drill] overrideLogicalId: "weekly" comes too late');
  });

  it("refuses an import, and says what to do instead", () => {
    const stack = newStack();
    const point = new RestorePoint(stack, "drill", { lookup: ordersLookup(stack) });
    expect(() => (point as TerraformResource).importFrom("1")).toThrow(
      "[stack/drill] importFrom: a point exists only in the state, so there is nothing to import; give backupId",
    );
  });

  it("leaves other constructs' check blocks and overrides alone", () => {
    const stack = newStack();
    new RestorePoint(stack, "drill", { lookup: ordersLookup(stack) });
    stack.addOverride("check", { own: {} });
    expect(synthesised(stack)).toMatchObject({ check: { own: {} } });
  });
});

describe("the moves of a restore point", () => {
  const OF_OLD = { from: "terraform_data.drill", to: "backups_restore_point.drill" };

  it("take over the state of an older point under the same address, in any scope", () => {
    const stack = newStack();
    const lookup = ordersLookup(stack);
    new RestorePoint(stack, "drill", { lookup });
    new RestorePoint(new Construct(stack, "drills"), "weekly", { lookup });
    expect(synthesised(stack).moved).toEqual([
      OF_OLD,
      // The address that the commit before gave such a point.
      { from: "terraform_data.drills_weekly_7E9CD68E", to: "backups_restore_point.drills_weekly_7E9CD68E" },
    ]);
  });

  it("follow the user's own move from another name", () => {
    const stack = newStack();
    const point = new RestorePoint(stack, "weekly", { lookup: ordersLookup(stack) });
    point.moveFromId("backups_restore_point.drill");
    expect(synthesised(stack).moved).toEqual([
      OF_OLD,
      { from: "backups_restore_point.drill", to: "backups_restore_point.weekly" },
    ]);
  });

  it("may come from an older point under another name", () => {
    const stack = newStack();
    const point = new RestorePoint(stack, "weekly", { lookup: ordersLookup(stack) });
    point.moveFromId("terraform_data.drill");
    expect(synthesised(stack).moved).toEqual([
      { from: "terraform_data.drill", to: "backups_restore_point.weekly" },
    ]);
  });

  it("never lead two origins to one address", () => {
    const stack = newStack();
    const lookup = ordersLookup(stack);
    const old = new RestorePoint(stack, "drill", { lookup });
    new RestorePoint(stack, "weekly", { lookup });
    old.moveToId("backups_restore_point.weekly");
    const { moved, resource } = synthesised(stack);
    expect(moved).toEqual([
      OF_OLD,
      { from: "backups_restore_point.drill", to: "backups_restore_point.weekly" },
    ]);
    expect(Object.keys(resource.backups_restore_point ?? {})).toEqual(["weekly"]);
  });

  it("do not replace those of other resources", () => {
    const stack = newStack();
    new RestorePoint(stack, "drill", { lookup: ordersLookup(stack) });
    const other = new DataResource(stack, "other", {});
    other.moveFromId("terraform_data.before");
    expect(synthesised(stack).moved).toEqual(
      expect.arrayContaining([OF_OLD, { from: "terraform_data.before", to: "terraform_data.other" }]),
    );
  });
});

describe("a restore point of a lookup that is made at synthesis", () => {
  it("is a terraform_data of literals: no reference, no provider, no move", async () => {
    const { stack } = await literal();
    const { resource, output, moved, check } = synthesised(stack);
    expect(resource.terraform_data?.drill).toMatchObject({
      input: { id: "7", name: "$${x}", size_bytes: 1024 },
      triggers_replace: { week: "1" },
      lifecycle: {
        ignore_changes: ["input"],
        postcondition: [{ condition: "${try(self.input.id, null) != null}" }],
      },
    });
    expect(output?.id?.value).toBe("${terraform_data.drill.input.id}");
    expect([moved, check]).toEqual([undefined, undefined]);
  });

  it("has null fields if nothing was found, so that a reference does not stop a destroy", async () => {
    const { stack } = await literal({}, null);
    expect(synthesised(stack).resource.terraform_data?.drill?.input).toMatchObject({
      id: null,
      started_at: null,
    });
  });

  it("pins by an ID: as it is listed, or by the ID alone", async () => {
    const listed = await literal({ backupId: "7" });
    expect(synthesised(listed.stack).resource.terraform_data?.drill).toMatchObject({
      input: { id: "7", name: "$${x}" },
      triggers_replace: { week: "1", backupId: "7" },
    });
    const unlisted = await literal({ backupId: "8" });
    expect(synthesised(unlisted.stack).resource.terraform_data?.drill?.input).toMatchObject({
      id: "8",
      ids: ["8"],
      instance_id: "cdb-orders1",
      region: "ap-guangzhou",
      status: "unknown",
      started_at: null,
    });
  });

  it("stays a pin with anything that an Aspect sets", async () => {
    const { stack } = await literal();
    onEveryResource(stack, (resource) => {
      resource.lifecycle = { preventDestroy: true, ignoreChanges: ["triggers_replace"] };
    });
    expect(synthesised(stack).resource.terraform_data?.drill?.lifecycle).toMatchObject({
      prevent_destroy: true,
      ignore_changes: ["triggers_replace", "input"],
      postcondition: [{ condition: "${try(self.input.id, null) != null}" }],
    });
  });

  it("refuses to be written as HCL, which Terraform could not read", async () => {
    const { stack } = await literal();
    expect(() => Testing.synthHcl(stack)).toThrow("cannot be written as HCL");
  });
});
