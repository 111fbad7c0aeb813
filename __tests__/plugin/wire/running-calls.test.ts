import { Interrupted, RunningCalls } from "../../../src/plugin/wire/running-calls";

const never = () => new Promise<never>(() => {});

describe("RunningCalls", () => {
  it("settles as the work does", async () => {
    const calls = new RunningCalls();
    await expect(calls.run(async () => 5)).resolves.toBe(5);
    await expect(calls.run(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  });

  it("aborts and ends all calls when it is stopped, and those that come later", async () => {
    const calls = new RunningCalls();
    let seen: AbortSignal | undefined;
    const call = calls.run((signal) => {
      seen = signal;
      return never();
    });
    calls.stop();
    await expect(call).rejects.toBeInstanceOf(Interrupted);
    expect(seen?.aborted).toBe(true);
    await expect(calls.run(async () => 5)).rejects.toBeInstanceOf(Interrupted);
  });

  it("ends with an error from elsewhere the calls that run, and no later one", async () => {
    const calls = new RunningCalls();
    const [a, b] = [calls.run(never), calls.run(never)];
    calls.fail(new Error("elsewhere"));
    await expect(a).rejects.toThrow("elsewhere");
    await expect(b).rejects.toThrow("elsewhere");
    await expect(calls.run(async () => 5)).resolves.toBe(5);
  });
});

describe("RunningCalls.finish", () => {
  it("waits for the work, which stop asks to end, and begins no more", async () => {
    const calls = new RunningCalls();
    let end = (_: string) => {};
    let seen: AbortSignal | undefined;
    const call = calls.finish((signal) => {
      seen = signal;
      return new Promise<string>((resolve) => {
        end = resolve;
      });
    });
    calls.stop();
    expect(seen?.reason).toBeInstanceOf(Interrupted);
    end("its own end");
    await expect(call).resolves.toBe("its own end");
    await expect(calls.finish(async () => 5)).rejects.toBeInstanceOf(Interrupted);
  });

  it("lets the work go on after an error from elsewhere, which may be another call's", async () => {
    const calls = new RunningCalls();
    let seen: AbortSignal | undefined;
    const call = calls.finish(async (signal) => {
      seen = signal;
      return 5;
    });
    calls.fail(new Error("elsewhere"));
    await expect(call).resolves.toBe(5);
    expect(seen?.aborted).toBe(false);
  });
});
