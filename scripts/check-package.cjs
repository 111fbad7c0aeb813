// Checks the package as it is built and as npm would publish it: what is in it, how large it is, and that every entry
// resolves and is typed for every way of importing it.
const { execFileSync } = require("node:child_process");
const { mkdtempSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");

/** With the used parts of other packages inside. */
const MAX_UNPACKED_BYTES = 2 * 1024 * 1024;
/** What belongs into the package, besides what npm always adds. */
const EXPECTED = /^(?:bin|lib|cdktn)\/|^(?:package\.json|README\.md|CHANGELOG\.md|LICENSE)$/;

const folder = mkdtempSync(join(tmpdir(), "cdktf-backups-package-"));

function run(command, args) {
  execFileSync(process.execPath, [command, ...args], { stdio: "inherit" });
}

function bin(name, path) {
  return join(__dirname, "..", "node_modules", name, path);
}

try {
  const args = ["pack", "--json", "--ignore-scripts", "--pack-destination", folder];
  const packed = execFileSync("npm", args, { encoding: "utf8", shell: process.platform === "win32" });
  const [{ filename, files, unpackedSize }] = JSON.parse(packed);
  const strays = files.map(({ path }) => path).filter((path) => !EXPECTED.test(path));
  if (strays.length > 0) throw new Error(`not meant to be published: ${strays.join(", ")}`);
  if (unpackedSize > MAX_UNPACKED_BYTES)
    throw new Error(`${unpackedSize} bytes unpacked, more than ${MAX_UNPACKED_BYTES}`);
  console.log(`${files.length} files, ${unpackedSize} bytes unpacked`);
  const tarball = join(folder, filename);
  run(bin("publint", "src/cli.js"), [tarball, "--strict"]);
  run(bin("@arethetypeswrong/cli", "dist/index.js"), [tarball]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
