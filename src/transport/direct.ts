/** Requests over plain HTTP to a server on this machine or its link, without a proxy, with short limits. */
import { Resolver } from "node:dns";
import { once } from "node:events";
import { Agent, type IncomingMessage, type RequestOptions, request } from "node:http";
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
 * @throws NoConnection if nothing answers within a second; NoAnswer if the answer is incomplete; the signal's reason
 */
export async function askDirectly(asked: DirectRequest, signal: AbortSignal): Promise<HttpResponse> {
  const url = new URL(asked.url);
  const { answerWithinMs = ANSWER_WITHIN_MS } = asked;
  const resolver = new Resolver();
  const agent = new Agent({ keepAlive: false });
  const isName = /[a-z]/i.test(url.hostname) && url.hostname !== "localhost" && !url.hostname.includes(":");
  const late = new AbortController();
  /** What an error means at this point. */
  let failure: Error = new NoConnection();
  const end = (reason: Error) => () => late.abort(reason);
  let timer = whenLate(CONNECT_WITHIN_MS, end(failure));
  const ends = AbortSignal.any([signal, late.signal]);
  const outgoing = request(url, {
    agent,
    signal: ends,
    method: asked.method,
    headers: { ...asked.headers, ...(asked.method === "PUT" && { "Content-Length": "0" }) },
    ...(isName && { lookup: lookUp(resolver) }),
  });
  // The connection may break off after the answer has begun: then the answer tells it.
  outgoing.on("error", () => undefined);
  outgoing.once("socket", (socket) =>
    socket.once("connect", () => {
      clearTimeout(timer);
      failure = new NoAnswer("the connection broke off");
      timer = whenLate(answerWithinMs, end(new NoAnswer(`no answer within ${answerWithinMs / 1000} s`)));
    }),
  );
  try {
    outgoing.end();
    const [response] = (await once(outgoing, "response")) as [IncomingMessage];
    failure = new NoAnswer("the answer broke off");
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of response as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      chunks.push(chunk);
      if (bytes <= MAX_BYTES) continue;
      failure = new NoAnswer("its answer is longer than 100 kB");
      throw failure;
    }
    const text = Buffer.concat(chunks).toString("utf8");
    return { status: response.statusCode ?? 0, headers: {}, text };
  } catch {
    throw ends.aborted ? ends.reason : failure;
  } finally {
    clearTimeout(timer);
    resolver.cancel();
    agent.destroy();
  }
}
