"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
const running_calls_1 = require("../../src/plugin/running-calls");
const never = () => new Promise(() => {});
describe("RunningCalls", () => {
  it("settles as the work does", async () => {
    const calls = new running_calls_1.RunningCalls();
    await expect(calls.run(async () => 5)).resolves.toBe(5);
    await expect(calls.run(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  });
  it("aborts and ends all calls when it is stopped, and those that come later", async () => {
    const calls = new running_calls_1.RunningCalls();
    let seen;
    const call = calls.run((signal) => {
      seen = signal;
      return never();
    });
    calls.stop();
    await expect(call).rejects.toBeInstanceOf(running_calls_1.Interrupted);
    expect(seen?.aborted).toBe(true);
    await expect(calls.run(async () => 5)).rejects.toBeInstanceOf(running_calls_1.Interrupted);
  });
  it("ends with an error from elsewhere the calls that run, and no later one", async () => {
    const calls = new running_calls_1.RunningCalls();
    const [a, b] = [calls.run(never), calls.run(never)];
    calls.fail(new Error("elsewhere"));
    await expect(a).rejects.toThrow("elsewhere");
    await expect(b).rejects.toThrow("elsewhere");
    await expect(calls.run(async () => 5)).resolves.toBe(5);
  });
});
