/** The compiled code that a process keeps for the next one (bin/load.cjs). */
import { spawn } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { temporaryDirectory } from "../helpers/terraform";

const onUnix = process.platform === "win32" ? it.skip : it;

/** Texts of the same length: V8 compares no more of a source than its length. */
const OURS = 'exports.say = () => "ours";';
const THEIRS = 'exports.say = () => "evil";';

/** A package as npm installs it, whose bundle is one line. */
function installed(source = OURS): string {
  const folder = join(temporaryDirectory(), "node_modules/cdktf-backups");
  for (const name of ["bin", "lib/bundle"]) mkdirSync(join(folder, name), { recursive: true });
  copyFileSync(resolve(__dirname, "../../bin/load.cjs"), join(folder, "bin/load.cjs"));
  writeFileSync(join(folder, "lib/bundle/it.js"), source);
  return folder;
}

const cacheOf = (folder: string) => join(dirname(folder), ".cache/cdktf-backups");

function cacheFile(folder: string): string {
  const names = readdirSync(cacheOf(folder));
  expect(names).toHaveLength(1);
  return join(cacheOf(folder), String(names[0]));
}

/** What the bundle says in a new process. */
async function said(folder: string, flags: readonly string[] = [], what = "say"): Promise<string> {
  const loader = JSON.stringify(join(folder, "bin/load.cjs"));
  const program = `process.stdout.write(require(${loader}).load("it.js").${what}())`;
  const child = spawn(process.execPath, [...flags, "-e", program], { stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  child.stdout.on("data", (part) => {
    text += part;
  });
  const code = await new Promise((done) => child.once("close", done));
  expect(code).toBe(0);
  return text;
}

/** A package beside which another source's compiled code lies, with a digest that fits. */
async function withPlantedCode(): Promise<string> {
  const [folder, other] = [installed(), installed(THEIRS)];
  await said(folder);
  await said(other);
  const load = readFileSync(join(folder, "bin/load.cjs"), "utf8");
  const digest = join(folder, "digest.cjs");
  writeFileSync(
    digest,
    load.replace("module.exports = { load };", "module.exports = { digest, DIGEST_BYTES };"),
  );
  const tools = require(digest) as {
    digest: (source: Buffer, code: Buffer) => Buffer;
    DIGEST_BYTES: number;
  };
  const code = readFileSync(cacheFile(other)).subarray(tools.DIGEST_BYTES);
  writeFileSync(cacheFile(folder), Buffer.concat([tools.digest(Buffer.from(OURS), code), code]));
  return folder;
}

describe("the compiled code of an earlier process", () => {
  it("runs, if only those who can write the package can write it", async () => {
    expect(await said(await withPlantedCode())).toBe("evil");
  });

  onUnix.each(["", ".."])("does not run where others can write its folder: %s", async (above) => {
    const folder = await withPlantedCode();
    chmodSync(join(cacheOf(folder), above), 0o777);
    expect(await said(folder)).toBe("ours");
  });

  onUnix("does not run where others can write its file", async () => {
    const folder = await withPlantedCode();
    chmodSync(cacheFile(folder), 0o666);
    expect(await said(folder)).toBe("ours");
  });

  it.each<[string, (whole: Buffer) => Buffer]>([
    ["is cut", (whole) => whole.subarray(0, whole.length / 2)],
    ["is empty", () => Buffer.alloc(0)],
    ["has one bit turned", (whole) => whole.map((byte, at) => (at === 200 ? byte ^ 1 : byte)) as Buffer],
    ["is not ours", () => Buffer.from("something else")],
  ])("does not run if it %s, and is made anew", async (_what, spoiled) => {
    const folder = installed();
    await said(folder);
    const whole = readFileSync(cacheFile(folder));
    writeFileSync(cacheFile(folder), spoiled(whole));
    expect(await said(folder)).toBe("ours");
    expect(readFileSync(cacheFile(folder))).toHaveLength(whole.length);
  });

  it("does not run after the package has changed, even to a source of the same length", async () => {
    const folder = installed(THEIRS);
    await said(folder);
    writeFileSync(join(folder, "lib/bundle/it.js"), OURS);
    expect(await said(folder)).toBe("ours");
  });

  it("is made anew if V8 rejects it, as it does with other flags", async () => {
    const folder = installed();
    await said(folder, ["--no-opt"]);
    const before = readFileSync(cacheFile(folder));
    await said(folder);
    expect(readFileSync(cacheFile(folder))).not.toEqual(before);
    expect(await said(folder)).toBe("ours");
  });

  it("gains the functions that a later process ran, and is written by a few processes only", async () => {
    const folder = installed(`${OURS} exports.more = () => "${"more".repeat(1000)}";`);
    const sizes: number[] = [];
    for (const what of ["say", "more"]) {
      await said(folder, [], what);
      sizes.push(readFileSync(cacheFile(folder)).length);
    }
    expect(sizes[1]).toBeGreaterThan(Number(sizes[0]) + 1000);
    for (let process = 0; process < 8; process++) await said(folder);
    const before = statSync(cacheFile(folder), { bigint: true }).mtimeNs;
    await said(folder);
    expect(statSync(cacheFile(folder), { bigint: true }).mtimeNs).toBe(before);
  });

  it("may be written by many processes at once", async () => {
    const folder = installed();
    const all = await Promise.all(Array.from({ length: 6 }, () => said(folder)));
    expect(new Set(all)).toEqual(new Set(["ours"]));
    expect(await said(folder)).toBe("ours");
  });

  it("is not needed if it cannot be stored", async () => {
    const folder = installed();
    // A file in the place of the folder: not even root can write below it.
    writeFileSync(join(dirname(folder), ".cache"), "");
    expect(await said(folder)).toBe("ours");
    expect(existsSync(cacheOf(folder))).toBe(false);
  });
});
