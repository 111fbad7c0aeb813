import { demoCredentials } from "../../src/emulator";
import { emulators, listed } from "../emulator/running";
import { textsOf } from "../helpers/backups";
import { clientOf, refusalOf, testKeys } from "../helpers/client";
import { rawServers } from "../helpers/raw-server";
import { vendorOf } from "../helpers/vendors";

const start = listed();
const startDemo = emulators();
const startRaw = rawServers();

const mongodb = vendorOf("tencentcloud-mongodb");
const { instanceId, region } = mongodb;
const query = { instanceId, region };
const tencentRefusal = (Code: string, Message: string) => ({
  json: { Response: { Error: { Code, Message }, RequestId: "r" } },
});

/** Lists one backup by every method that is not refused. */
async function refusing(methods: readonly number[], code: string, message: string) {
  const rows = [0, 1, 3].map((BackupMethod) => ({
    ...mongodb.row(`10${BackupMethod}`, new Date("2026-11-20T18:00:00Z")),
    BackupMethod,
  }));
  return await startRaw(
    ({ json: { BackupMethod } }) =>
      methods.includes(Number(BackupMethod)) ? tencentRefusal(code, message) : undefined,
    { behind: await start(mongodb, rows) },
  );
}

describe("a method that no argument asked for", () => {
  it.each([
    ["InvalidParameterValue", "BackupMethod 3 is not supported"],
    ["InvalidParameter", "illegal backup method"],
    ["InvalidParameter.BackupMethodError", "no"],
  ])("is empty, with a warning, where the vendor refuses it by name: %s, %s", async (code, message) => {
    const { url } = await refusing([3], code, message);
    const { latestId, totalCount, warnings } = await clientOf(url).lookup(mongodb.name, query);
    expect({ latestId, totalCount }).toEqual({ latestId: "101", totalCount: 2 });
    expect(textsOf(warnings)).toEqual([
      expect.stringMatching(/^DescribeDBBackups was refused for BackupMethod 3, .*\(Inv/),
    ]);
    expect(textsOf(warnings)[0]).toContain(message);
  });

  it("gives one warning to each caller of a shared read, without a secret", async () => {
    const { url } = await refusing([3], "InvalidParameter", `BackupMethod, key ${testKeys.secretKey}`);
    const client = clientOf(url, { reuseFor: 60 });
    for (const _ of [1, 2]) {
      const { warnings } = await client.lookup(mongodb.name, query);
      expect(warnings).toHaveLength(1);
      expect(textsOf(warnings)[0]).not.toContain(testKeys.secretKey);
    }
  });

  it.each([
    ["InvalidParameterValue", "Limit is out of range"],
    ["InternalError", "BackupMethod 3 broke down"],
    ["UnauthorizedOperation", "BackupMethod 3 is denied"],
    ["ResourceNotFound", "no such instance for this BackupMethod"],
  ])("ends the lookup where it fails for anything else: %s, %s", async (code, message) => {
    const { url } = await refusing([3], code, message);
    expect((await refusalOf(clientOf(url).lookup(mongodb.name, query))).vendorCode).toBe(code);
  });

  it.each(["error", "warn"] as const)(
    "is named as a possible cause if nothing else is eligible, on_unavailable %s",
    async (onUnavailable) => {
      const { url } = await refusing([3], "InvalidParameterValue", "BackupMethod 3 is not supported");
      const none = { ...query, methods: ["snapshot"] as const, onUnavailable };
      const cause =
        /One may be in the part that was not listed: DescribeDBBackups was refused for BackupMethod 3, .*not supported/;
      if (onUnavailable === "error") {
        const error = await refusalOf(clientOf(url).lookup(mongodb.name, none));
        expect(error).toMatchObject({ code: "no-eligible-backup", hint: expect.stringMatching(cause) });
      } else {
        const { warnings } = await clientOf(url).lookup(mongodb.name, none);
        expect(warnings.find(({ code }) => code === "no-eligible-backup")?.hint).toMatch(cause);
      }
    },
  );

  it("is an error if every method is refused", async () => {
    const { url } = await refusing([0, 1, 3], "InvalidParameterValue", "BackupMethod is unknown");
    const error = await refusalOf(clientOf(url).lookup(mongodb.name, query));
    expect(error).toMatchObject({ code: "usage", vendorCode: "InvalidParameterValue" });
  });
});

describe("a kind of instances", () => {
  it.each([
    ["alicloud-mongodb", "DBInstanceType", "serverless"],
    ["alicloud-redis", "InstanceType", "Tair"],
  ] as const)(
    "of %s is empty, with advice, where the vendor refuses %s %s",
    async (name, parameter, refused) => {
      const emulator = await startDemo();
      const { url } = await startRaw(
        ({ query: asked }) =>
          asked[parameter] === refused
            ? { status: 400, json: { Code: "InvalidParameter", Message: `no ${refused}`, RequestId: "r" } }
            : undefined,
        { behind: emulator },
      );
      const query = { region: "cn-hangzhou" };
      const whole = await clientOf(emulator.url, {}, demoCredentials).instances(name, query);
      const { instances, warnings } = await clientOf(url, {}, demoCredentials).instances(name, query);
      expect(instances.length).toBeGreaterThan(1);
      expect(instances).toEqual(whole.instances);
      expect(warnings).toMatchObject([
        {
          code: "partly-refused",
          message: expect.stringContaining(`was refused for ${parameter} ${refused}`),
        },
      ]);
    },
  );
});
