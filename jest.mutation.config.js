// The tests that the mutation run judges: those of selection, paging, retry, rate limit and redaction that need no process.
const { projects, ...rest } = require("./jest.config");

/** @type {import("jest").Config} */
module.exports = {
  testTimeout: rest.testTimeout,
  ...projects[0],
  testMatch: [
    "<rootDir>/__tests__/core/{selection,selection-properties,redact}.test.ts",
    "<rootDir>/__tests__/reading/paging.test.ts",
    "<rootDir>/__tests__/transport/{retry,learned-rate,rate-limit}.test.ts",
  ],
};
