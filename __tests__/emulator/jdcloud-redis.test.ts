import { askJdcloud } from "./requests";
import { emulators } from "./running";

const start = emulators();
const minutes = (count: number) => new Date(Date.now() + count * 60_000);
const data = () => ({
  instances: [
    {
      listing: "jdcloud-redis",
      instanceId: "redis-test",
      region: "cn-north-1",
      backups: Array.from({ length: 23 }, (_, index) => ({
        baseId: `base-${index}`,
        backupStartTime: `2024-03-${String(index + 1).padStart(2, "0")}T18:12:00Z`,
      })),
    },
  ],
});

describe("the emulated describeBackups of JD Cloud", () => {
  it("pages by pageNumber and pageSize, ten a page by default", async () => {
    const emulator = await start({ data: data() });
    const first = await askJdcloud(emulator, "redis-test");
    expect(first.status).toBe(200);
    expect(first.body.result.totalCount).toBe(23n);
    expect(first.body.result.backups).toHaveLength(10);
    const last = await askJdcloud(emulator, "redis-test", { pageNumber: "2", pageSize: "20" });
    expect(last.body.result.backups.map((row: { baseId: string }) => row.baseId)).toEqual([
      "base-20",
      "base-21",
      "base-22",
    ]);
  });

  it("applies startTime and endTime, both included, and baseId", async () => {
    const emulator = await start({ data: data() });
    const window = await askJdcloud(emulator, "redis-test", {
      startTime: "2024-03-02T18:12:00Z",
      endTime: "2024-03-03T18:12:00Z",
    });
    expect(window.body.result.totalCount).toBe(2n);
    const one = await askJdcloud(emulator, "redis-test", { baseId: "base-7" });
    expect(one.body.result.backups).toHaveLength(1);
  });

  it.each([
    ["a short page", "redis-test", { pageSize: "9" }, 400, "INVALID_ARGUMENT"],
    ["a long page", "redis-test", { pageSize: "101" }, 400, "INVALID_ARGUMENT"],
    ["page 0", "redis-test", { pageNumber: "0" }, 400, "INVALID_ARGUMENT"],
    ["a time of another format", "redis-test", { startTime: "2024-03-02 18:12:00" }, 400, "INVALID_ARGUMENT"],
    ["an unknown instance", "redis-none", {}, 404, "NOT_FOUND"],
  ])("refuses %s", async (_, instanceId, query, code, status) => {
    const answer = await askJdcloud(
      await start({ data: data() }),
      instanceId,
      query as Record<string, string>,
    );
    expect(answer.status).toBe(code);
    expect(answer.body.error).toMatchObject({ code: BigInt(code), status, message: expect.any(String) });
    expect(answer.body.requestId).toEqual(expect.any(String));
  });

  it.each([
    ["an unknown key", { accessKey: "other" }, "Invalid accessKey"],
    ["a wrong secret", { secretKey: "other" }, "sign result is not same [gw]"],
    ["a header changed on its way", { tamper: { "x-jdcloud-nonce": "2" } }, "sign result is not same [gw]"],
    ["an old date", { date: minutes(-16) }, "server's time"],
    ["a date in the future", { date: minutes(16) }, "server's time"],
    ["a token that belongs to no session", { token: "token" }, "x-jdcloud-security-token"],
    ["no signature", { tamper: { authorization: "" } }, "lack of header authorization"],
    ["no nonce", { tamper: { "x-jdcloud-nonce": "" } }, "lack of header x-jdcloud-nonce"],
  ])("refuses %s", async (_, options, message) => {
    const { status, body } = await askJdcloud(await start({ data: data() }), "redis-test", {}, options);
    expect(status).toBe(401);
    expect(body.error).toMatchObject({ code: 401n, status: "ACCESS_ERROR" });
    expect(body.error.message).toContain(message);
  });

  it("refuses a nonce the second time", async () => {
    const emulator = await start({ data: data() });
    const statuses = [];
    for (const nonce of ["one", "one", "two"]) {
      statuses.push((await askJdcloud(emulator, "redis-test", {}, { nonce })).status);
    }
    expect(statuses).toEqual([200, 401, 200]);
  });

  it("requires the token of a session, as it is or in base64", async () => {
    const session = { accessKey: "temporary", secretKey: "secret" };
    const emulator = await start({ data: data(), credentials: [{ ...session, securityToken: "token" }] });
    const statuses = [];
    for (const token of ["token", Buffer.from("token").toString("base64"), "other", undefined]) {
      statuses.push((await askJdcloud(emulator, "redis-test", {}, { ...session, token })).status);
    }
    expect(statuses).toEqual([200, 200, 401, 401]);
    const tamper = { "x-jdcloud-security-token": "token" };
    const unsigned = await askJdcloud(emulator, "redis-test", {}, { ...session, tamper });
    expect(unsigned.body.error.message).toBe("x-jdcloud-security-token is not signed");
  });

  it("does not know the instance in another region", async () => {
    const emulator = await start({ data: data() });
    expect((await askJdcloud(emulator, "redis-test", {}, { region: "cn-east-2" })).status).toBe(404);
  });
});
