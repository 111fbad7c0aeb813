import type { HttpRequest } from "../../src/clouds/call";
import { toJson } from "../../src/core/json";
import type { Http } from "../../src/transport/http";
import type { Answer, SeenRequest } from "./raw-server";

function seenOf({ method, url, body = "" }: HttpRequest): SeenRequest {
  const { pathname, search, searchParams } = new URL(url);
  const json = body.startsWith("{") ? (JSON.parse(body) as Record<string, unknown>) : {};
  const query = Object.fromEntries(searchParams);
  return { method, target: pathname + search, path: pathname, query, headers: {}, body, json };
}

/** An {@link Http} that answers without a socket: for many answers, where the network is not the subject. */
export function withoutSocket(answer: Answer): Http {
  let index = 0;
  return async (request) => {
    // Answers at once would keep every timer of the other lanes from ringing.
    await new Promise(setImmediate);
    const { status = 200, headers = {}, json, body = toJson(json) } = answer(seenOf(request), index++);
    const text = body.toString("utf8").replace(/^\ufeff/, "");
    return { status, headers: { "content-type": "application/json", ...headers }, text };
  };
}
