// Builds the package: lib/ from src/, and cdktn/ from lib/. Everything is made aside and put in place at the end, so
// that what is running from the last build is disturbed for a moment only, and no renamed file stays behind.
const { execFileSync } = require("node:child_process");
const { mkdtempSync, renameSync, rmSync } = require("node:fs");
const { join } = require("node:path");
const { buildCdktn } = require("./build-cdktn.cjs");

const root = join(__dirname, "..");
const aside = mkdtempSync(join(root, ".build-"));
try {
  const tsc = require.resolve("typescript/bin/tsc");
  const args = [tsc, "-p", join(root, "tsconfig.build.json"), "--outDir", join(aside, "lib")];
  execFileSync(process.execPath, args, { stdio: "inherit" });
  buildCdktn(aside);
  for (const folder of ["lib", "cdktn"]) {
    rmSync(join(root, folder), { recursive: true, force: true });
    renameSync(join(aside, folder), join(root, folder));
  }
} finally {
  rmSync(aside, { recursive: true, force: true });
}
