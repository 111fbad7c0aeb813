// Builds the package: lib/ from src/, the schema of files of instances and cdktn/ from lib/. Everything is made aside and put in place at the end, so
// that what is running from the last build is disturbed for a moment only, and no renamed file stays behind.
const { execFileSync } = require("node:child_process");
const { copyFileSync, mkdtempSync, renameSync, rmSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { buildCdktn } = require("./build-cdktn.cjs");
const { bundle } = require("./bundle.cjs");

const root = join(__dirname, "..");
const aside = mkdtempSync(join(root, ".build-"));

async function build() {
  const tsc = require.resolve("typescript/bin/tsc");
  const args = [tsc, "-p", join(root, "tsconfig.build.json"), "--outDir", join(aside, "lib")];
  execFileSync(process.execPath, args, { stdio: "inherit" });
  copyFileSync(join(root, "src/delivery/launcher.zip"), join(aside, "lib/delivery/launcher.zip"));
  const { jsonSchema } = require(join(aside, "lib/fleet/file/schema.js"));
  writeFileSync(join(aside, "lib/backups.schema.json"), `${JSON.stringify(jsonSchema(), null, 1)}\n`);
  buildCdktn(aside);
  await bundle(join(aside, "lib"));
  const { encodedSchema } = require(join(aside, "lib/plugin/encoded-schema.js"));
  writeFileSync(join(aside, "lib/bundle/provider-schema.bin"), await encodedSchema());
  for (const folder of ["lib", "cdktn"]) {
    rmSync(join(root, folder), { recursive: true, force: true });
    renameSync(join(aside, folder), join(root, folder));
  }
}

build()
  .catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  })
  .finally(() => rmSync(aside, { recursive: true, force: true }));
