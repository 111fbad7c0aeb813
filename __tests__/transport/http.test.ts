import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import type { HttpRequest } from "../../src/clouds/call";
import { isLoopback } from "../../src/core/loopback";
import { ask, axiosHttp, NoAnswer } from "../../src/transport/http";
import { NO_HOST } from "../helpers/no-host";
import { withEnvironment } from "../helpers/proxy-environment";
import { rawServers } from "../helpers/raw-server";

const start = rawServers();
const never = new AbortController().signal;
const send = (request: HttpRequest, timeoutMs = 10_000) =>
  ask(axiosHttp, request, { timeoutMs, signal: never });

async function failureOf(request: HttpRequest, timeoutMs?: number): Promise<NoAnswer> {
  const outcome = await send(request, timeoutMs).catch((error: unknown) => error);
  if (outcome instanceof NoAnswer) return outcome;
  throw new Error("expected no answer");
}

describe("a request", () => {
  it("goes over the wire as it was signed: address, headers and body untouched", async () => {
    const { url, host, seen } = await start(() => ({ json: {} }));
    const target = "/v1/a%20b/backup?baseId=b%2A%281%29%21&time=12%3A00";
    await send({ method: "GET", url: `${url}${target}`, headers: { host, authorization: "signed" } });
    const body = '  {"BackupId": 9007199254740993, "text": "é"} ';
    await send({
      method: "POST",
      url: `${url}/`,
      headers: { Host: host, "Content-Type": "application/json" },
      body,
    });
    expect(seen[0]).toMatchObject({
      method: "GET",
      target,
      headers: { host, authorization: "signed" },
      body: "",
    });
    expect(seen[0]?.headers).not.toHaveProperty("content-type");
    expect(seen[1]).toMatchObject({ method: "POST", body, headers: { "content-type": "application/json" } });
  });

  it("uses a connection again", async () => {
    const { url, connections } = await start(() => ({ json: {} }));
    for (let count = 0; count < 4; count++) await send({ method: "GET", url: `${url}/`, headers: {} });
    expect(connections()).toBe(1);
  });

  it("to this machine ignores proxies of the environment", async () => {
    const proxy = await start(() => ({ body: "from the proxy" }));
    const direct = await start(() => ({ body: "direct" }));
    await withEnvironment({ http_proxy: proxy.url, all_proxy: proxy.url }, async () => {
      expect((await send({ method: "GET", url: `${direct.url}/`, headers: {} })).text).toBe("direct");
    });
    expect(proxy.seen).toEqual([]);
  });

  it("in plain http to another machine is not sent, to a proxy neither", async () => {
    const proxy = await start(() => ({ body: "from the proxy" }));
    await withEnvironment({ http_proxy: proxy.url, all_proxy: proxy.url }, async () => {
      const failure = await failureOf({
        method: "GET",
        url: "http://api.example.invalid/x?y=1",
        headers: {},
      });
      expect(failure.message).toBe("plain http is for this machine (127.0.0.1) only");
    });
    expect(proxy.seen).toEqual([]);
  });
});

describe("an answer", () => {
  it("is text with lower-case headers, whatever its status", async () => {
    const { url } = await start(() => ({
      status: 503,
      headers: { "X-Acs-Retry-After": "1500" },
      body: '{"BackupId": 9007199254740993}',
    }));
    const answer = await send({ method: "GET", url: `${url}/`, headers: {} });
    expect([answer.status, answer.text, answer.headers["x-acs-retry-after"]]).toEqual([
      503,
      '{"BackupId": 9007199254740993}',
      "1500",
    ]);
  });

  it("may be compressed", async () => {
    const { url } = await start(() => ({
      headers: { "content-encoding": "gzip" },
      body: gzipSync('{"ok":"é"}'),
    }));
    expect((await send({ method: "GET", url: `${url}/`, headers: {} })).text).toBe('{"ok":"é"}');
  });

  it("that is a redirect is not followed", async () => {
    const other = await start(() => ({ body: "other" }));
    const { url } = await start(() => ({ status: 302, headers: { location: other.url }, body: "" }));
    expect((await send({ method: "GET", url: `${url}/`, headers: {} })).status).toBe(302);
    expect(other.seen).toEqual([]);
  });

  it("is bounded, also where it is small until it is unpacked", async () => {
    const tooLong = Buffer.alloc(8 * 1024 * 1024 + 1, 32);
    for (const [encoding, body] of [
      ["gzip", gzipSync(tooLong)],
      ["identity", tooLong],
    ] as const) {
      const { url } = await start(() => ({ headers: { "content-encoding": encoding }, body }));
      const failure = await failureOf({ method: "GET", url: `${url}/`, headers: {} });
      expect([failure.kind, failure.message]).toEqual(["unusable", "the answer is longer than 8 MiB"]);
    }
    const { url } = await start(() => ({ body: tooLong.subarray(1) }));
    expect((await send({ method: "GET", url: `${url}/`, headers: {} })).text).toHaveLength(8 * 1024 * 1024);
  });

  it("is asked for in gzip alone, and not unpacked if it is packed in another way", async () => {
    // Small arrays: a thousandth on the way of what they are unpacked, and a fraction of what they are parsed.
    const lists = Buffer.from(`[${Array(10_000).fill("[]").join(",")}]`);
    for (const [encoding, body] of [
      ["br", brotliCompressSync(lists)],
      ["deflate", deflateSync(lists)],
      ["gzip, gzip", gzipSync(gzipSync(lists))],
    ] as const) {
      const { url, seen } = await start(() => ({ headers: { "content-encoding": encoding }, body }));
      const failure = await failureOf({ method: "GET", url: `${url}/`, headers: {} });
      expect(seen[0]?.headers["accept-encoding"]).toBe("gzip");
      expect([failure.kind, failure.message]).toEqual([
        "unusable",
        "the answer has a compression other than gzip",
      ]);
    }
  });

  it("that switches to another protocol is none, and unusable", async () => {
    const upgrade = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n";
    const { url } = await start(() => (socket) => socket.end(upgrade));
    const failure = await failureOf({ method: "GET", url, headers: {} });
    expect(failure).toMatchObject({
      kind: "unusable",
      message: "the answer is a switch to another protocol (HTTP 101)",
    });
  });
});

describe("no answer", () => {
  it("within the time is a timeout", async () => {
    const { url } = await start(() => ({ fault: "hang" }));
    const failure = await failureOf({ method: "GET", url: `${url}/`, headers: {} }, 100);
    expect([failure.kind, failure.message]).toEqual(["timeout", "no answer within 0.1 s"]);
  });

  it("of a name server is told with the name, that of the vendor or of the proxy", async () => {
    const dns = require("node:dns") as typeof import("node:dns");
    const silent = jest.spyOn(dns, "lookup").mockImplementation((() => undefined) as never);
    for (const [proxy, name] of [
      ["", "api.example.invalid"],
      ["http://proxy.example.invalid:3128", "proxy.example.invalid"],
    ] as const) {
      await withEnvironment(proxy ? { HTTPS_PROXY: proxy } : {}, async () => {
        const failure = await failureOf(
          { method: "GET", url: "https://api.example.invalid/", headers: {} },
          200,
        );
        expect([failure.kind, failure.message]).toEqual([
          "unresolved",
          `the name server did not answer for ${name} within 0.2 s`,
        ]);
      });
      silent.mock.calls.forEach((call) => {
        const done = call.at(-1) as unknown as (error: Error) => void;
        done(new Error("late"));
      });
      silent.mockClear();
    }
    silent.mockRestore();
  });

  it("because of a stop is no timeout", async () => {
    const { url } = await start(() => ({ fault: "hang" }));
    const stop = new AbortController();
    const request = ask(
      axiosHttp,
      { method: "GET", url: `${url}/`, headers: {} },
      { timeoutMs: 10_000, signal: stop.signal },
    );
    const reason = new Error("stopped");
    setTimeout(() => stop.abort(reason), 50);
    await expect(request).rejects.toBe(reason);
  });

  it.each(["reset", "cut"] as const)("is told by its cause: %s", async (fault) => {
    const { url } = await start(() => ({ fault, body: '{"TotalCount": 1}' }));
    const failure = await failureOf({
      method: "GET",
      url: `${url}/?token=s3cret`,
      headers: { authorization: "s3cret" },
    });
    expect(failure.kind).toBe("network");
    expect(failure.message).toMatch(/^(?:connection reset|connection closed|the answer broke off)$/);
  });

  it("names the proxy that refused, by host and port alone", async () => {
    for (const [address, proxy] of [
      ["http://someone:s3cret@127.0.0.1:1", "127.0.0.1:1"],
      ["http://[::1]:1", "[::1]:1"],
    ]) {
      await withEnvironment({ https_proxy: address }, async () => {
        const failure = await failureOf({ method: "GET", url: "https://api.example.invalid/", headers: {} });
        expect(failure).toMatchObject({ kind: "network", details: { proxy } });
        expect(failure.message).toMatch(/^(?:connection refused|the request failed \(EADDRNOTAVAIL\))$/);
      });
    }
  });

  it("names a refused connection and an unknown host, and never the address with its query", async () => {
    const refused = await failureOf({ method: "GET", url: "http://127.0.0.1:1/?token=s3cret", headers: {} });
    expect(refused.message).toBe("connection refused");
    const unknown = await failureOf({
      method: "GET",
      url: `https://${NO_HOST}/?token=s3cret`,
      headers: {},
    });
    expect(unknown.message).toMatch(/^host name/);
  });
});

describe("this machine", () => {
  it.each(["localhost", "127.0.0.1", "127.1.2.3", "[::1]"])("is %s", (host) => {
    expect(isLoopback(host)).toBe(true);
  });

  it.each(["127.0.0.1.example.com", "localhost.example.com", "10.0.0.1", "[::2]", "128.0.0.1", ""])(
    "is not %s",
    (host) => {
      expect(isLoopback(host)).toBe(false);
    },
  );
});
