/**
 * The client that requests go through; the only file that imports axios. It is loaded with the first request: a plan
 * starts the plugin three times and asks a cloud in one of them. The build puts axios's used parts into it.
 */
import { type ClientRequest, request as requestInPlain } from "node:http";
import { request as requestInTls } from "node:https";
import axios from "axios";

export { agentsFor } from "./agents";

/** An answer larger than this is not a page of a listing. */
export const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

/** Sends axios's requests. To an answer of 101 neither axios nor Node.js says anything: its request would never end. */
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

/** Everything that would change signed bytes or loses digits is switched off. */
export const client = axios.create({
  adapter: "http",
  maxRedirects: 0,
  // The agents know the proxies: axios would take a proxy's own answer for the vendor's.
  proxy: false,
  transport,
  maxContentLength: MAX_ANSWER_BYTES,
  responseType: "text",
  validateStatus: () => true,
  transformRequest: [(data: unknown) => data],
  transformResponse: [(data: unknown) => data],
  headers: { common: {}, get: {}, post: {} },
});
