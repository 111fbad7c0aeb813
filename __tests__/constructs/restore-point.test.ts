import { TerraformIterator, TerraformOutput, TerraformStack, TerraformVariable, Testing } from "cdktf";
import { type LookupMaker, RestorePoint, type RestorePointProps, resolveBackups } from "../../src";
import { backupOf } from "../helpers/backups";
import { appOf, newStack, ordersLookup, synthesised } from "./synthesised";

/** A stack with one point, synthesised: the point's resource and the assertions of its check block. */
function pointOf(props: Partial<RestorePointProps> = {}, id = "drill") {
  const stack = newStack();
  const point = new RestorePoint(stack, id, { lookup: ordersLookup(stack), ...props });
  new TerraformOutput(stack, "id", { value: point.backupId });
  const { resource, check, output } = synthesised(stack) as ReturnType<typeof synthesised> & {
    output: { id: { value: string } };
  };
  const [name, memory] = Object.entries(resource.terraform_data ?? {})[0] ?? [];
  return { name, memory, asserts: check?.[String(name)]?.assert ?? [], id: output.id.value };
}

describe("RestorePoint", () => {
  it("remembers the newest backup in a terraform_data that ignores newer ones and refuses to pin nothing", () => {
    const { memory } = pointOf({ keepers: { week: "2026-W47" } });
    expect(memory).toMatchObject({
      input: "${data.backups_tencentcloud_mysql.orders.latest}",
      triggers_replace: { week: "2026-W47" },
      lifecycle: {
        ignore_changes: ["input"],
        postcondition: [
          {
            condition: "${self.input != null}",
            error_message: expect.stringContaining("nothing to pin at stack/drill"),
          },
        ],
      },
    });
  });

  it("is read by its input, which is known while planning; where that is null, by a value that is not known", () => {
    expect(pointOf().id).toBe(
      "${(terraform_data.drill.input == null ? jsondecode(uuid()) : terraform_data.drill.input.id)}",
    );
  });

  it("is replaced by nothing where it has no keepers", () => {
    expect(pointOf().memory?.triggers_replace).toEqual({});
  });

  it("takes references as keepers", () => {
    const stack = newStack();
    const incident = new TerraformVariable(stack, "incident", { type: "string" });
    new RestorePoint(stack, "drill", {
      lookup: ordersLookup(stack),
      keepers: { incident: incident.stringValue },
    });
    expect(synthesised(stack).resource.terraform_data?.drill?.triggers_replace).toEqual({
      incident: "${var.incident}",
    });
  });

  it("pins the backup that it is told by ID, as listed, or by its ID alone; the ID replaces as a keeper does", () => {
    const { memory } = pointOf({ backupId: "42", keepers: { week: "1" } });
    expect(memory?.triggers_replace).toEqual({ week: "1", backupId: "42" });
    expect(memory?.input).toMatch(
      /^\$\{\[for found in \[try\(\[for backup in data\.backups_tencentcloud_mysql\.orders\.backups : backup if backup\.id == "42"\]\[0\], null\)\] : \{ id = "42", ids = split\(",", "42"\), instance_id = "cdb-orders1", region = try\(found\.region, "ap-guangzhou"\), status = try\(found\.status, "unknown"\), /,
    );
  });

  it("pins by ID where instance, region and the ID itself are variables, or texts with one in it", () => {
    const stack = newStack();
    const [shop, region, id] = ["shop", "region", "id"].map(
      (name) => new TerraformVariable(stack, name, { type: "string" }).stringValue,
    ) as [string, string, string];
    const lookup = ordersLookup(stack, { instanceId: `cdb-${shop}`, region });
    new RestorePoint(stack, "drill", { lookup, backupId: id });
    const memory = synthesised(stack).resource.terraform_data?.drill;
    expect(memory?.input).toContain(
      'backup.id == tostring(var.id)][0], null)] : { id = tostring(var.id), ids = split(",", tostring(var.id)), ' +
        'instance_id = tostring("cdb-${var.shop}"), region = try(found.region, tostring(var.region)), ',
    );
    expect(memory?.triggers_replace).toEqual({ backupId: "${var.id}" });
  });

  it("keeps what an ID or a construct's id holds from being read as an expression", () => {
    const byId = pointOf({ backupId: 'a"${b}' }).memory;
    expect(byId?.input).toContain(String.raw`id = "a\"$${"${"}b}"`);
    expect(byId?.triggers_replace).toEqual({ backupId: 'a"$${b}' });
    const { memory, asserts } = pointOf({}, 'the "weekly" ${drill}');
    expect(JSON.stringify(memory?.lifecycle)).toContain(
      String.raw`nothing to pin at stack/the \"weekly\" $${"${"}drill}`,
    );
    expect(asserts[0]?.error_message).toContain(String.raw`stack/the \"weekly\" $${"${"}drill} keeps backup`);
  });

  it("warns by a check block: once the pinned backup has expired, and when a newer one exists", () => {
    const { asserts } = pointOf();
    expect(asserts.map(({ condition }) => condition)).toEqual([
      "${try(timecmp(plantimestamp(), (terraform_data.drill.input == null ? jsondecode(uuid()) : terraform_data.drill.input.expires_at)) < 0, true)}",
      "${try(timecmp(data.backups_tencentcloud_mysql.orders.latest_started_at, (terraform_data.drill.input == null ? jsondecode(uuid()) : terraform_data.drill.input.started_at)) <= 0, true)}",
    ]);
  });

  it.each<[string, Partial<RestorePointProps>]>([
    ["newerWarning is off", { newerWarning: false }],
    ["its backup was given by ID", { backupId: "42" }],
  ])("says nothing of newer backups where %s", (_, props) => {
    const { asserts } = pointOf(props);
    expect(asserts).toHaveLength(1);
    expect(asserts[0]?.condition).toContain("expires_at");
  });

  it("pins a lookup that is made at synthesis in the same way", async () => {
    const stack = newStack();
    const lookup = ordersLookup(stack, { resolve: "synth" });
    const point = new RestorePoint(stack, "drill", { lookup, keepers: { week: "1" } });
    new TerraformOutput(stack, "id", { value: point.backupId });
    const latest = backupOf({ id: "7" });
    const client: LookupMaker = {
      lookup: async () => ({
        latestId: "7",
        latest,
        backups: [latest],
        totalCount: 1,
        eligibleCount: 1,
        warnings: [],
      }),
    };
    await resolveBackups(stack, { client });
    const { resource, check, locals, output } = synthesised(stack);
    expect(resource.terraform_data?.drill?.input).toBe("${local.orders.latest}");
    expect(check?.drill?.assert[1]?.condition).toContain("timecmp(local.orders.latest_started_at, ");
    expect(locals).toMatchObject({ orders: { latest_id: "7", latest: { id: "7" } } });
    expect(output).toMatchObject({
      id: {
        value: "${(terraform_data.drill.input == null ? jsondecode(uuid()) : terraform_data.drill.input.id)}",
      },
    });
  });

  it("gives two points of one lookup a memory each", () => {
    const stack = newStack();
    const lookup = ordersLookup(stack);
    for (const id of ["weekly", "incident"]) new RestorePoint(stack, id, { lookup });
    const { resource, check } = synthesised(stack);
    expect(Object.keys(resource.terraform_data ?? {})).toEqual(["incident", "weekly"]);
    expect(Object.keys(check ?? {})).toEqual(["incident", "weekly"]);
  });

  it("refuses a lookup with forEach", () => {
    const stack = newStack();
    const forEach = TerraformIterator.fromList(["a", "b"]);
    const lookup = ordersLookup(stack, { instanceId: forEach.value, forEach });
    expect(() => new RestorePoint(stack, "drill", { lookup })).toThrow(
      "[stack/drill] lookup: has forEach, so it names many backups; make one lookup and one point per instance",
    );
  });

  it.each(["", " ", "1\n", " 1", "1, 2", "1\u200b"])("refuses %j as the ID of a backup", (backupId) => {
    expect(() => pointOf({ backupId })).toThrow(
      `backupId: got ${JSON.stringify(backupId)}, expected the ID of a backup, without blanks`,
    );
  });

  it("refuses a lookup in another stack, whose warnings and values it could not refer to", () => {
    const stack = newStack();
    const other = new TerraformStack(appOf(stack), "other");
    const lookup = ordersLookup(stack);
    expect(() => new RestorePoint(other, "drill", { lookup })).toThrow(
      "[other/drill] lookup: stands in the stack stack, and a point reads its lookup in its own; make the point there",
    );
  });

  it("refuses a keeper by the name that its own ID has", () => {
    expect(() => pointOf({ keepers: { backupId: "1" } })).toThrow("[stack/drill] keepers: backupId is what");
  });

  it("refuses to be written as HCL, which Terraform could not read", () => {
    const stack = newStack();
    new RestorePoint(stack, "drill", { lookup: ordersLookup(stack) });
    expect(() => Testing.synthHcl(stack)).toThrow("cannot be written as HCL");
  });
});
