import type { Emulator, Fault } from "../../src/emulator";
import { type Answer, askAlicloud, askJdcloud, askTencent } from "./requests";
import { emulators } from "./running";

const start = emulators();

const data = () => ({
  instances: [
    ...["tencentcloud-redis", "tencentcloud-mysql"].map((listing) => ({
      listing,
      instanceId: "db-test",
      region: "ap-guangzhou",
      backups: Array.from({ length: 4 }, (_, id) => ({ BackupId: `${id}`, Status: 2 })),
    })),
    { listing: "jdcloud-redis", instanceId: "db-test", region: "cn-north-1", backups: [{ baseId: "0" }] },
    { listing: "alicloud-redis", instanceId: "db-test", region: "cn-hangzhou", backups: [{ BackupId: 0 }] },
  ],
});

const window = { StartTime: "2010-01-01T00:00Z", EndTime: "2050-01-01T00:00Z" };
const asks: [string, (emulator: Emulator) => Promise<Answer>][] = [
  ["tencentcloud-redis", (emulator) => askTencent(emulator, "redis", { InstanceId: "db-test" })],
  ["tencentcloud-mysql", (emulator) => askTencent(emulator, "cdb", { InstanceId: "db-test" })],
  ["jdcloud-redis", (emulator) => askJdcloud(emulator, "db-test")],
  ["alicloud-redis", (emulator) => askAlicloud(emulator, { InstanceId: "db-test", ...window })],
];
const spoilt = (kind: Fault["kind"], more: Partial<Fault> = {}) =>
  start({ data: data(), faults: [{ kind, times: 1, ...more }] });

/** The vendor's refusals: HTTP status, and where the code stands. */
const refusals: Record<
  string,
  { code: (body: Answer["body"]) => unknown; throttle: unknown[]; broken: unknown[] }
> = {
  "tencentcloud-redis": {
    code: (body) => body.Response.Error.Code,
    throttle: [200, "RequestLimitExceeded"],
    broken: [200, "InternalError"],
  },
  "tencentcloud-mysql": {
    code: (body) => body.Response.Error.Code,
    throttle: [200, "RequestLimitExceeded"],
    broken: [200, "InternalError"],
  },
  "jdcloud-redis": {
    code: (body) => body.error.status,
    throttle: [429, "HTTP_RATE_LIMIT_EXCEEDED"],
    broken: [500, "HTTP_INTERNAL_SERVER_ERROR"],
  },
  "alicloud-redis": {
    code: (body) => body.Code,
    throttle: [400, "Throttling.User"],
    broken: [503, "ServiceUnavailable"],
  },
};

describe.each(asks)("a fault of %s", (listing, ask) => {
  it("ends after its number of requests", async () => {
    const emulator = await spoilt("bad-gateway", { times: 2 });
    const statuses = [];
    for (let count = 0; count < 3; count++) statuses.push((await ask(emulator)).status);
    expect(statuses).toEqual([502, 502, 200]);
    expect(emulator.faults).toEqual([]);
  });

  it("throttles with the vendor's code, and the time to wait if given", async () => {
    const answer = await ask(await spoilt("throttle", { retryAfter: 3 }));
    expect([answer.status, refusals[listing]?.code(answer.body)]).toEqual(refusals[listing]?.throttle);
    expect(answer.headers.get("retry-after")).toBe("3");
    expect(answer.headers.get("x-acs-retry-after")).toBe(listing === "alicloud-redis" ? "3000" : null);
  });

  it("fails with the vendor's code", async () => {
    const answer = await ask(await spoilt("server-error"));
    expect([answer.status, refusals[listing]?.code(answer.body)]).toEqual(refusals[listing]?.broken);
    expect(answer.headers.get("retry-after")).toBeNull();
  });

  it("refuses with any code, message and status, in the vendor's form", async () => {
    const fault = { code: "Any.Code", message: "any words", status: 418, retryAfter: 2 };
    const emulator = await spoilt("refusal", fault);
    const answer = await ask(emulator);
    expect([answer.status, refusals[listing]?.code(answer.body)]).toEqual([418, "Any.Code"]);
    expect(
      JSON.stringify(answer.body, (_, value) => (typeof value === "bigint" ? `${value}` : value)),
    ).toContain("any words");
    expect(answer.headers.get("retry-after")).toBe("2");
    expect(emulator.requests[0]).toMatchObject({ fault: "refusal", refusal: "Any.Code", status: 418 });
    const plain = await ask(await spoilt("refusal"));
    expect([plain.status, refusals[listing]?.code(plain.body)]).toEqual(refusals[listing]?.broken);
  });

  it.each(["reset", "truncate"] as const)("breaks the answer off by %s", async (kind) => {
    const emulator = await spoilt(kind);
    await expect(ask(emulator)).rejects.toThrow(/fetch failed|terminated/);
    expect((await ask(emulator)).status).toBe(200);
  });

  it("gives another answer than the vendor's", async () => {
    const html = await ask(await spoilt("html"));
    expect([html.status, html.headers.get("content-type")]).toEqual([200, "text/html"]);
    const empty = await ask(await spoilt("empty-object"));
    expect([empty.status, empty.body]).toEqual([200, {}]);
    const redirect = await ask(await spoilt("redirect"));
    expect([redirect.status, redirect.headers.get("location")]).toEqual([302, "/redirected"]);
  });

  it("answers late", async () => {
    const before = performance.now();
    expect((await ask(await spoilt("slow", { delayMs: 200 }))).status).toBe(200);
    // A timer may fire a little early against another clock.
    expect(performance.now() - before).toBeGreaterThan(190);
  });

  it("adds a backup in front after an answer", async () => {
    const emulator = await spoilt("changing-total");
    const before = structuredClone(backupsOf(emulator, listing));
    await ask(emulator);
    expect(backupsOf(emulator, listing)).toEqual([expect.any(Object), ...before]);
  });

  it("shifts the pages after an answer and keeps the total", async () => {
    const emulator = await spoilt("shift");
    const before = structuredClone(backupsOf(emulator, listing));
    await ask(emulator);
    expect(backupsOf(emulator, listing)).toEqual([...before.slice(1), expect.any(Object)]);
  });
});

function backupsOf(emulator: Emulator, listing: string) {
  return emulator.data.instances.find((instance) => instance.listing === listing)?.backups ?? [];
}

describe("a fault", () => {
  it("affects only its own listing, and can be added while the emulator runs", async () => {
    const emulator = await start({ data: data() });
    emulator.faults.push({ kind: "bad-gateway", listing: "jdcloud-redis" });
    const statuses = [];
    for (const [, ask] of [...asks, ...asks]) statuses.push((await ask(emulator)).status);
    expect(statuses).toEqual([200, 200, 502, 200, 200, 200, 502, 200]);
  });

  it("does not hide a bad signature", async () => {
    const emulator = await spoilt("throttle");
    const { body } = await askTencent(emulator, "redis", { InstanceId: "db-test" }, { secretKey: "other" });
    expect(body.Response.Error.Code).toBe("AuthFailure.SignatureFailure");
  });
});
