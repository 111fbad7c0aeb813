import { setTimeout as sleep } from "node:timers/promises";
import { Lifetime } from "../../../src/plugin/wire/lifetime";

const SOON = 20;
// Long after each test has been decided, and short enough not to keep the test run.
const NEVER = 800;

/** A lifetime that tells its end instead of ending this process. */
function start(patience: { first?: number; next?: number; shutdown?: number }): [Lifetime, Promise<string>] {
  let exit = () => {};
  const ended = new Promise<string>((resolve) => {
    exit = () => resolve("ended");
  });
  return [new Lifetime(exit, { first: NEVER, next: NEVER, shutdown: NEVER, ...patience }), ended];
}

describe("Lifetime", () => {
  it("ends when no connection comes", async () => {
    const [, ended] = start({ first: SOON });
    await expect(ended).resolves.toBe("ended");
  });

  it("goes on while a connection is open, and ends after the last one", async () => {
    const [lifetime, ended] = start({ first: SOON, next: SOON });
    lifetime.opened();
    lifetime.opened();
    lifetime.closed();
    await expect(Promise.race([ended, sleep(5 * SOON, "goes on")])).resolves.toBe("goes on");
    lifetime.closed();
    await expect(ended).resolves.toBe("ended");
  });

  it("goes on when a client connects again in time", async () => {
    const [lifetime, ended] = start({ next: 5 * SOON });
    lifetime.opened();
    lifetime.closed();
    lifetime.opened();
    await expect(Promise.race([ended, sleep(10 * SOON, "goes on")])).resolves.toBe("goes on");
  });

  it("ends at once when the last connection closes after Shutdown", async () => {
    const [lifetime, ended] = start({});
    lifetime.opened();
    lifetime.shutdown();
    lifetime.closed();
    await expect(Promise.race([ended, sleep(0, "goes on")])).resolves.toBe("ended");
  });

  it("ends soon after Shutdown though the connection stays open", async () => {
    const [lifetime, ended] = start({ shutdown: SOON });
    lifetime.opened();
    lifetime.shutdown();
    await expect(ended).resolves.toBe("ended");
  });
});
