/**
 * `npm run test:long`: all tests that do more in it (see __tests__/helpers/long-run.ts), one after the other. Counts go to
 * docs/reliability.md.
 */
const { spawnSync } = require("node:child_process");

const { status } = spawnSync(
  "npx",
  ["jest", "--findRelatedTests", "__tests__/helpers/long-run.ts", "--selectProjects", "cdktf", "--runInBand"],
  {
    stdio: "inherit",
    shell: process.platform === "win32",
    env: { ...process.env, TEST_LONG: "1" },
  },
);
process.exitCode = status ?? 1;
