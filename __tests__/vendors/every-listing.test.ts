import { toJson } from "../../src/core/json";
import { demoCredentials } from "../../src/emulator";
import { listingNamed } from "../../src/vendors";
import { listed } from "../emulator/running";
import { textsOf } from "../helpers/backups";
import { clientOf, refusalOf } from "../helpers/client";
import { type Reply, rawServers } from "../helpers/raw-server";
import { withoutRateLimit } from "../helpers/unlimited";
import { type Outcome, pagesOf, type Row, shuffled, type Vendor, vendors } from "../helpers/vendors";

const start = listed();
const startRaw = rawServers();
const HOUR = 3_600_000;
const newest = new Date("2026-11-20T18:00:00Z");
const now = () => new Date("2026-11-21T12:00:00Z");
const at = (hours: number) => new Date(newest.getTime() + hours * HOUR);

async function ask(vendor: Vendor, url: string, more: object = {}) {
  return await clientOf(url, { now }).lookup(vendor.name, {
    instanceId: vendor.instanceId,
    region: vendor.region,
    ...more,
  });
}

/** The error for a listing of these rows, or for an answer in its place. */
async function refusedWith(vendor: Vendor, rows: readonly Row[] | Reply) {
  const { url } = await ("length" in rows ? start(vendor, rows, { now }) : startRaw(() => rows));
  return await refusalOf(ask(vendor, url, { required: false }));
}

describe.each(vendors.map((vendor) => [vendor.name, vendor] as const))("%s", (_name, vendor) => {
  withoutRateLimit(vendor.name);

  const good = (id: string | number | bigint = 1, hours = 0): Row => vendor.row(id, at(hours));

  it("finds the newest restorable one of 230 unordered backups, with newer ones that are not restorable", async () => {
    const spoilt = vendor.outcomes.filter((outcome): outcome is Outcome => outcome !== "succeeded");
    const rows = shuffled([
      ...spoilt.map((outcome, index) => vendor.row(`9000${index}`, at(index + 1), outcome)),
      ...Array.from({ length: 230 - spoilt.length }, (_, index) =>
        vendor.row(`${1000 + index}`, at(-24 * index)),
      ),
    ]);
    expect(rows).toHaveLength(230);
    const server = await startRaw(() => undefined, { behind: await start(vendor, rows, { now }) });
    const result = await ask(vendor, server.url);
    expect(result).toMatchObject({
      latestId: "1000",
      latest: { startedAt: "2026-11-20T18:00:00Z", instanceId: vendor.instanceId, region: vendor.region },
      totalCount: 230,
    });
    // One that has expired is newer than the winner, and was a good one: that is told.
    expect(textsOf(result.warnings)).toEqual(
      spoilt.includes("expired") && vendor.name !== "tencentcloud-redis"
        ? [expect.stringMatching(/^A newer backup of 2026-11-20T\d\d:00:00Z was skipped: it expired at /)]
        : [],
    );
    expect(result.backups.map(({ id }) => id)).toEqual(
      Array.from({ length: 10 }, (_, index) => String(1000 + index)),
    );
    expect(server.seen.map((request) => vendor.page(request).size)).toEqual(
      server.seen.map(() => vendor.pageSize),
    );
  });

  it("quotes no control characters and no long text of an unreadable row", async () => {
    const [id = "", time = ""] = vendor.required.map(([name]) => name);
    const row = { ...good(), [id]: "x".repeat(10_000), [time]: "\u009b".repeat(10_000) };
    const error = await refusedWith(vendor, [row]);
    expect(error.code).toBe("invalid-response");
    expect(error.message).toContain("backup xxx");
    expect(error.message).not.toMatch(/\p{Cc}/u);
    expect(error.message.length).toBeLessThan(1_000);
  });

  it("skips a backup that starts in the future by the server's own clock", async () => {
    const tomorrow = vendor.row("9001", new Date(Math.floor(Date.now() / 1000) * 1000 + 12 * HOUR));
    const { url } = await start(vendor, [good("1"), tomorrow], { now: () => new Date() });
    const { latestId, warnings } = await ask(vendor, url);
    expect(latestId).toBe("1");
    expect(textsOf(warnings).join()).toContain("Backup 9001");
    const meant = new Date(Date.now() + 48 * HOUR).toISOString();
    expect((await ask(vendor, url, { startedBefore: meant })).latestId).toBe("9001");
  });

  it("reads all of them if the server has smaller pages", async () => {
    const rows = shuffled(Array.from({ length: 95 }, (_, index) => good(`${index + 1}`, -index)));
    const { url } = await startRaw(pagesOf(vendor, rows, { cap: 30 }));
    expect(await ask(vendor, url)).toMatchObject({ latestId: "1", totalCount: 95 });
  });

  it.each(["shift", "changing-total"] as const)(
    "misses nothing if the listing changes between two pages (%s)",
    async (kind) => {
      const count = vendor.pageSize + 40;
      // The newest one stands first on the second page: a row that leaves the first page moves it out of sight.
      const backups = Array.from({ length: count }, (_, index) => good(`${1000 + index}`, -24 - index));
      backups[vendor.pageSize] = good("999999");
      const emulator = await start(vendor, backups, { faults: [{ kind, times: 1 }], now: () => at(-12) });
      const client = clientOf(emulator.url, { now: () => at(-12) }, demoCredentials);
      const { instanceId, region } = vendor;
      // What is added is dated by the server's clock, which is behind so that it is not the newest.
      const startedBefore = at(1).toISOString();
      const result = await client.lookup(vendor.name, { instanceId, region, startedBefore });
      expect(result.latest?.startedAt).toBe("2026-11-20T18:00:00Z");
      expect(result.totalCount).toBe(kind === "shift" ? count : count + 1);
    },
  );

  it("keeps IDs of 24 digits and beyond 2^53 exact", async () => {
    const ids = [9007199254740993n, "678362566696298532848117", 9223372036854775807n, 9007199254740992n];
    const rows = ids.map((id, index) => good(id, -index));
    const { url } = await start(vendor, rows, { now });
    const { backups } = await ask(vendor, url);
    expect(backups.map(({ id }) => id)).toEqual(ids.map(String));
    expect(backups[0]?.ids).toEqual(["9007199254740993"]);
  });

  it("reads an empty listing as empty, with its list empty, null or absent", async () => {
    for (const rows of [[], null, undefined as never]) {
      const { url } = await startRaw(() => ({ json: vendor.envelope(rows, 0) }));
      expect(await ask(vendor, url, { required: false })).toMatchObject({
        latestId: null,
        latest: null,
        backups: [],
        totalCount: 0,
        warnings: [],
      });
    }
  });

  it("counts a backup that is listed twice once", async () => {
    const rows = [good(1), good(2, -1), good(1)];
    const { url } = await start(vendor, rows, { now });
    expect(await ask(vendor, url)).toMatchObject({ latestId: "1", totalCount: 2 });
  });

  const fields = Object.entries(listingNamed(vendor.name).operations[0].fields);

  it("keeps the other documented fields as text, and nothing else", async () => {
    const values = [true, 0.5, 2n ** 60n, null, ["x", 1, { deep: "lost" }], "a b", { deep: "lost" }];
    const plain = fields.filter(([, { notation, keeps }]) => notation === "any" && keeps === true);
    const row = Object.fromEntries(plain.map(([name], index) => [name, values[index % values.length]]));
    const unknown = {
      descriptionkey: "k3y",
      Secret: "k3y",
      Note: "k3y",
      List: ["k3y"],
      Deep: { Key: "k3y" },
    };
    const { url } = await start(vendor, [{ ...good(), ...row, ...unknown, IsAvail: "1" }], { now });
    const { latest } = await ask(vendor, url, { types: ["full", "partial", "unknown"] });
    expect(toJson(latest)).not.toMatch(/k3y|lost/);
    const text = ["true", "0.5", "1152921504606846976", undefined, '["x",1]', "a b", undefined];
    for (const [index, [name]] of plain.entries()) {
      if (name !== "IsAvail") expect([name, latest?.vendor[name]]).toEqual([name, text[index % text.length]]);
    }
    const kept = fields.filter(([, { keeps }]) => keeps !== undefined).map(([name]) => name);
    expect(Object.keys(latest?.vendor ?? {}).filter((name) => !kept.includes(name))).toEqual([]);
  });

  it("removes signed addresses from names, remarks and all kept fields", async () => {
    const signed = "https://oss.example.com/backup.rdb?Expires=1&Signature=s3cretsig";
    const texts = fields.filter(
      ([, { keeps, words, notation }]) => keeps && !words && /any|text/.test(notation),
    );
    const leaks = [
      signed,
      `get it at ${signed} now`,
      "oss.example.com/b?OSSAccessKeyId=a&Signature=s3cretsig",
    ];
    const row = Object.fromEntries(texts.map(([name], index) => [name, leaks[index % leaks.length]]));
    const { url } = await start(vendor, [{ ...good(), ...row, IsAvail: 1 }], { now });
    const { latest } = await ask(vendor, url, { types: ["full", "partial", "unknown"] });
    expect(latest?.status).toBe("succeeded");
    expect(toJson(latest)).not.toContain("s3cretsig");
  });

  const [
    [idField = "", _idPath] = [],
    [timeField = "", _timePath] = [],
    [statusField = "", statusPath = ""] = [],
  ] = vendor.required;

  it("refuses a row without a status, and names its path", async () => {
    for (const value of [undefined, null, { odd: true }]) {
      const error = await refusedWith(vendor, [{ ...good(), [statusField]: value }]);
      expect(error.code).toBe("invalid-response");
      expect(error.message).toContain(statusPath);
    }
  });

  it("rejects an ID or a time of another type, and names field and place", async () => {
    for (const field of [idField, timeField]) {
      const error = await refusedWith(vendor, [{ ...good(), [field]: { odd: "s3cret" } }]);
      expect(error.code).toBe("invalid-response");
      expect(error.message).toContain(field);
      expect(error.message).not.toContain("s3cret");
    }
  });

  it("finds a good backup among rows without an ID or a time, and says what was skipped", async () => {
    for (const field of [idField, timeField]) {
      const rows = [{ ...good(7, 2), [field]: null }, good(1), { ...good(7, 2), [field]: null }];
      const { url } = await startRaw(pagesOf(vendor, rows, { cap: 2 }));
      const result = await ask(vendor, url);
      expect(result).toMatchObject({
        latestId: "1",
        totalCount: field === idField ? 3 : 2,
        eligibleCount: 1,
      });
      expect(textsOf(result.warnings)).toEqual([
        expect.stringContaining(`was skipped: it has no ${field === idField ? "ID" : "start time"}.`),
      ]);
    }
  });

  it("rejects an invalid time, and names field and backup", async () => {
    const error = await refusedWith(vendor, [{ ...good(77), [timeField]: "2021-02-30 00:00:00" }]);
    expect(error.code).toBe("invalid-response");
    expect(error.message).toMatch(new RegExp(`backup 77.*${timeField}: got "2021-02-30 00:00:00"`));
  });

  it("rejects an invalid or wrong total after a bounded number of requests", async () => {
    const wrongType = await refusedWith(vendor, { json: vendor.envelope([good()], "many") });
    expect([wrongType.code, wrongType.message]).toEqual([
      "invalid-response",
      expect.stringMatching(/total(?:Record)?Count/i),
    ]);
    for (const [rows, total] of [
      [[], 3],
      [null, 3],
      [[good(1), good(2)], 3],
      [[good(1), good(2)], 1],
      [[good(1)], 1_000_000_000],
    ] as const) {
      const server = await startRaw((request) => ({
        json: vendor.envelope(vendor.page(request).offset === 0 ? rows : [], total),
      }));
      const error = await refusalOf(ask(vendor, server.url, { required: false }));
      expect(error.code).toBe("invalid-response");
      expect(server.seen.length).toBeLessThanOrEqual(12 * (vendor.methods?.length ?? 1));
    }
  });

  it("rejects a missing list although there are backups, and names it", async () => {
    const error = await refusedWith(vendor, { json: vendor.envelope(undefined as never, 2) });
    expect(error.code).toBe("invalid-response");
    const list = vendor.required[0]?.[1].replace(/\[.*/, "");
    expect(error.message).toMatch(new RegExp(`${list}: missing, although the total is not 0$`));
  });

  it.each([
    ["an empty object", { body: "{}" }],
    ["an empty list", { body: "[]" }],
    ["a list", { body: "[1]" }],
    ["null", { body: "null" }],
    ["a text", { body: '"ok"' }],
    ["an empty body", { body: "" }],
    [
      "a captive portal",
      { body: "<!doctype html><title>Sign in</title>", headers: { "content-type": "text/html" } },
    ],
    ["a redirect", { status: 302, headers: { location: "http://127.0.0.1:9/" }, body: "" }],
    ["an envelope with nothing in it", { json: { Response: {}, result: {}, RequestId: "1" } }],
    ["an envelope of the wrong type", { json: { Response: [], result: "ok", Backups: 1, TotalCount: 0.5 } }],
    [
      "a key that is there twice",
      { body: '{"Response":{},"Response":{"TotalCount":0},"result":{},"result":1}' },
    ],
    ["a page in XML", { body: "<DescribeBackupsResponse/>", headers: { "content-type": "text/xml" } }],
    ["HTTP 404 without the vendor's JSON", { status: 404, body: "not found" }],
  ])("never takes %s for an empty listing", async (_what, reply) => {
    const error = await refusedWith(vendor, reply);
    expect(error.code).toBe("invalid-response");
    expect(error.message).toContain(vendor.instanceId);
    expect(error.hint).toBeTruthy();
  });

  it("does not follow a redirect", async () => {
    const other = await start(vendor, [good()], { now });
    const location = `${other.url}/`;
    const error = await refusedWith(vendor, { status: 307, headers: { location }, body: "" });
    expect(error.message).toContain("HTTP 307");
    expect(other.requests).toEqual([]);
  });

  it("sends one request for one page, to the signed host", async () => {
    const emulator = await start(vendor, [good()], { now });
    const { url, seen, host } = await startRaw(() => undefined, { behind: emulator });
    await ask(vendor, url);
    expect(seen).toHaveLength(vendor.methods?.length ?? 1);
    expect(seen[0]?.headers.host).toBe(host);
    expect(String(seen[0]?.headers.authorization)).toMatch(
      /^(?:TC3|ACS3|JDCLOUD2)-HMAC-SHA256 Credential=AKtestKEY/,
    );
    expect(JSON.stringify(seen[0])).not.toContain("SKtestSECRET");
  });
});
