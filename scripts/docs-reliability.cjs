/**
 * `npm run docs:reliability`: plays the matrix of faults, and writes docs/reliability.md from what it came to.
 * `npm run docs:credentials` does the same with the ways to keys.
 */
const { spawnSync } = require("node:child_process");

const { status } = spawnSync(
  "npx",
  ["jest", process.argv[2] ?? "__tests__/reliability/fault-matrix", "--selectProjects", "cdktf"],
  {
    stdio: "inherit",
    shell: process.platform === "win32",
    env: { ...process.env, DOCS_RELIABILITY: "1" },
  },
);
process.exitCode = status ?? 1;
