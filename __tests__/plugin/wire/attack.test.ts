import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync, lstatSync } from "node:fs";
import { type ClientHttp2Session, constants, type IncomingHttpHeaders } from "node:http2";
import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { createServerCertificate } from "../../../src/plugin/wire/certificate";
import { temporaryDirectory } from "../../helpers/terraform";
import { RunningPlugin, temporaryBelow } from "./fixtures/running-plugin";

const SECRET = "the-secret-key-of-this-test";
const PREFACE = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0", "latin1");
const SCHEMA = "/tfplugin6.Provider/GetProviderSchema";
const READ = "/tfplugin6.Provider/ReadDataSource";

/** Type of the HTTP/2 frame that ends a connection. */
const GOAWAY = 7;

/** Types of the HTTP/2 frames that have come whole. */
function framesOf(bytes: Buffer): number[] {
  const types: number[] = [];
  for (let at = 0; at + 9 <= bytes.length; at += 9 + bytes.readUIntBE(at, 3))
    types.push(bytes.readUInt8(at + 3));
  return types;
}

/** A gRPC message with the length that it claims to have. */
function frame(message: Buffer, length = message.length, compressed = 0): Buffer {
  const head = Buffer.alloc(5);
  head[0] = compressed;
  head.writeUInt32BE(length, 1);
  return Buffer.concat([head, message]);
}

/** Everything that comes until the connection is closed. */
async function received(socket: Socket): Promise<Buffer> {
  const chunks: Buffer[] = [];
  socket.on("data", (bytes) => chunks.push(bytes));
  if (!socket.closed) await new Promise((resolve) => socket.on("close", resolve));
  return Buffer.concat(chunks);
}

/** A new connection; tried again where too many wait already to be accepted. */
async function connected(plugin: RunningPlugin): Promise<Socket> {
  for (;;) {
    const socket = plugin.plain();
    try {
      await once(socket, "connect");
      return socket;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
      await sleep(10);
    }
  }
}

/** How a call ended. */
interface Answer {
  /** gRPC status, from the trailers or the only headers; undefined where the stream was reset. */
  readonly status?: string;
  readonly http?: number;
  readonly bytes: number;
}

function post(
  session: ClientHttp2Session,
  path: string,
  body: readonly Buffer[],
  headers: IncomingHttpHeaders = {},
): Promise<Answer> {
  return new Promise((resolve) => {
    const stream = session.request({
      ":method": "POST",
      ":path": path,
      "content-type": "application/grpc",
      te: "trailers",
      ...headers,
    });
    let [status, http, bytes]: [string | undefined, number | undefined, number] = [undefined, undefined, 0];
    const note = (fields: IncomingHttpHeaders) => {
      if (fields["grpc-status"] !== undefined) status = String(fields["grpc-status"]);
    };
    stream.on("response", (fields) => {
      http = Number(fields[":status"]);
      note(fields);
    });
    stream.on("trailers", note);
    stream.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
    });
    stream.on("error", () => {});
    stream.on("close", () => resolve({ status, http, bytes }));
    for (const part of body) stream.write(part);
    stream.end();
  });
}

describe("the plugin under attack", () => {
  const home = temporaryDirectory();
  const stranger = createServerCertificate();
  let plugin: RunningPlugin;

  beforeAll(async () => {
    plugin = await RunningPlugin.start(temporaryBelow(home), {
      TF_LOG_PROVIDER: "TRACE",
      TENCENTCLOUD_SECRET_ID: "the-key-of-this-test",
      TENCENTCLOUD_SECRET_KEY: SECRET,
    });
    await plugin.call();
  });

  // Whatever was done to it.
  afterEach(async () => {
    await expect(plugin.call()).resolves.toHaveProperty("dataSources.backups_tencentcloud_redis");
    expect(plugin.process.exitCode ?? plugin.process.signalCode).toBeNull();
    expect(plugin.output).not.toContain(SECRET);
    // The log, which is all that it may write, has stacks inside its JSON.
    expect(plugin.output.split("\n").filter((line) => /^\s+at |^Error/.test(line))).toEqual([]);
    expect(plugin.peakMemory()).toBeLessThan(400);
  });
  afterAll(() => {
    plugin.disconnect();
    plugin.process.kill("SIGKILL");
  });

  it("removes its socket after Terraform has connected, so that a kill leaves nothing behind", () => {
    expect(existsSync(plugin.directory)).toBe(false);
    const socket = lstatSync(plugin.socket);
    expect(socket.isSocket()).toBe(true);
    expect(socket.uid).toBe(process.getuid?.());
  });

  it.each([
    ["another certificate", { key: stranger.key, cert: stranger.certificate }],
    ["another certificate, over TLS 1.2", { ...withCertificate(stranger), maxVersion: "TLSv1.2" as const }],
    ["the plugin's own certificate as far as it is public, with another key", { key: stranger.key }],
    ["no certificate", {}],
    ["no certificate and no ALPN", { ALPNProtocols: undefined }],
  ])("gives no byte to a client with %s", async (_, options) => {
    const socket = plugin.tls(options);
    socket.write(PREFACE);
    expect(await received(socket)).toHaveLength(0);
  });

  it.each(["TLSv1", "TLSv1.1"] as const)("refuses %s, even from Terraform itself", async (version) => {
    const socket = plugin.tls({
      ...withCertificate(plugin.own),
      minVersion: version,
      maxVersion: version,
      ciphers: "DEFAULT@SECLEVEL=0",
    });
    const secured = jest.fn();
    socket.on("secureConnect", secured);
    let alert = "";
    socket.on("error", (error: NodeJS.ErrnoException) => {
      alert = String(error.code);
    });
    expect(await received(socket)).toHaveLength(0);
    expect(secured).not.toHaveBeenCalled();
    expect(alert).toBe("ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION");
  });

  it("answers plain text and noise only with a TLS alert", async () => {
    const hello = Buffer.from("1603010200010001fc0303", "hex");
    const noises = [
      PREFACE,
      Buffer.from("GET / HTTP/1.1\r\nhost: localhost\r\n\r\n"),
      Buffer.concat([hello, randomBytes(508)]),
      Buffer.from("1603030000", "hex"),
      Buffer.from("80800103010000000000000020", "hex"),
      ...Array.from({ length: 30 }, (_, index) => randomBytes(1 + index ** 3)),
    ];
    const answers = await Promise.all(
      noises.map((noise) => {
        const socket = plugin.plain();
        socket.end(noise);
        return received(socket);
      }),
    );
    for (const answer of answers) {
      expect(answer.length).toBeLessThanOrEqual(14);
      if (answer.length > 0) expect(answer[0]).toBe(21);
    }
  });

  it("survives nonsense after the right certificate", async () => {
    const noises = [randomBytes(10_000), Buffer.concat([PREFACE, randomBytes(10_000)])];
    const answers = await Promise.all(
      noises.map(async (noise) => {
        const socket = plugin.tls(withCertificate(plugin.own));
        let bytes = Buffer.alloc(0);
        // It says that it gives up, or hangs up. Whether Node.js also hangs up after it said so is a matter of timing.
        await new Promise<void>((resolve) => {
          socket.on("data", (chunk: Buffer) => {
            bytes = Buffer.concat([bytes, chunk]);
            if (framesOf(bytes).includes(GOAWAY)) resolve();
          });
          socket.on("close", () => resolve());
          socket.write(noise);
        });
        socket.destroy();
        return bytes;
      }),
    );
    for (const bytes of answers) expect(bytes.length).toBeLessThan(200);
  });

  it("answers invalid messages with an error, for every method", async () => {
    const session = plugin.session();
    const methods = ["GetProviderSchema", "ValidateProviderConfig", "ConfigureProvider"];
    const paths = [...methods, "ValidateDataResourceConfig", "ReadDataSource"];
    const answers = await Promise.all(
      paths.flatMap((name) =>
        Array.from({ length: 40 }, (_, size) =>
          post(session, `/tfplugin6.Provider/${name}`, [frame(randomBytes(size * 5))]),
        ),
      ),
    );
    // 0: read as one with unknown fields, which the answer's diagnostics refuse; 13: it could not be decoded.
    for (const { status } of answers) expect(["0", "13"]).toContain(status);
    expect(answers.filter(({ status }) => status === "13").length).toBeGreaterThan(50);
    session.destroy();
  });

  it("keeps Terraform's wait for its output open, so that gRPC never takes the connection for idle", async () => {
    const session = plugin.session();
    const stream = session.request({
      ":method": "POST",
      ":path": "/plugin.GRPCStdio/StreamStdio",
      "content-type": "application/grpc",
      te: "trailers",
    });
    stream.end(frame(Buffer.alloc(0)));
    const [headers] = (await once(stream, "response")) as [IncomingHttpHeaders];
    await post(session, SCHEMA, [frame(Buffer.alloc(0))]);
    expect([headers[":status"], headers["grpc-status"], stream.closed]).toEqual([200, undefined, false]);
    session.destroy();
  });

  it("answers incomplete frames, wrong lengths and unknown compressions with an error", async () => {
    const session = plugin.session();
    const fourGigabytes = 0xffff_ffff;
    const answers = {
      "breaks off": await post(session, SCHEMA, [frame(Buffer.alloc(10), 100)]),
      "half a head": await post(session, SCHEMA, [Buffer.from([0, 0])]),
      nothing: await post(session, SCHEMA, []),
      two: await post(session, SCHEMA, [frame(Buffer.alloc(0)), frame(Buffer.alloc(0))]),
      "4 GB": await post(session, SCHEMA, [frame(Buffer.alloc(10), fourGigabytes)]),
      "not compressed as it says": await post(session, SCHEMA, [frame(randomBytes(99), 99, 1)], {
        "grpc-encoding": "gzip",
      }),
      "unknown compression": await post(session, SCHEMA, [frame(randomBytes(99), 99, 1)], {
        "grpc-encoding": "zip",
      }),
    };
    for (const [name, { status, bytes }] of Object.entries(answers)) {
      expect([name, status === "0", bytes]).toEqual([name, false, 0]);
    }
    expect(answers["4 GB"].status).toBe("8");
    session.destroy();
  });

  it("rejects 100 MB, plain or compressed to a hundredth, without using memory", async () => {
    const megabyte = Buffer.alloc(2 ** 20);
    const size = 100 * megabyte.length;
    const packed = gzipSync(Buffer.alloc(size), { level: 1 });
    const bodies: [Buffer[], IncomingHttpHeaders][] = [
      [[frame(Buffer.alloc(0), size), ...Array<Buffer>(100).fill(megabyte)], {}],
      [[frame(packed, packed.length, 1)], { "grpc-encoding": "gzip" }],
    ];
    for (const [body, headers] of bodies) {
      const session = plugin.session();
      const { status, bytes } = await post(session, SCHEMA, body, headers);
      // Refused as too much (8) or as compressed (12), or cut off before all of it was sent.
      expect(["8", "12", undefined]).toContain(status);
      expect(bytes).toBe(0);
      session.destroy();
    }
  });

  it("knows no other path, and no other content type", async () => {
    const session = plugin.session();
    const paths = ["/", "/tfplugin6.Provider/", `${SCHEMA}/`, "/tfplugin5.Provider/GetSchema", "/__proto__"];
    for (const path of [...paths, "/plugin.GRPCBroker/StartStream", "/grpc.health.v1.Health/Check"]) {
      expect(await post(session, path, [frame(Buffer.alloc(0))])).toMatchObject({ status: "12", bytes: 0 });
    }
    const json = await post(session, SCHEMA, [Buffer.from("{}")], { "content-type": "application/json" });
    expect(json).toMatchObject({ http: 415, bytes: 0 });
    session.destroy();
  });

  it("survives thousands of streams that are opened and reset", async () => {
    const session = plugin.session();
    await once(session, "connect");
    let closed = 0;
    const all = 4_000;
    for (let index = 0; index < all && !session.destroyed; index++) {
      const stream = session.request({
        ":method": "POST",
        ":path": READ,
        "content-type": "application/grpc",
      });
      stream.on("error", () => {});
      stream.on("close", () => closed++);
      stream.close(constants.NGHTTP2_CANCEL);
      // Now and then, so that resets reach it in many pieces.
      if (index % 200 === 0) await sleep(1);
    }
    await expect(plugin.call()).resolves.toHaveProperty("provider");
    expect(closed).toBeGreaterThan(0);
    session.destroy();
  });

  it("serves Terraform with 500 silent connections, and ends in spite of them", async () => {
    const idle = await Promise.all(Array.from({ length: 500 }, () => connected(plugin)));
    // Some stop in the middle of the first record.
    for (const socket of idle.filter((_, index) => index % 2)) socket.write(Buffer.from("16030102", "hex"));
    await expect(plugin.call()).resolves.toHaveProperty("provider");

    const other = await RunningPlugin.start(temporaryBelow(home));
    await other.call();
    const stalled = await Promise.all(Array.from({ length: 20 }, () => connected(other)));
    other.disconnect();
    expect(await other.ended).toEqual([0, null]);
    expect(existsSync(other.directory)).toBe(false);
    for (const socket of [...idle, ...stalled]) socket.destroy();
  });

  it("still ends when Terraform says so, and leaves nothing behind", async () => {
    const next = await RunningPlugin.start(temporaryBelow(home));
    const noise = setInterval(() => next.plain().end(randomBytes(100)), 5);
    try {
      expect(await next.call("Shutdown")).toEqual({});
      next.disconnect();
      expect(await next.ended).toEqual([0, null]);
    } finally {
      clearInterval(noise);
    }
    expect(existsSync(next.directory)).toBe(false);
  });
});

function withCertificate({ key, certificate }: { key: string; certificate: string }) {
  return { key, cert: certificate };
}
