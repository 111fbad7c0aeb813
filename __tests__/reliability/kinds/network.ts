import type { Socket } from "node:net";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { NO_HOST } from "../../helpers/no-host";
import type { Ground } from "../ground";
import { type Act, type Family, fails, found, type Kind } from "./kind";

const HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

/** Bytes on a connection, and what then becomes of it. */
function raw(text: string | Buffer, then: (socket: Socket) => void): Act {
  return (socket) => socket.write(text, () => then(socket));
}

function sized(body: Buffer, length = body.length, more = ""): Buffer {
  return Buffer.concat([Buffer.from(`${HEAD}${more}Content-Length: ${length}\r\n\r\n`), body]);
}

const end = (socket: Socket) => void socket.end();
const reset = (socket: Socket) => void socket.resetAndDestroy();
const body = (ground: Ground) => Buffer.from(ground.text());

/** Something every so often, until the other side has gone. */
function forever(head: string, piece: string | Buffer, everyMs: number): Act {
  return (socket) => {
    socket.write(head);
    const timer = setInterval(() => socket.write(piece), everyMs);
    socket.on("close", () => clearInterval(timer));
  };
}

/** 80 MB of blanks in the place of a value, as they are made; no copy of it is kept. */
const huge: Act = (socket) => {
  const size = 80 * 1024 * 1024;
  const piece = Buffer.alloc(1024 * 1024, 32);
  socket.write(`${HEAD}Content-Length: ${size}\r\n\r\n`);
  let sent = 0;
  const more = () => {
    while (sent < size && !socket.destroyed) {
      sent += piece.length;
      if (!socket.write(piece)) return;
    }
  };
  socket.on("drain", more);
  more();
};

let bomb: Buffer | undefined;
/** 65 MB that are small on their way. */
function gzipBomb(): Buffer {
  bomb ??= gzipSync(Buffer.alloc(65 * 1024 * 1024, 32), { level: 1 });
  return bomb;
}

let lists: Buffer | undefined;
/** Some kilobytes on their way, and much memory once parsed. */
function emptyLists(): Buffer {
  lists ??= gzipSync(`{"Response":[${Array(1_000_000).fill("[]").join(",")}]}`);
  return lists;
}

const PROXY_ANSWERS: Readonly<Record<string, string>> = {
  "wants-a-password":
    "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n",
  "plays-the-vendor":
    'HTTP/1.1 201 Created\r\nContent-Type: application/json\r\n\r\n{"Response":{"RequestId":"r","TotalCount":0}}',
  "reaches-nobody": "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n",
  "answers-itself": "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<!doctype html><title>Sign in</title>",
};

/** The proxy's answer to CONNECT, by the first part of the host. */
export function proxyAnswer(target: string): string {
  return PROXY_ANSWERS[target.replace(/\..*/, "")] ?? "HTTP/1.1 500 No such kind\r\n\r\n";
}

const kinds: readonly Kind[] = [
  {
    name: "Nobody listens at the address",
    place: { address: "http://127.0.0.1:1" },
    expected: fails("unavailable", 0, /connection refused/),
  },
  {
    name: "The host name does not exist",
    place: { address: `https://${NO_HOST}` },
    expected: fails("unavailable", 0, /host name/),
  },
  {
    name: "The certificate is self-signed",
    place: "https",
    expected: fails("unavailable", 0, /certificate/),
  },
  {
    name: "A proxy wants a password (407)",
    place: { proxy: "wants-a-password" },
    expected: fails(
      "unavailable",
      1,
      /the proxy .* answered HTTP 407 and opened no tunnel\nSet user and password/s,
    ),
  },
  {
    name: "A proxy cannot reach the vendor (502)",
    place: { proxy: "reaches-nobody" },
    expected: fails("unavailable", 2, /answered HTTP 502 and opened no tunnel/),
  },
  {
    name: "A proxy answers CONNECT with 201",
    place: { proxy: "plays-the-vendor" },
    expected: fails("unavailable", 1, /answered HTTP 201 and opened no tunnel/),
  },
  {
    name: "The answer is HTTP 101, a switch to another protocol",
    answer: () => () =>
      raw("HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n", end),
    expected: fails("invalid-response", 1, /switch to another protocol/),
  },
  {
    name: "A proxy answers with HTML instead of TLS",
    place: { proxy: "answers-itself" },
    expected: fails("unavailable", 2, /answered HTTP 200 and opened no tunnel/),
  },
  {
    name: "The connection is closed without an answer",
    answer: () => () => (socket) => void socket.end(),
    expected: fails("unavailable", 2, /connection/),
  },
  {
    name: "The connection is reset before the body",
    answer: () => () => raw(`${HEAD}Content-Length: 999\r\n\r\n`, reset),
    expected: fails("unavailable", 2, /broke off|reset/),
  },
  {
    name: "The connection is reset in the middle of the body",
    answer: (ground) => () => {
      const whole = sized(body(ground));
      return raw(whole.subarray(0, whole.length - 100), reset);
    },
    expected: fails("unavailable", 2, /broke off|reset/),
  },
  {
    name: "The connection is reset once, and the next answer is right",
    answer: (ground) => (_request, index) => (index === 0 ? reset : ground.well()),
    expected: found(2),
  },
  {
    name: "No answer ever comes",
    answer: () => () => () => {},
    seconds: 2,
    expected: fails("timeout", 1, /was not read within the lookup's time/),
  },
  {
    name: "The body never ends",
    answer: () => () => forever(`${HEAD}\r\n`, " ".repeat(10_000), 10),
    seconds: 2,
    expected: fails("timeout", 1),
  },
  {
    name: "The body comes a byte at a time",
    answer: (ground) => () => forever(`${HEAD}Content-Length: ${body(ground).length}\r\n\r\n`, " ", 50),
    seconds: 2,
    expected: fails("timeout", 1),
  },
  {
    name: "The body is shorter than its content-length",
    answer: (ground) => () => raw(sized(body(ground), body(ground).length + 50), end),
    expected: fails("unavailable", 2),
  },
  {
    name: "The body is longer than its content-length",
    answer: (ground) => () => raw(sized(body(ground), 40), end),
    expected: fails("unavailable", 2),
  },
  {
    name: "The answer is not HTTP",
    answer: () => () => raw("SSH-2.0-OpenSSH_9.9\r\n", end),
    expected: fails("unavailable", 2),
  },
  {
    name: "The headers never end",
    answer: () => () => forever("HTTP/1.1 200 OK\r\n", `X-More: ${"x".repeat(8000)}\r\n`, 10),
    expected: fails("unavailable", 2),
  },
  {
    name: "The answer is compressed and cut off",
    answer: (ground) => () => {
      const packed = gzipSync(body(ground));
      return {
        headers: { "content-encoding": "gzip" },
        body: packed.subarray(0, Math.floor(packed.length / 2)),
      };
    },
    expected: fails("unavailable", 2, /the answer broke off/),
  },
  {
    name: "The answer says that it is compressed, and is not",
    answer: (ground) => () => ({ headers: { "content-encoding": "gzip" }, body: body(ground) }),
    expected: fails("unavailable", 2, /not compressed as its headers say/),
  },
  {
    name: "The answer is compressed with Brotli, which the request does not accept",
    answer: (ground) => () => ({
      headers: { "content-encoding": "br" },
      body: brotliCompressSync(body(ground)),
    }),
    expected: fails("invalid-response", 1, /a compression other than gzip/),
  },
  {
    name: "The answer is 65 MB when it is unpacked",
    heavy: true,
    answer: () => () => ({ headers: { "content-encoding": "gzip" }, body: gzipBomb() }),
    expected: fails("invalid-response", 1, /longer than 8 MiB/),
  },
  {
    name: "The answer is a million empty lists",
    heavy: true,
    answer: () => () => ({ headers: { "content-encoding": "gzip" }, body: emptyLists() }),
    expected: fails("invalid-response", 1, /more than 200,000 values/),
  },
  {
    name: "The answer is 80 MB",
    heavy: true,
    answer: () => () => huge,
    expected: fails("invalid-response", 1, /longer than 8 MiB/),
  },
];

export const network: Family = { title: "Network", kinds };
