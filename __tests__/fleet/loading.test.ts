import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { environmentOf, runCommand } from "../cli/command";
import { emulators } from "../emulator/running";
import { temporaryDirectory } from "../helpers/terraform";

describe("a command", () => {
  const start = emulators();
  const directory = temporaryDirectory();
  const [hook, log] = [join(directory, "hook.cjs"), join(directory, "loaded")];
  const MYSQL = { listing: "tencentcloud-mysql", id: "cdb-7mx4r2te", region: "ap-shanghai" };

  /** Files that a command loads, of those that only files of instances need. */
  async function loaded(...args: readonly string[]): Promise<readonly string[]> {
    writeFileSync(
      hook,
      `process.on("exit", () => require("node:fs").writeFileSync(${JSON.stringify(log)}, Object.keys(require.cache).join("\\n")));`,
    );
    const env = environmentOf(await start(), { NODE_OPTIONS: `--require ${hook}` });
    expect(await runCommand(args, env)).toMatchObject({ code: 0, err: "" });
    const files = readFileSync(log, "utf8").split("\n");
    expect(files.length).toBeGreaterThan(2);
    return files.filter((file) =>
      /(?:cli|lib)[\\/](?:completion|doctor|fleet|init)[\\/]|node_modules[\\/](?:yaml|zod)[\\/]/.test(file),
    );
  }

  it("for one instance loads no code for files of instances", async () => {
    const { listing, id, region } = MYSQL;
    expect(await loaded("latest", listing, "--instance-id", id, "--region", region)).toEqual([]);
    expect(
      await loaded("check", listing, "--instance-id", id, "--region", region, "--max-age", "9d"),
    ).toEqual([]);
    expect(await loaded("--help")).toEqual([]);
  });

  it("for a file loads it", async () => {
    const { listing, id, region } = MYSQL;
    const file = join(directory, "backups.yaml");
    writeFileSync(
      file,
      `instances:\n  - { listing: ${listing}, instance_id: ${id}, region: ${region}, max_age: 9d }\n`,
    );
    const files = await loaded("check", "--file", file);
    expect(files.some((path) => path.includes("yaml"))).toBe(true);
  });
});
