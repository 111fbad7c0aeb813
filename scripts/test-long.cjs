/** `npm run test:long`: the randomised tests with all their rounds, one after the other. Counts go to docs/reliability.md. */
const { spawnSync } = require("node:child_process");

const { status } = spawnSync(
  "npx",
  ["jest", "__tests__/reliability", "--selectProjects", "cdktf", "--runInBand"],
  {
    stdio: "inherit",
    shell: process.platform === "win32",
    env: { ...process.env, TEST_LONG: "1" },
  },
);
process.exitCode = status ?? 1;
