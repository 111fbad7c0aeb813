import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryDirectory } from "../helpers/terraform";
import { command, runCommand } from "./command";

describe("install", () => {
  let home = "";
  beforeEach(() => {
    home = temporaryDirectory();
  });

  it("writes the provider into a directory and names the files, once", async () => {
    const first = await command(["install", home]);
    expect(first).toMatchObject({ code: 0, err: expect.stringContaining("run terraform init there") });
    const files = first.out.trim().split("\n");
    expect(files).toContain(".terraform.lock.hcl");
    expect(files.filter((file) => file.endsWith(".zip")).length).toBeGreaterThan(5);
    for (const file of files) expect(existsSync(join(home, file))).toBe(true);
    expect(readFileSync(join(home, ".terraform.lock.hcl"), "utf8")).toContain(
      "cdktf-backups.internal/npm/backups",
    );
    expect(await command(["install", home])).toEqual({
      code: 0,
      out: "",
      err: `The provider is in ${home} already: nothing was changed.\n`,
    });
  });

  it("writes the provider into the user's own folder, once, and says where the package is", async () => {
    const run = () => runCommand(["install", "--user"], { HOME: home });
    const { code, out, err } = await run();
    const folder = join(home, ".terraform.d/plugins/cdktf-backups.internal/npm/backups");
    expect(code).toBe(0);
    expect(out.trim().split("\n")).toEqual(readdirSync(folder).map((name) => join(folder, name)));
    expect(err).toContain('"terraformProviders": ["cdktf-backups.internal/npm/backups@1.0.0"]');
    const [, named = ""] = /CDKTF_BACKUPS_HOME=(.*)/.exec(err) ?? [];
    expect(existsSync(join(named, "bin/terraform-provider-backups.cjs"))).toBe(true);
    expect(await run()).toEqual({ code: 0, out: "", err });
    expect(await command(["install", home, "--user"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("does not work together with --user"),
    });
  });

  it("names the user's folder if it cannot be written", async () => {
    writeFileSync(join(home, ".terraform.d"), "in the way");
    expect(await runCommand(["install", "--user"], { HOME: home })).toMatchObject({
      code: 2,
      out: "",
      err: expect.stringContaining(`cannot write to ${join(home, ".terraform.d/plugins")}`),
    });
  });

  it("rejects a path that is not a directory, and a lock file that it cannot read", async () => {
    const missing = join(home, "missing");
    expect(await command(["install", missing])).toEqual({
      code: 2,
      out: "",
      err: expect.stringMatching(/^error: <directory>: .*missing.* is not a directory/),
    });
    writeFileSync(join(home, ".terraform.lock.hcl"), 'provider "x" {');
    expect(await command(["install", home])).toMatchObject({
      code: 2,
      out: "",
      err: expect.stringContaining("Repair the file"),
    });
    rmSync(join(home, ".terraform.lock.hcl"));
    execFileSync("mkfifo", [join(home, ".terraform.lock.hcl")]);
    expect(await runCommand(["install", home])).toMatchObject({
      code: 2,
      out: "",
      err: expect.stringMatching(/is not a regular file\. Repair the file/),
    });
  });
});
