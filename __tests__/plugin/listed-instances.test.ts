import { ListedInstances } from "../../src/plugin/listed-instances";

const LISTING = "tencentcloud-mysql";

/** A process that listed three instances of one listing, and one of another. */
function process(): ListedInstances {
  const instances = new ListedInstances();
  instances.listed(`${LISTING} {}`, ["a", "b", "c"]);
  instances.listed("tencentcloud-redis {}", ["a"]);
  return instances;
}

describe("instances that a process listed", () => {
  it("have a cause in common as soon as two failed for it, and all of them when the last one does", () => {
    const instances = process();
    expect(instances.told(LISTING, "a", "denied X")).toBeUndefined();
    expect(instances.told(LISTING, "b", "denied X")).toEqual({ failed: 2, isAll: false });
    expect(instances.told(LISTING, "c", "denied X")).toEqual({ failed: 3, isAll: true });
    expect(instances.told(LISTING, "c", "denied X")).toEqual({ failed: 3, isAll: true });
  });

  it("have none where one answered, or failed for another cause", () => {
    const instances = process();
    instances.told(LISTING, "a", null);
    instances.told(LISTING, "b", "denied X");
    expect(instances.told(LISTING, "c", "denied X")).toEqual({ failed: 2, isAll: false });
    expect(instances.told(LISTING, "a", "unavailable")).toBeUndefined();
  });

  it("stand for themselves where they are the only one, of another listing, or were not listed", () => {
    const instances = process();
    expect(instances.told("tencentcloud-redis", "a", "denied X")).toBeUndefined();
    expect(instances.told(LISTING, "z", "denied X")).toBeUndefined();
    expect(new ListedInstances().told(LISTING, "a", "denied X")).toBeUndefined();
  });

  it("are those of the newest answer to a question", () => {
    const instances = process();
    instances.told(LISTING, "a", "denied X");
    instances.listed(`${LISTING} {}`, ["a", "b"]);
    expect(instances.told(LISTING, "b", "denied X")).toEqual({ failed: 2, isAll: true });
  });
});
