import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { TerraformOutput, Testing } from "cdktf";
import { BackupsProvider, DatabaseInstances, TencentCloudMysqlBackups } from "../../src";
import { type Emulate, emulate } from "../cli/emulated";
import { newStack } from "../constructs/synthesised";
import { describeWithTerraform, temporaryDirectory } from "../helpers/terraform";
import { backupRow, orders } from "./restore-project";

Testing.setupJest();

/** The matchers that cdktf has; their types are not among those that it exports. */
interface CdktfMatchers {
  readonly not: CdktfMatchers;
  toBeValidTerraform(): void;
  toPlanSuccessfully(): void;
}

const expectOutput = (directory: string) => expect(directory) as unknown as CdktfMatchers;

describeWithTerraform("the tests that every new CDKTF project has", () => {
  const home = temporaryDirectory();
  const before = { ...process.env };
  const outputs: string[] = [];
  // In a process of its own: the matchers wait for terraform and let nothing else in this one run.
  let emulator: Emulate;
  beforeAll(async () => {
    const data = join(home, "data.json");
    const instance = { listing: "tencentcloud-mysql", ...orders, backups: [backupRow(1)] };
    writeFileSync(data, JSON.stringify({ instances: [instance] }));
    emulator = await emulate(["--data", data]);
    // The matchers run terraform with the environment of the test.
    Object.assign(process.env, emulator.env, { CHECKPOINT_DISABLE: "1" });
    delete process.env.TF_CLI_CONFIG_FILE;
  });
  afterAll(async () => {
    process.env = before;
    for (const directory of outputs) rmSync(directory, { recursive: true });
    emulator.child.kill();
    await emulator.end;
  });

  /** A stack that was written into a temporary directory, far away from the package. */
  function written(startedBefore?: string): string {
    const stack = newStack();
    new BackupsProvider(stack, "backups", { timeout: 30 });
    const given = { ...orders, ...(startedBefore && { startedBefore }) };
    const lookup = new TencentCloudMysqlBackups(stack, "orders", given);
    const all = new DatabaseInstances(stack, "all", { listing: "tencentcloud-mysql", region: orders.region });
    new TerraformOutput(stack, "id", { value: lookup.latestId });
    new TerraformOutput(stack, "ids", { value: all.ids });
    const directory = Testing.fullSynth(stack);
    outputs.push(directory);
    return directory;
  }

  it("find the provider: what is written is valid, and can be planned", () => {
    expectOutput(written()).toBeValidTerraform();
    expectOutput(written()).toPlanSuccessfully();
  });

  it("fail where the lookup fails", () => {
    expectOutput(written("2020-01-01T00:00:00Z")).not.toPlanSuccessfully();
  });
});
