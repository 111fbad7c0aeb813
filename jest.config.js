const { availableParallelism } = require("node:os");

const shared = {
  testEnvironment: "node",
  transform: {
    "^.+\\.[jt]s$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } } }],
  },
  modulePathIgnorePatterns: ["<rootDir>/.stryker", "<rootDir>/lib", "<rootDir>/cdktn", "<rootDir>/cdktf.out"],
};

const ownEntries = {
  "^cdktf-backups$": "<rootDir>/src/index.ts",
  "^cdktf-backups/client$": "<rootDir>/src/client.ts",
  "^cdktf-backups/emulator$": "<rootDir>/src/emulator/index.ts",
};

/** @type {import("jest").Config} */
module.exports = {
  // Ten times what the slowest takes: a limit for what hangs, and not for a machine that is busy elsewhere.
  testTimeout: 120_000,
  // Many tests wait, for terraform, a server or a clock: with a worker for each core they would leave the machine idle.
  maxWorkers: Math.ceil(1.5 * availableParallelism()),
  testSequencer: "<rootDir>/__tests__/helpers/longest-first.js",
  globalSetup: "<rootDir>/__tests__/helpers/setup.ts",
  projects: [
    {
      ...shared,
      displayName: "cdktf",
      testMatch: ["<rootDir>/__tests__/**/*.test.ts"],
      moduleNameMapper: ownEntries,
    },
    {
      // The same constructs on CDKTF's successor, as scripts/build-cdktn.cjs puts them together.
      ...shared,
      displayName: "cdktn",
      testMatch: ["<rootDir>/__tests__/constructs/**/*.test.ts"],
      moduleNameMapper: {
        ...ownEntries,
        "^cdktf$": "cdktn",
        "^cdktf/(.*)$": "cdktn/$1",
        "^\\./null-resource$": "<rootDir>/src/cdktn/null-resource.ts",
      },
    },
  ],
};
