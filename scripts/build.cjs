// Builds the package: lib/ from src/, and cdktn/ from lib/. What an earlier build wrote is removed first, so that a
// file that was renamed does not stay behind in the package.
const { execFileSync } = require("node:child_process");
const { rmSync } = require("node:fs");

for (const folder of ["lib", "cdktn"]) rmSync(folder, { recursive: true, force: true });
execFileSync(process.execPath, [require.resolve("typescript/bin/tsc"), "-p", "tsconfig.build.json"], {
  stdio: "inherit",
});
require("./build-cdktn.cjs");
