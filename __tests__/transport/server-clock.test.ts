import { ServerClock } from "../../src/transport/server-clock";

const MACHINE = Date.UTC(2026, 10, 21, 12);
const HOUR = 3_600_000;

/** A server's clock as a machine sees it, with the hours that both times are away from the machine's. */
function clockOf(hoursAheadBefore?: number) {
  const clock = new ServerClock(
    () => new Date(MACHINE),
    hoursAheadBefore === undefined ? undefined : hoursAheadBefore * HOUR,
  );
  const hours = (time: Date) => (time.getTime() - MACHINE) / HOUR;
  return {
    clock,
    saw: (hour: number) => clock.hasSeen(MACHINE + hour * HOUR),
    times: () => [hours(clock.now()), hours(clock.endOfWindow())],
  };
}

describe("a server's time", () => {
  it("is the machine's until an answer tells another, and then that of the latest answer", () => {
    const { clock, times } = clockOf();
    expect(times()).toEqual([0, 0]);
    clock.isAheadBy(5 * HOUR);
    expect(times()).toEqual([5, 5]);
    clock.isAheadBy(2 * HOUR);
    expect(times()).toEqual([2, 2]);
  });

  it("starts from what an earlier lookup learned of the server", () => {
    expect(clockOf(3).times()).toEqual([3, 3]);
  });

  it("that is behind gives a window that ends by the machine's clock, so that it lacks nothing", () => {
    expect(clockOf(-3).times()).toEqual([-3, 0]);
  });

  it("that is behind is not before the newest row, whatever order rows come in", () => {
    const { clock, saw, times } = clockOf(-3);
    saw(-4);
    expect(times()[0]).toBe(-3);
    saw(-1);
    saw(-2);
    clock.hasSeen(null);
    expect(times()).toEqual([-1, 0]);
  });

  it("is not moved into the machine's future by a row, so that such a row can be told", () => {
    const { saw, times } = clockOf(-3);
    saw(9);
    expect(times()).toEqual([0, 0]);
    const ahead = clockOf(3);
    ahead.saw(9);
    expect(ahead.times()).toEqual([3, 3]);
  });
});
