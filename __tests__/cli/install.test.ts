import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryDirectory } from "../helpers/terraform";
import { command } from "./command";

describe("install", () => {
  let home = "";
  beforeEach(() => {
    home = temporaryDirectory();
  });

  it("puts the provider into a directory and names the files, once", async () => {
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

  it("refuses a directory that is none, and a lock file that it cannot read", async () => {
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
  });
});
