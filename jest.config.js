/** @type {import("jest").Config} */
module.exports = {
  testMatch: ["<rootDir>/__tests__/**/*.test.ts"],
  testEnvironment: "node",
  transform: { "^.+\\.ts$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } } }] },
  moduleNameMapper: {
    "^cdktf-backups$": "<rootDir>/src/index.ts",
    "^cdktf-backups/client$": "<rootDir>/src/client.ts",
    "^cdktf-backups/emulator$": "<rootDir>/src/emulator/index.ts",
  },
  modulePathIgnorePatterns: ["<rootDir>/lib", "<rootDir>/cdktn", "<rootDir>/cdktf.out"],
  testTimeout: 30_000,
};
