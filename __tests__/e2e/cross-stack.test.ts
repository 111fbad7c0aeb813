import { join } from "node:path";
import { App, LocalBackend, TerraformOutput, TerraformStack } from "cdktf";
import { RestorePoint, TencentCloudMysqlBackups } from "../../src";
import { describeWithTerraform } from "../helpers/terraform";
import { backupRow, orders } from "./restore-project";
import { Workspace } from "./workspace";

describeWithTerraform("a stack that reads another stack's lookup", () => {
  let workspace: Workspace;
  beforeAll(async () => {
    const instance = { listing: "tencentcloud-mysql", ...orders, backups: [backupRow(1)] };
    workspace = await Workspace.create({ data: { instances: [instance] } });
  });
  afterAll(() => workspace.close());

  it("is planned and destroyed where values are null there, which Terraform keeps no output for", async () => {
    const app = new App({ outdir: join(workspace.home, "out") });
    const [producer, reader] = ["producer", "reader"].map((name) => {
      const stack = new TerraformStack(app, name);
      new LocalBackend(stack, { path: join(workspace.home, `${name}.tfstate`) });
      return stack;
    }) as [TerraformStack, TerraformStack];
    const lookup = new TencentCloudMysqlBackups(producer, "orders", { ...orders, onUnavailable: "warn" });
    const point = new RestorePoint(producer, "point", { lookup });
    const values = {
      latest: lookup.latestId,
      "as-of": lookup.latest.startedAt,
      note: lookup.latest.vendor.lookup("Note"),
      first: lookup.backups.get(0).id,
      pinned: point.backupId,
      // Tencent Cloud MySQL lists no expiry.
      expires: point.backup.expiresAt,
    };
    for (const [name, value] of Object.entries(values)) new TerraformOutput(reader, name, { value });
    app.synth();
    const [produced, read] = ["producer", "reader"].map((name) => workspace.project(`out/stacks/${name}`));

    await produced?.succeed(["init"]);
    await produced?.succeed(["apply"]);
    await read?.succeed(["init"]);
    await read?.succeed(["apply"]);
    expect(await read?.outputs()).toEqual({
      latest: "1",
      "as-of": "2026-10-31T18:00:00Z",
      first: "1",
      pinned: "1",
    });

    const down = { BACKUPS_ENDPOINT_URL: "http://127.0.0.1:9" };
    await produced?.succeed(["apply"], down);
    await read?.succeed(["apply"], down);
    expect(await read?.outputs()).toEqual({ pinned: "1" });
    await read?.succeed(["destroy"], down);
    await produced?.succeed(["destroy"], down);
  });
});
