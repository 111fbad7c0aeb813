import { askTencent } from "./requests";
import { emulators } from "./running";

const start = emulators();

describe("the emulated DescribeBaseBackups", () => {
  it.each([
    [{ Filters: [null] }, "InvalidParameter"],
    [{ Filters: {} }, "InvalidParameter"],
    [{ Filters: [] }, "MissingParameter"],
    [{ MinFinishTime: "2018-01-01" }, "InvalidParameterValue"],
    [{ OrderBy: "Id" }, "InvalidParameterValue"],
  ])("answers %j with the vendor's refusal %s", async (params, code) => {
    const one = [{ Name: "db-instance-id", Values: ["postgres-7mx4r2te"] }];
    const { body } = await askTencent(await start(), "postgres", { Filters: one, ...params });
    expect(body.Response?.Error.Code).toBe(code);
  });
});
