import {
  Aspects,
  DataResource,
  TerraformIterator,
  TerraformOutput,
  TerraformProvider,
  TerraformResource,
  TerraformStack,
  Testing,
} from "cdktf";
import { BackupTrigger, resolveBackups } from "../../src";
import { backupOf } from "../helpers/backups";
import { appOf, newStack, ordersLookup, synthesised } from "./synthesised";

/** A stack whose only lookup is made at synthesis and finds a backup, or nothing. */
async function literal(found: string | null) {
  const stack = newStack();
  const lookup = ordersLookup(stack, { resolve: "synth", required: false });
  const trigger = new BackupTrigger(stack, "nightly", { lookup });
  new TerraformOutput(stack, "started", { value: trigger.backup.startedAt });
  const latest = found === null ? null : backupOf({ id: found });
  const answer = {
    latestId: found,
    latest,
    backups: latest ? [latest] : [],
    totalCount: 1,
    eligibleCount: latest ? 1 : 0,
    warnings: found === null ? [{ code: "unavailable" as const, message: "the API was asked in vain" }] : [],
  };
  await resolveBackups(appOf(stack), { client: { lookup: async () => answer } });
  return stack;
}

describe("a trigger", () => {
  it("is a null_resource that follows a backups_trigger, for replaceTriggeredBy", () => {
    const stack = newStack();
    const trigger = new BackupTrigger(stack, "nightly", { lookup: ordersLookup(stack) });
    new DataResource(stack, "staging", {
      lifecycle: { replaceTriggeredBy: [trigger] },
      dependsOn: [trigger],
    });
    new TerraformOutput(stack, "id", { value: trigger.backupId });
    new TerraformOutput(stack, "started", { value: trigger.backup.startedAt });
    new TerraformOutput(stack, "note", { value: trigger.backup.vendor.lookup("Note") });
    const { resource, output, provider } = synthesised(stack);
    const [memory] = Object.keys(resource.backups_trigger ?? {});
    expect(resource.backups_trigger).toEqual({
      [String(memory)]: { backups: "${data.backups_tencentcloud_mysql.orders.backups}" },
    });
    expect(resource.null_resource).toEqual({
      nightly: { triggers: { backup_id: `\${backups_trigger.${memory}.backup_id}` } },
    });
    expect(resource.terraform_data?.staging?.lifecycle).toEqual({
      replace_triggered_by: ["null_resource.nightly"],
    });
    expect(resource.terraform_data?.staging?.depends_on).toEqual(["null_resource.nightly"]);
    expect(output?.id?.value).toBe('${null_resource.nightly.triggers["backup_id"]}');
    expect(output?.started?.value).toBe(`\${backups_trigger.${memory}.started_at}`);
    expect(String(output?.note?.value)).toContain(`backups_trigger.${memory}.vendor["Note"]`);
    expect(provider.null).toEqual([{}]);
  });

  it("uses the stack's own null provider if there is one", () => {
    const stack = newStack();
    class NullProvider extends TerraformProvider {}
    new NullProvider(stack, "mine", {
      terraformResourceType: "null",
      terraformGeneratorMetadata: { providerName: "null", providerVersion: "3.2.4" },
      terraformProviderSource: "registry.terraform.io/hashicorp/null",
    });
    const lookup = ordersLookup(stack);
    for (const id of ["one", "two"]) new BackupTrigger(stack, id, { lookup });
    expect(synthesised(stack).provider.null).toEqual([{}]);
  });

  it("rejects a lookup with forEach, and one of another stack", () => {
    const stack = newStack();
    const forEach = TerraformIterator.fromList(["a"]);
    const many = ordersLookup(stack, { forEach });
    expect(() => new BackupTrigger(stack, "nightly", { lookup: many })).toThrow(
      "[stack/nightly] lookup: has forEach, so it names many backups; make one lookup and one trigger per instance",
    );
    const other = new TerraformStack(appOf(stack), "other");
    expect(() => new BackupTrigger(stack, "weekly", { lookup: ordersLookup(other) })).toThrow(
      "[stack/weekly] lookup: is in the stack other, but a trigger needs a lookup of its own stack",
    );
  });
});

describe("an Aspect that sets a field of every resource", () => {
  it.each<[string, unknown, string]>([
    [
      "lifecycle",
      { ignoreChanges: "all" },
      "lifecycle: has ignoreChanges, so the trigger would never change",
    ],
    ["count", 2, "count: set after the construct was made"],
  ])("cannot keep a trigger from moving by %s", (field, value, problem) => {
    const stack = newStack();
    new BackupTrigger(stack, "nightly", { lookup: ordersLookup(stack) });
    Aspects.of(stack).add({
      visit(node) {
        if (TerraformResource.isTerraformResource(node)) Object.assign(node, { [field]: value });
      },
    });
    expect(() => synthesised(stack)).toThrow(problem);
  });

  it("may protect it", () => {
    const stack = newStack();
    const { node } = new BackupTrigger(stack, "nightly", { lookup: ordersLookup(stack) });
    Object.assign(node.findChild("Default"), { lifecycle: { preventDestroy: false } });
    expect(synthesised(stack).resource.null_resource?.nightly?.lifecycle).toEqual({ prevent_destroy: false });
  });
});

describe("a trigger of a lookup at synthesis", () => {
  it("follows the literal ID", async () => {
    const { resource, output } = synthesised(await literal("${7}"));
    expect(resource).toEqual({ null_resource: { nightly: { triggers: { backup_id: "$${7}" } } } });
    expect(output?.started?.value).toBe("${local.orders.latest_started_at}");
  });

  it("fails the synthesis with the cause if there is no backup", async () => {
    const stack = await literal(null);
    expect(() => Testing.synth(stack)).toThrow(
      /\[stack\/nightly\] there is no backup to follow, and a trigger never becomes empty; the API was asked in vain; to destroy anyway/,
    );
  });
});
