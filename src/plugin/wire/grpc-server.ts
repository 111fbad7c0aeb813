/** The part of gRPC over HTTP/2 (grpc.io, "gRPC over HTTP2") that Terraform uses: unary calls. */
import { createServer, type IncomingHttpHeaders, type ServerHttp2Stream } from "node:http2";
import type { Socket } from "node:net";
import { messageOf } from "../../core/error-text";
import { MAX_MESSAGE_BYTES, type Method, protocolMethods, STDIO_PATH } from "./protocol";

/** A flag, and the length of the message. */
const PREFIX_BYTES = 5;

/** Status codes of gRPC. */
const STATUS = { ok: 0, resourceExhausted: 8, unimplemented: 12, internal: 13 } as const;

/** Longest error message: it is sent in a header. */
const MAX_REFUSAL_LENGTH = 2000;

const CONTENT_TYPE = "application/grpc";

/** A failure with a gRPC status. */
class CallError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Makes a gRPC server for connections that are made elsewhere: plain, or TLS that is already verified.
 *
 * @param answerTo answers a call with a message or its bytes
 */
export function createGrpcServer(
  answerTo: (method: Method["name"], request: object) => Promise<object>,
): (socket: Socket) => void {
  const methods = new Map(protocolMethods().map((method) => [method.path, method]));
  const server = createServer({
    // Messages have a limit of their own. HTTP/2's limit would end the connection with all its calls.
    maxSessionMemory: Number.MAX_SAFE_INTEGER,
    // With the default, a message of a megabyte waits sixteen times for the client.
    settings: { initialWindowSize: 1024 * 1024 },
  });
  // A broken connection ends its calls; Lifetime ends the process.
  server.on("sessionError", () => undefined);
  server.on("stream", (stream, headers) => {
    stream.on("error", () => undefined);
    answerCall(stream, headers).catch((error: unknown) => {
      const status = error instanceof CallError ? error.status : STATUS.internal;
      refuse(stream, status, messageOf(error));
    });
  });

  async function answerCall(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): Promise<void> {
    if (!String(headers["content-type"]).startsWith(CONTENT_TYPE)) {
      stream.respond({ ":status": 415 }, { endStream: true });
      return;
    }
    if (headers[":path"] === STDIO_PATH) {
      stream.respond({ ":status": 200, "content-type": CONTENT_TYPE });
      return;
    }
    const method = methods.get(String(headers[":path"]));
    if (!method) throw new CallError(STATUS.unimplemented, `there is no method ${headers[":path"]}`);
    const request = method.request.decode(await messageFrom(stream));
    answer(stream, encoded(method, await answerTo(method.name, request)));
  }

  return (socket) => void server.emit("connection", socket);
}

function encoded({ answer: { encode } }: Method, message: object): Uint8Array {
  const bytes = message instanceof Uint8Array ? message : encode(message);
  if (bytes.length > MAX_MESSAGE_BYTES) throw tooLong("answer");
  return bytes;
}

function tooLong(what: string): CallError {
  return new CallError(STATUS.resourceExhausted, `the ${what} is longer than ${MAX_MESSAGE_BYTES} bytes`);
}

/** Reads the client's message. Rejects one whose length is too large at once, and drops the rest of it. */
async function messageFrom(stream: ServerHttp2Stream): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  const body = await new Promise<Buffer>((resolve, reject) => {
    stream.on("data", (part: Buffer) => {
      const hadPrefix = length >= PREFIX_BYTES;
      length += part.length;
      parts.push(part);
      const claimed = hadPrefix || length < PREFIX_BYTES ? 0 : Buffer.concat(parts).readUInt32BE(1);
      if (Math.max(claimed, length - PREFIX_BYTES) > MAX_MESSAGE_BYTES) {
        stream.removeAllListeners("data").resume();
        reject(tooLong("request"));
      }
    });
    stream.on("end", () => resolve(Buffer.concat(parts)));
    stream.on("close", () => reject(new Error("the request was broken off")));
  });
  if (body.length < PREFIX_BYTES || body.readUInt32BE(1) !== body.length - PREFIX_BYTES)
    throw new CallError(STATUS.internal, "the request is not one whole message");
  if (body[0] !== 0) throw new CallError(STATUS.unimplemented, "compressed requests are not supported");
  return body.subarray(PREFIX_BYTES);
}

function answer(stream: ServerHttp2Stream, message: Uint8Array): void {
  if (stream.destroyed || stream.closed) return;
  const prefix = Buffer.alloc(PREFIX_BYTES);
  prefix.writeUInt32BE(message.length, 1);
  stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": STATUS.ok }));
  stream.respond({ ":status": 200, "content-type": CONTENT_TYPE }, { waitForTrailers: true });
  stream.write(prefix);
  stream.end(message);
}

function refuse(stream: ServerHttp2Stream, status: number, message: string): void {
  if (stream.destroyed || stream.closed || stream.headersSent) return;
  const text = Buffer.from(message.slice(0, MAX_REFUSAL_LENGTH)).toString();
  const told = { "grpc-status": status, "grpc-message": encodeURIComponent(text) };
  stream.respond({ ":status": 200, "content-type": CONTENT_TYPE, ...told }, { endStream: true });
}
