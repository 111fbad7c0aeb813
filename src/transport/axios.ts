/**
 * The client that requests go through; the only file that imports axios. It is loaded with the first request: a plan
 * starts the plugin three times and asks a cloud in one of them. The build puts axios's used parts into it.
 */
import { type ClientRequest, request as requestInPlain } from "node:http";
import { request as requestInTls } from "node:https";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import axios from "axios";
import { MAX_ANSWER_BYTES } from "./answer-limits";

export { agentsFor } from "./agents";

/** Sends axios's requests. Without it, a request with an answer of 101 would never end. */
const transport = {
  request(...[options, answered]: Parameters<typeof requestInTls>): ClientRequest {
    const inTls = (options as { protocol?: string }).protocol === "https:";
    const request = (inTls ? requestInTls : requestInPlain)(options, answered as () => void);
    return request.once("upgrade", (_response, socket) => {
      socket.destroy();
      request.emit("error", Object.assign(new Error("101"), { code: "UPGRADED" }));
    });
  },
};

/** Without everything that changes signed bytes or loses digits. */
export const client = axios.create({
  adapter: "http",
  maxRedirects: 0,
  // axios would take a proxy's own answer for the vendor's; the agents use proxies.
  proxy: false,
  transport,
  maxContentLength: MAX_ANSWER_BYTES,
  // axios would unpack other compressions, too, and without a limit.
  decompress: false,
  responseType: "arraybuffer",
  validateStatus: () => true,
  transformRequest: [(data: unknown) => data],
  transformResponse: [(data: unknown) => data],
  headers: { common: { "accept-encoding": "gzip" }, get: {}, post: {} },
});

const unpack = promisify(gunzip);

/** The text of a body. @throws Error with a code of our own or of zlib's */
export async function textOf(body: Buffer, encoding: string): Promise<string> {
  const decoder = new TextDecoder();
  if (body.length === 0 || encoding === "" || encoding === "identity") return decoder.decode(body);
  if (encoding !== "gzip" && encoding !== "x-gzip")
    throw Object.assign(new Error(encoding), { code: "OTHER_ENCODING" });
  return decoder.decode(await unpack(body, { maxOutputLength: MAX_ANSWER_BYTES }));
}
