// Checks the package as it is built and as npm would publish it: how large it is, and that every entry resolves and is
// typed for every way of importing it.
const { execFileSync } = require("node:child_process");
const { mkdtempSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");
const { bundle } = require("./bundle.cjs");
const { pack } = require("./pack.cjs");

/**
 * Without the parts of other packages that are inside. Most of the code is there twice: readable, and in the bundles.
 * Half a megabyte is documentation and examples.
 */
const MAX_OWN_BYTES = 3_500_000;

const folder = mkdtempSync(join(tmpdir(), "cdktf-backups-package-"));

function run(command, args) {
  execFileSync(process.execPath, [command, ...args], { stdio: "inherit" });
}

function bin(name, path) {
  return join(__dirname, "..", "node_modules", name, path);
}

async function check() {
  const { tarball, files, unpackedSize } = pack(folder);
  const own = unpackedSize - (await bundle(join(folder, "lib")));
  if (own > MAX_OWN_BYTES) throw new Error(`${own} bytes of our own unpacked, more than ${MAX_OWN_BYTES}`);
  console.log(`${files.length} files, ${unpackedSize} bytes unpacked, ${own} of them our own`);
  run(bin("publint", "src/cli.js"), [tarball, "--strict"]);
  run(bin("@arethetypeswrong/cli", "dist/index.js"), [tarball]);
}

check()
  .catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  })
  .finally(() => rmSync(folder, { recursive: true, force: true }));
