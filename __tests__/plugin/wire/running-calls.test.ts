import { Interrupted, RunningCalls } from "../../../src/plugin/wire/running-calls";

const never = () => new Promise<never>(() => {});

describe("RunningCalls", () => {
  it("settles with the work", async () => {
    const calls = new RunningCalls();
    await expect(calls.run(async () => 5)).resolves.toBe(5);
    await expect(calls.run(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  });

  it("ends all calls when it is stopped, also later ones", async () => {
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

  it("ends the running calls with an error from elsewhere, but no later one", async () => {
    const calls = new RunningCalls();
    const [a, b] = [calls.run(never), calls.run(never)];
    calls.fail(new Error("elsewhere"));
    await expect(a).rejects.toThrow("elsewhere");
    await expect(b).rejects.toThrow("elsewhere");
    await expect(calls.run(async () => 5)).resolves.toBe(5);
  });
});

describe("RunningCalls.finish", () => {
  it("waits for the work after a stop, and begins no more", async () => {
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

  it("lets the work go on after an error from elsewhere, which may belong to another call", async () => {
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
