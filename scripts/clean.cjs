// Removes what the build writes, so that a file that was renamed does not stay behind in the package.
const { rmSync } = require("node:fs");

for (const folder of ["lib", "cdktn"]) rmSync(folder, { recursive: true, force: true });
