import type { InstancesQuery } from "../../src/lookup/query";
import { instancesDataSource } from "../../src/plugin/instances-data-source";
import { ListedInstances } from "../../src/plugin/listed-instances";
import { UNKNOWN } from "../../src/plugin/wire/types";
import { listingNamed } from "../../src/vendors";

const SIGNAL = new AbortController().signal;

/** The data source, and what it asked for. */
function listing() {
  const asked: InstancesQuery[] = [];
  const list = async (query: InstancesQuery) => {
    asked.push(query);
    return {
      instances: [],
      warnings: [{ code: "partly-refused" as const, message: "A in b: a kind was refused" }],
    };
  };
  const source = instancesDataSource(listingNamed("tencentcloud-redis"), list, new ListedInstances());
  return { source, asked };
}

describe("a list of instances", () => {
  it("rejects a given argument that is null, before a request", async () => {
    const { source, asked } = listing();
    const config = { region: null, endpoint: null, profile: null, given: ["region"] };
    const expected = {
      severity: "error",
      attribute: ["region"],
      detail: expect.stringMatching(/^region: was given and is null\.\n\n/),
    };
    expect(source.validate(config)).toEqual([expect.objectContaining(expected)]);
    expect(await source.read(config, SIGNAL)).toEqual({
      state: null,
      diagnostics: [expect.objectContaining(expected)],
    });
    expect(asked).toEqual([]);
    expect(source.validate({ ...config, region: UNKNOWN })).toEqual([]);
    expect((await source.read({ ...config, given: null }, SIGNAL)).diagnostics).toEqual([
      { severity: "warning", summary: "A in b", detail: "A in b: a kind was refused" },
    ]);
    expect(asked).toEqual([{}]);
  });

  it("names listing, region and remedy if the list is too large for Terraform", () => {
    const told = listing().source.whenTooLarge({ region: "ap-guangzhou" });
    expect(told).toMatch(/Tencent Cloud Redis in ap-guangzhou\. Write the IDs .*`cdktf-backups instances`/);
  });

  it("rejects a name in given that is not an argument", () => {
    const config = { region: null, endpoint: null, profile: null, given: ["instance_id"] };
    const [problem] = listing().source.validate(config);
    expect(problem?.detail).toContain(
      'given: got "instance_id", expected names of arguments, such as region',
    );
  });
});
