import { demoCredentials, demoData, type Emulator, type EmulatorInstance } from "../../src/emulator";
import { axiosHttp, type Http } from "../../src/transport/http";
import { emulators } from "../emulator/running";
import { textsOf } from "../helpers/backups";
import { clientOf, refusalOf } from "../helpers/client";
import { withoutRateLimit } from "../helpers/unlimited";

withoutRateLimit();

const start = emulators();
const sharded = { instanceId: "dds-bp1c6jm2x9fu4vse", region: "cn-hangzhou" };
const nodeIds = ["d-bp1c6jm2x9fu4001", "d-bp1c6jm2x9fu4002"];
const onCloudDisks = { instanceId: "dds-8vb5k0ry7wgd2nah", region: "cn-zhangjiakou" };
const cloudNative = { instanceId: "r-8vb5k0ry7wgd2nah", region: "cn-zhangjiakou" };
const actions = ({ requests }: Emulator) => requests.map(({ action }) => action);

afterEach(() => jest.useRealTimers());

describe("a lookup that the vendor refuses because of the kind of instance", () => {
  it("finds the same backup as one with the shards, or the operation, given", async () => {
    const at = new Date();
    const now = () => at;
    const client = clientOf((await start({ now })).url, { now }, demoCredentials);
    const [found, given] = await Promise.all([
      client.lookup("alicloud-mongodb", sharded),
      client.lookup("alicloud-mongodb", { ...sharded, nodeIds }),
    ]);
    expect(found.latest?.ids).toHaveLength(2);
    expect(found).toEqual(given);
    for (const [name, instance] of [
      ["alicloud-mongodb", onCloudDisks],
      ["alicloud-redis", cloudNative],
    ] as const) {
      const { latestId, warnings } = await client.lookup(name, instance);
      expect(latestId).toMatch(/^cb-/);
      expect(latestId).toBe((await client.lookup(name, { ...instance, clusterBackups: true })).latestId);
      expect(warnings).toEqual([]);
    }
  });

  it("asks about shards once per instance and process, and for the other operation without asking", async () => {
    const emulator = await start();
    const client = clientOf(emulator.url, {}, demoCredentials);
    await Promise.all([1, 2, 3].map((history) => client.lookup("alicloud-mongodb", { ...sharded, history })));
    await client.lookup("alicloud-mongodb", { ...sharded, resourceGroupId: "rg-1" });
    expect(actions(emulator)).toEqual([
      "DescribeBackups",
      "DescribeDBInstances",
      ...Array(4).fill("DescribeBackups"),
    ]);
    emulator.requests.length = 0;
    await client.lookup("alicloud-redis", cloudNative);
    await client.lookup("alicloud-redis", cloudNative);
    // The listing of clusters tells no total: two pages and an empty one, read until two readings agree.
    expect(actions(emulator)).toEqual(["DescribeBackups", ...Array(12).fill("DescribeClusterBackupList")]);
  });

  it("is not stopped with another lookup that asks about the same shards", async () => {
    const { url } = await start();
    const stop = new AbortController();
    let [refusals, questions] = [0, 0];
    let bothWait = () => {};
    const bothWaiting = new Promise<void>((resolve) => {
      bothWait = () => setImmediate(() => setImmediate(resolve));
    });
    const http: Http = async (request, limits) => {
      if (JSON.stringify(request).includes("DescribeDBInstances") && ++questions === 1) {
        await bothWaiting;
        stop.abort();
      }
      const answer = await axiosHttp(request, limits);
      if (answer.text.includes("MissingNodeId") && ++refusals === 2) bothWait();
      return answer;
    };
    const client = clientOf(url, { http }, demoCredentials);
    const [first, second] = [
      refusalOf(client.lookup("alicloud-mongodb", sharded, { signal: stop.signal })),
      client.lookup("alicloud-mongodb", { ...sharded, resourceGroupId: "rg-1" }),
    ];
    expect((await first).message).toContain("the lookup was stopped");
    expect((await second).latest?.ids).toHaveLength(2);
    expect(questions).toBe(1);
  });

  it("asks again after ten minutes, because shards change", async () => {
    jest.useFakeTimers({
      doNotFake: ["Date", "hrtime", "nextTick", "performance", "queueMicrotask", "setImmediate"],
    });
    const emulator = await start();
    const client = clientOf(emulator.url, {}, demoCredentials);
    await client.lookup("alicloud-mongodb", sharded);
    jest.advanceTimersByTime(11 * 60_000);
    await client.lookup("alicloud-mongodb", sharded);
    expect(actions(emulator).filter((action) => action === "DescribeDBInstances")).toHaveLength(2);
  });

  it("is recognised by a code, or by a message that names NodeId", async () => {
    const message = "The NodeId is required.";
    const novel = { kind: "refusal", code: "Novel.Code", status: 400, message, times: 1 } as const;
    const emulator = await start({ faults: [novel] });
    await clientOf(emulator.url, {}, demoCredentials).lookup("alicloud-mongodb", sharded);
    const backups = emulator.requests.filter(({ action }) => action === "DescribeBackups");
    expect(backups.map(({ params }) => params.NodeId)).toEqual([undefined, ...nodeIds]);
  });

  it("fails if an argument decides the request, or the other operation refuses it too", async () => {
    const emulator = await start();
    const client = clientOf(emulator.url, {}, demoCredentials);
    const explicit = await refusalOf(
      client.lookup("alicloud-mongodb", { ...sharded, clusterBackups: false }),
    );
    expect([explicit.vendorCode, explicit.hint]).toEqual([
      "MissingNodeId",
      expect.stringContaining("nodeIds"),
    ]);
    const narrowed = await refusalOf(client.lookup("alicloud-redis", { ...cloudNative, shardCount: 2 }));
    expect(narrowed.vendorCode).toBe("IncorrectDBInstanceType");
    expect(actions(emulator)).toEqual(["DescribeBackups", "DescribeBackups"]);
    emulator.requests.length = 0;
    emulator.faults.push({ kind: "refusal", code: "IncorrectDBInstanceType", status: 400 });
    expect((await refusalOf(client.lookup("alicloud-redis", cloudNative))).code).toBe("usage");
    expect(emulator.requests).toHaveLength(2);
  });

  it("names the missing permission, and the arguments to give instead", async () => {
    const emulator = await start({
      faults: [
        { kind: "refusal", code: "MissingNodeId", status: 400, instanceId: sharded.instanceId },
        { kind: "denied" },
      ],
    });
    const client = clientOf(emulator.url, {}, demoCredentials);
    const error = await refusalOf(client.lookup("alicloud-mongodb", sharded));
    expect([error.code, error.vendorCode]).toEqual(["denied", "Forbidden.RAM"]);
    expect(actions(emulator)).toEqual(["DescribeBackups", "DescribeDBInstances"]);
    expect(error.hint).toBe("Allow these keys dds:DescribeDBInstances, or give nodeIds or clusterBackups.");
  });

  it("sends no further request for another refusal, or for other instances", async () => {
    const emulator = await start();
    const client = clientOf(emulator.url, {}, demoCredentials);
    const one = { instanceId: "dds-bp1w8ynd3h5tq0zk", region: "cn-hangzhou" };
    await client.lookup("alicloud-mongodb", one);
    await client.lookup("alicloud-redis", { instanceId: "r-bp1w8ynd3h5tq0zk", region: "cn-hangzhou" });
    await refusalOf(client.lookup("alicloud-mongodb", { ...one, instanceId: "dds-none" }));
    expect(actions(emulator)).toEqual(Array(3).fill("DescribeBackups"));
  });
});

/** The emulator's sharded instance: nightly runs of two shards, a third one in the `newest` of them. */
function scaledOut(now: Date, newest: number, attributes?: EmulatorInstance["attributes"]): EmulatorInstance {
  const instance = demoData(now).instances.find(({ instanceId }) => instanceId === sharded.instanceId);
  const good = (instance?.backups ?? [])
    .filter(({ BackupStatus, BackupMode }) => BackupStatus === "Success" && BackupMode === "Automated")
    .sort((a, b) => (String(a.BackupStartTime) < String(b.BackupStartTime) ? 1 : -1));
  const third = good
    .filter(({ NodeId }) => NodeId === nodeIds[0])
    .slice(0, newest)
    .map((row) => ({ ...row, BackupId: `3${row.BackupId}`, NodeId: "d-bp1c6jm2x9fu4003" }));
  const shards = [...nodeIds, "d-bp1c6jm2x9fu4003"].map((NodeId) => ({ NodeId }));
  return {
    ...(instance as EmulatorInstance),
    backups: [...good, ...third],
    attributes: { ShardList: { ShardAttribute: shards }, ...attributes },
  };
}

describe("sets of shards found for an instance", () => {
  const now = new Date();
  const lookup = async (instance: EmulatorInstance, query: object = {}) => {
    const { url } = await start({ data: { instances: [instance] }, now: () => now });
    return clientOf(url, { now: () => now }, demoCredentials).lookup("alicloud-mongodb", {
      ...sharded,
      ...query,
    });
  };

  it("are complete with all of them, after a scale-out with a backup", async () => {
    const { latest, warnings } = await lookup(scaledOut(now, 2));
    expect([latest?.ids.length, warnings]).toEqual([3, []]);
  });

  it("need the shards of their own time: an older set is eligible, with a warning", async () => {
    const fresh = await lookup(scaledOut(now, 0));
    expect(fresh.latest?.ids).toHaveLength(2);
    expect(textsOf(fresh.warnings)).toEqual([
      expect.stringMatching(/is from before shard d-bp1c6jm2x9fu4003 existed: .* give nodeIds/),
    ]);
    const second = await lookup(scaledOut(now, 1));
    const before = new Date(Date.parse(String(second.latest?.startedAt)) - 3_600_000).toISOString();
    const older = await lookup(scaledOut(now, 1), { startedBefore: before });
    expect([older.latest?.ids.length, older.warnings.length]).toEqual([2, 1]);
  });

  it("are not eligible without a shard that was backed up before, or if only one run has their shards", async () => {
    const instance = scaledOut(now, 3);
    const third = instance.backups.filter(({ NodeId }) => NodeId === "d-bp1c6jm2x9fu4003");
    const backups = instance.backups.filter((row) => row !== third[0]);
    const { latest, warnings } = await lookup({ ...instance, backups });
    expect(latest?.startedAt).toBe(third[1]?.BackupStartTime);
    expect(textsOf(warnings)).toEqual([expect.stringMatching(/skipped: it lacks shard d-bp1c6jm2x9fu4003/)]);
    // Of the oldest run one shard's backup is left.
    const nights = new Set(
      instance.backups.map(({ BackupStartTime }) => String(BackupStartTime).slice(0, 10)),
    );
    const oldest = [...nights].sort()[0] as string;
    const rest = instance.backups.filter(
      ({ NodeId, BackupStartTime }) => !String(BackupStartTime).startsWith(oldest) || NodeId === nodeIds[0],
    );
    const { url } = await start({ data: { instances: [{ ...instance, backups: rest }] }, now: () => now });
    const client = clientOf(url, { now: () => now }, demoCredentials);
    const { verdicts } = await client.examine("alicloud-mongodb", sharded);
    expect(verdicts.at(-1)?.backup.ids).toHaveLength(1);
    expect(verdicts.at(-1)?.reason).toMatch(/^is the only run with these shards/);
  });

  it("are not eligible from before the instance's last downgrade, which may have removed shards", async () => {
    const tomorrow = new Date(now.getTime() + 86_400_000).toISOString().slice(0, 10);
    const error = await lookup(scaledOut(now, 40, { LastDowngradeTime: tomorrow })).catch((thrown) => thrown);
    expect(error).toMatchObject({ code: "no-eligible-backup" });
    expect(error.message).toContain("last downgrade");
    for (const LastDowngradeTime of ["2020-01-01", "2020-01-01 23:00", "", null]) {
      const long = await lookup(scaledOut(now, 40, { LastDowngradeTime }));
      expect(long.latest?.ids).toHaveLength(3);
    }
  });

  it.each(["8/5/2020", 1_588_896_000, "2020-02-30"])(
    "are not guessed if the day of the last downgrade cannot be read: %j",
    async (LastDowngradeTime) => {
      const error = await lookup(scaledOut(now, 40, { LastDowngradeTime })).catch((thrown) => thrown);
      expect(error).toMatchObject({ vendorCode: "MissingNodeId" });
      const { latest } = await lookup(scaledOut(now, 40, { LastDowngradeTime }), { nodeIds });
      expect(latest?.ids).toHaveLength(2);
    },
  );
});
