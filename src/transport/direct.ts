/** Requests over plain HTTP to a server on this machine or its link, without a proxy, with short limits. */
import { Resolver } from "node:dns";
import { Agent, type RequestOptions, request } from "node:http";
import type { HttpResponse } from "../clouds/call";
import type { DirectRequest } from "../clouds/credential-sources";
import { NoAnswer, NoConnection } from "../clouds/nobody-there";

/** Such a server answers within milliseconds. Source: @alicloud/credentials, ecs_ram_role. */
const CONNECT_WITHIN_MS = 1000;
const ANSWER_WITHIN_MS = 1000;
/** Keys are some hundred bytes. */
const MAX_BYTES = 100_000;

/** Looks up a name. The system's own lookup cannot be cancelled, and would keep the process alive. */
function lookUp(resolver: Resolver): NonNullable<RequestOptions["lookup"]> {
  return (hostname, options, done) => {
    resolver.resolve4(hostname, (error, addresses) => {
      const found = addresses?.map((address) => ({ address, family: 4 })) ?? [];
      if (error || !found[0]) done(error ?? new Error("no address"), "", 4);
      else if (options.all) done(null, found);
      else done(null, found[0].address, 4);
    });
  };
}

/** Calls back after some time, but handles data that arrived while the process was busy first. */
function whenLate(ms: number, then: () => void): NodeJS.Timeout {
  return setTimeout(() => setImmediate(then), ms);
}

/**
 * Sends one request, with an own agent, because the environment can give Node.js's agents a proxy.
 *
 * @throws NoConnection if nothing answers within a second; NoAnswer if the answer is incomplete
 */
export function askDirectly(asked: DirectRequest, signal: AbortSignal): Promise<HttpResponse> {
  const url = new URL(asked.url);
  const resolver = new Resolver();
  const agent = new Agent({ keepAlive: false });
  const isName = /[a-z]/i.test(url.hostname) && url.hostname !== "localhost" && !url.hostname.includes(":");
  return new Promise<HttpResponse>((resolve, reject) => {
    let connected = false;
    const answerWithinMs = asked.answerWithinMs ?? ANSWER_WITHIN_MS;
    const end = (error: Error) => {
      reject(error);
      outgoing.destroy();
    };
    const nobody = () => end(new NoConnection());
    let timer = whenLate(CONNECT_WITHIN_MS, () => connected || nobody());
    const outgoing = request(url, {
      agent,
      method: asked.method,
      headers: { ...asked.headers, ...(asked.method === "PUT" && { "Content-Length": "0" }) },
      ...(isName && { lookup: lookUp(resolver) }),
    });
    outgoing.once("socket", (socket) =>
      socket.once("connect", () => {
        connected = true;
        clearTimeout(timer);
        timer = whenLate(answerWithinMs, () =>
          end(new NoAnswer(`no answer within ${answerWithinMs / 1000} s`)),
        );
      }),
    );
    outgoing.once("error", () => (connected ? end(new NoAnswer("the connection broke off")) : nobody()));
    outgoing.once("response", (response) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
        chunks.push(chunk);
        if (bytes > MAX_BYTES) end(new NoAnswer("its answer is longer than 100 kB"));
      });
      response.once("error", () => end(new NoAnswer("the answer broke off")));
      response.once("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: {},
          text: Buffer.concat(chunks).toString("utf8"),
        }),
      );
    });
    const stop = () => end(signal.reason instanceof Error ? signal.reason : new Error("stopped"));
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
    outgoing.once("close", () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", stop);
    });
    outgoing.end();
  }).finally(() => {
    resolver.cancel();
    agent.destroy();
  });
}
