import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import example from "../../cdktf.json";
import { describeWithTerraform, type Finished, temporaryDirectory } from "../helpers/terraform";
import { CdktfProject } from "./cdktf-project";
import { PACKAGE } from "./workspace";

const TSX = require.resolve("tsx/cli");

/** What `npm start` runs: tsx with a script. */
function script(): string {
  const { scripts } = JSON.parse(readFileSync(join(PACKAGE, "package.json"), "utf8"));
  const [program, path, ...rest] = String(scripts.start).split(" ");
  if (program !== "tsx" || path === undefined || rest.length > 0)
    throw new Error(`npm start is ${scripts.start}`);
  return path;
}

const INSTANCES = Object.values(example.context.instances);

/** Checks the table: a row per lookup with its instance, and a backup of last night. */
function expectTable({ code, output, stdout }: Finished): void {
  expect({ code, output }).toMatchObject({ code: 0 });
  expect(stdout).toMatch(/^LISTING +INSTANCE +LATEST BACKUP +WHEN +SIZE +SEEN +ELIGIBLE$/m);
  for (const { listing, instanceId } of INSTANCES) {
    const row = new RegExp(
      String.raw`^${listing} +${instanceId} +[\w-]{9,} +\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ +\d+\.\d GiB +\d\d +\d\d$`,
      "m",
    );
    expect(stdout).toMatch(row);
  }
  expect(stdout).toContain(`Terraform JSON: ${join("cdktf.out", "stacks", "restore", "cdk.tf.json")}`);
}

describe("npm start", () => {
  const home = temporaryDirectory();

  /** A directory with node and the commands of cdktf, as a PATH on which there is no terraform. */
  function pathWithoutTerraform(): string {
    const bin = join(home, "bin");
    mkdirSync(bin);
    symlinkSync(process.execPath, join(bin, "node"));
    return bin;
  }

  it("needs nothing but Node.js: without terraform the lookups are made at synthesis", async () => {
    const project = new CdktfProject(join(home, "without"), { PATH: pathWithoutTerraform() });
    const run = await project.node([TSX, script()]);
    expectTable(run);
    expect(run.output).toContain(
      "No endpoint and no credentials are set: the APIs are emulated on http://127.0.0.1:",
    );
    expect(run.output).toContain("Neither terraform nor tofu is installed");
    const json = JSON.parse(
      readFileSync(join(project.directory, "cdktf.out/stacks/restore/cdk.tf.json"), "utf8"),
    );
    expect(Object.keys(json.locals)).toHaveLength(INSTANCES.length);
    expect(json.data).toBeUndefined();
  });

  describeWithTerraform("on a machine with terraform", () => {
    it("deploys the example app, and says what failed where it fails", async () => {
      const project = new CdktfProject(join(home, "with"), {});
      const run = await project.node([TSX, script()]);
      expectTable(run);
      expect(run.output).not.toContain("is installed");
      const json = JSON.parse(
        readFileSync(join(project.directory, "cdktf.out/stacks/restore/cdk.tf.json"), "utf8"),
      );
      expect(Object.keys(json.data)).toHaveLength(INSTANCES.length);

      const refused = await project.node([TSX, script()], { BACKUPS_ENDPOINT_URL: "http://127.0.0.1:1" });
      expect(refused.code).toBe(1);
      expect(refused.output).toContain("Credentials missing or refused");
      expect(refused.output).toMatch(/cdktf deploy failed \(exit 1\)/);
      expect(refused.output).not.toMatch(/\bat .*\.ts:\d+/);
    });
  });
});
