import { demoCredentials, demoData, type EmulatorInstance } from "../../src/emulator";
import { emulators } from "../emulator/running";
import { clientOf, refusalOf } from "../helpers/client";

const start = emulators();

describe.each([
  ["alicloud-rds", "rm-bp1w8ynd3h5tq0zk1"],
  ["alicloud-polardb", "pc-bp1w8ynd3h5tq0zk2"],
] as const)("a released instance of %s", (name, instanceId) => {
  const query = { instanceId, region: "cn-hangzhou" };
  const released = (): EmulatorInstance[] =>
    demoData(new Date()).instances.flatMap((instance) =>
      instance.instanceId === instanceId ? [{ ...instance, kind: "released" as const }] : [],
    );

  it("is not listed, and the not-found error says how to list its backups", async () => {
    const client = clientOf((await start({ data: { instances: released() } })).url, {}, demoCredentials);
    expect((await client.instances(name, { region: query.region })).instances).toEqual([]);
    const error = await refusalOf(client.lookup(name, query));
    expect([error.code, error.hint]).toEqual([
      "not-found",
      expect.stringContaining("If it was released: Give detachedBackups"),
    ]);
  });

  it("has its backups with detachedBackups, which lists none for an existing instance", async () => {
    const emulator = await start({ data: { instances: released() } });
    const client = clientOf(emulator.url, {}, demoCredentials);
    const { latest } = await client.lookup(name, { ...query, detachedBackups: true });
    expect(latest).toMatchObject({ instanceId, status: "succeeded" });
    expect(new Set(emulator.requests.map(({ action }) => action))).toEqual(
      new Set(["DescribeDetachedBackups"]),
    );
    const there = clientOf((await start()).url, {}, demoCredentials);
    expect((await refusalOf(there.lookup(name, { ...query, detachedBackups: true }))).code).toBe("not-found");
  });
});

it("the region of a released RDS instance is sent as DescribeDetachedBackups needs it", async () => {
  const instance = { instanceId: "rm-1", region: "cn-hangzhou" };
  const instances = [{ listing: "alicloud-rds", kind: "released" as const, ...instance, backups: [] }];
  const { url, requests } = await start({ data: { instances } });
  const query = { ...instance, required: false, detachedBackups: true };
  await clientOf(url, {}, demoCredentials).lookup("alicloud-rds", query);
  expect(requests[0]?.params).toMatchObject({ Region: "cn-hangzhou", DBInstanceId: "rm-1" });
});

it("a released MongoDB instance is requested with its region", async () => {
  const emulator = await start({ data: { instances: [] } });
  const client = clientOf(emulator.url, {}, demoCredentials);
  const query = { instanceId: "dds-1", region: "cn-hangzhou", required: false };
  const error = await refusalOf(client.lookup("alicloud-mongodb", query));
  expect(error.hint).toContain("If it was released: Give srcRegion");
  emulator.data.instances.push({ listing: "alicloud-mongodb", ...query, backups: [] });
  await client.lookup("alicloud-mongodb", { ...query, srcRegion: "cn-hangzhou" });
  expect(emulator.requests.map(({ params }) => params.SrcRegion)).toEqual([undefined, "cn-hangzhou"]);
});
