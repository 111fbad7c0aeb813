/**
 * Runs tests for Stryker within one process: each suite is bundled once, and evaluated anew for each mutant. A mutant
 * takes a fraction of a second; Jest would need some seconds to start.
 */
const { createRequire } = require("node:module");
const { dirname, resolve } = require("node:path");
const { Script } = require("node:vm");
const { buildSync } = require("esbuild");
const { expect } = require("expect");
const circus = require("jest-circus");

/** Tests of the mutated files that need neither a process nor a server. */
const SUITES = [
  "core/none-or-old.test.ts",
  "core/passed-over.test.ts",
  "core/selection.test.ts",
  "core/selection-properties.test.ts",
  "core/redact.test.ts",
  "reading/order.test.ts",
  "reading/paging.test.ts",
  "reliability/paging-histories.test.ts",
  "transport/learned-rate.test.ts",
  "transport/rate-limit.test.ts",
  "transport/retry.test.ts",
  "transport/server-clock.test.ts",
].map((suite) => `__tests__/${suite}`);
/** Milliseconds for a test. Stryker ends a mutant that loops for ever. */
const TEST_TIMEOUT = 120_000;

/** What Stryker's instrumented code reads and writes. */
globalThis.__stryker__ ??= {};
const stryker = globalThis.__stryker__;

/** A function that evaluates a suite, with all that it imports of this project. */
function bundled(suite) {
  const { outputFiles } = buildSync({
    absWorkingDir: process.cwd(),
    entryPoints: [suite],
    bundle: true,
    packages: "external",
    platform: "node",
    format: "cjs",
    write: false,
  });
  const code = `(function (require, module, exports, __dirname) {${outputFiles[0].text}\n})`;
  return { suite, evaluate: new Script(code, { filename: suite }).runInThisContext() };
}

const titleOf = ({ name, parent }) => (parent?.parent ? `${titleOf(parent)} ${name}` : name);

/** Outcome of a suite's tests. `isWanted` gets the ID of a test. */
async function run({ suite, evaluate }, isWanted, stopsAtFailure) {
  const idOf = (test) => `${suite} ${titleOf(test)}`;
  const results = [];
  let failed = false;
  const failedBy = (id, message) => {
    failed = true;
    results.push({ id, name: id, fileName: suite, timeSpentMs: 0, status: 1, failureMessage: message });
  };
  const observe = ({ name, test }) => {
    if (name === "test_start") {
      const id = idOf(test);
      if (!isWanted(id) || (failed && stopsAtFailure)) test.mode = "skip";
      stryker.currentTestId = id;
    } else if (name === "test_done") {
      stryker.currentTestId = undefined;
      const [error] = test.errors.flat();
      const id = idOf(test);
      if (error) failedBy(id, String(error?.stack ?? error));
      else results.push({ id, name: id, fileName: suite, timeSpentMs: test.duration ?? 0, status: 0 });
    } else if (name === "test_skip") stryker.currentTestId = undefined;
  };
  circus.resetState();
  circus.getState().testTimeout = TEST_TIMEOUT;
  circus.addEventHandler(observe);
  try {
    const module = { exports: {} };
    evaluate(createRequire(resolve(suite)), module, module.exports, dirname(resolve(suite)));
    await circus.run();
  } catch (error) {
    failedBy(`${suite} is loaded`, String(error?.stack ?? error));
  } finally {
    circus.removeEventHandler(observe);
  }
  return results;
}

class BundledSuites {
  capabilities() {
    return { reloadEnvironment: true };
  }

  init() {
    Object.assign(globalThis, { describe: circus.describe, it: circus.it, expect });
    process.on("unhandledRejection", (error) => circus.getState().currentlyRunningTest?.errors.push(error));
    this.suites = SUITES.map(bundled);
  }

  async dryRun() {
    const tests = [];
    for (const suite of this.suites) tests.push(...(await run(suite, () => true, false)));
    return { status: "complete", tests, mutantCoverage: stryker.mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit, disableBail }) {
    const wanted = testFilter && new Set(testFilter);
    const isWanted = (id) => wanted?.has(id) ?? true;
    Object.assign(stryker, { activeMutant: activeMutant.id, hitLimit, hitCount: hitLimit && 0 });
    const tests = [];
    for (const suite of this.suites) {
      if (wanted && ![...wanted].some((id) => id.startsWith(`${suite.suite} `))) continue;
      tests.push(...(await run(suite, isWanted, !disableBail)));
      if (stryker.hitCount > hitLimit) return { status: "timeout", reason: "looped" };
      const failed = tests.filter(({ status }) => status === 1);
      if (failed.length > 0 && !disableBail) break;
    }
    const failed = tests.filter(({ status }) => status === 1);
    const nrOfTests = tests.length;
    if (failed.length === 0) return { status: "survived", nrOfTests };
    return {
      status: "killed",
      nrOfTests,
      failureMessage: failed[0].failureMessage,
      killedBy: failed.map(({ id }) => id),
    };
  }
}

exports.strykerPlugins = [{ kind: "TestRunner", name: "bundled", injectableClass: BundledSuites }];
