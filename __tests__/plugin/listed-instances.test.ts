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
  it("share a cause while all lookups fail for the same reason, and are complete after the last one", () => {
    const instances = process();
    const unnamed: string[] = [];
    expect(instances.told(LISTING, "a", "denied X")).toEqual({ failed: 1, isAll: false, unnamed });
    expect(instances.told(LISTING, "b", "denied X")).toEqual({ failed: 2, isAll: false, unnamed });
    expect(instances.told(LISTING, "c", "denied X")).toEqual({ failed: 3, isAll: true, unnamed });
    expect(instances.told(LISTING, "c", "denied X")).toEqual({ failed: 3, isAll: true, unnamed });
  });

  it.each([null, "unavailable"])(
    "are named once, by the first that succeeds or fails for another reason (%p), and share no cause afterwards",
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

  it("are not named again if only one failed, because Terraform shows its warning", () => {
    const instances = process();
    instances.told(LISTING, "a", "denied X");
    expect(instances.told(LISTING, "b", null)?.unnamed).toEqual([]);
  });

  it("are treated alone if there is only one, or it is of another listing, or not listed", () => {
    const instances = process();
    expect(instances.told("tencentcloud-redis", "a", "denied X")).toBeUndefined();
    expect(instances.told(LISTING, "z", "denied X")).toBeUndefined();
    expect(new ListedInstances().told(LISTING, "a", "denied X")).toBeUndefined();
  });

  it("are those of the newest list", () => {
    const instances = process();
    instances.told(LISTING, "a", "denied X");
    instances.told(LISTING, "c", "denied X");
    instances.listed(`${LISTING} {}`, ["a", "b"]);
    expect(instances.told(LISTING, "b", "denied X")).toMatchObject({ failed: 2, isAll: true });
  });
});
