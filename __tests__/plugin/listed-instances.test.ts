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
  it("have a cause in common as long as all that were looked up failed for it, and all of them when the last one does", () => {
    const instances = process();
    const unnamed: string[] = [];
    expect(instances.told(LISTING, "a", "denied X")).toEqual({ failed: 1, isAll: false, unnamed });
    expect(instances.told(LISTING, "b", "denied X")).toEqual({ failed: 2, isAll: false, unnamed });
    expect(instances.told(LISTING, "c", "denied X")).toEqual({ failed: 3, isAll: true, unnamed });
    expect(instances.told(LISTING, "c", "denied X")).toEqual({ failed: 3, isAll: true, unnamed });
  });

  it.each([null, "unavailable"])(
    "are named once, by the first that answers or fails for another cause (%p), and have none in common from then on",
    (other) => {
      const instances = process();
      instances.told(LISTING, "b", "denied X");
      instances.told(LISTING, "a", "denied X");
      expect(instances.told(LISTING, "c", other)).toEqual({ failed: 0, isAll: false, unnamed: ["a", "b"] });
      for (const id of ["a", "b", "c"]) {
        expect(instances.told(LISTING, id, "denied X")).toEqual({ failed: 0, isAll: false, unnamed: [] });
      }
    },
  );

  it("are not named again where one failed: Terraform shows its warning", () => {
    const instances = process();
    instances.told(LISTING, "a", "denied X");
    expect(instances.told(LISTING, "b", null)?.unnamed).toEqual([]);
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
    instances.told(LISTING, "c", "denied X");
    instances.listed(`${LISTING} {}`, ["a", "b"]);
    expect(instances.told(LISTING, "b", "denied X")).toMatchObject({ failed: 2, isAll: true });
  });
});
