import { randomUUID } from "node:crypto";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { stringify } from "lossless-json";
import { usageError } from "../core/errors";
import { answerBackups, answerInstances, type EmulatedApi } from "./api";
import { apis } from "./apis";
import { type AnyOperation, type Call, type EmulatedCloud, type HttpAnswer, Refusal } from "./cloud";
import type { EmulatorData } from "./data";
import { demoCredentials, demoData } from "./demo";
import { type Fault, STRANGE_ANSWERS, takeFault } from "./faults";
import { type HttpRequest, isKnownHost, readRequest } from "./request";
import { type RecordedRequest, RequestLog } from "./request-log";
import { type EmulatorCredentials, Verifier } from "./verifier";

export interface EmulatorOptions {
  /** TCP port on 127.0.0.1. @default a free one */
  port?: number;
  /** Data of the listings. @default {@link demoData} */
  data?: EmulatorData;
  /** Keys that are accepted. @default {@link demoCredentials} */
  credentials?: readonly EmulatorCredentials[];
  /** The clock for signatures and the Date header. @default the system's */
  now?: () => Date;
  /** Faults. @default none */
  faults?: Fault[];
}

/** A running emulator. */
export interface Emulator {
  /** Address of all APIs, such as `http://127.0.0.1:40123`. */
  readonly url: string;
  readonly port: number;
  /** The latest requests, a few thousand, oldest first. */
  readonly requests: RecordedRequest[];
  /** The current faults; may be changed at any time. */
  readonly faults: Fault[];
  /** Data of the listings; may be changed at any time. */
  readonly data: EmulatorData;
  /** Stops listening and closes all connections. */
  close(): Promise<void>;
}

/**
 * Serves the listing APIs on 127.0.0.1. Each request itself shows its API.
 *
 * @throws BackupsError `usage` if the port is taken or not allowed
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const now = options.now ?? (() => new Date());
  const data = options.data ?? demoData(now());
  const faults = options.faults ?? [];
  const log = new RequestLog();
  const verifier = new Verifier(options.credentials ?? [demoCredentials], now);

  const server = createServer((message, response) => {
    if (!isKnownHost(message.headers.host)) {
      // The unread rest is dropped with the connection.
      response.setHeader("Connection", "close");
      tell(
        response,
        403,
        "The emulator answers only requests whose Host is this machine, such as 127.0.0.1, or a vendor's API.",
      );
      return;
    }
    readRequest(message)
      .then((request) => {
        if (request) return serve(request, response, { now, data, faults, log, verifier });
        tell(response, 413, "The body is larger than the 1 MB that the emulator reads.");
      })
      .catch((error: unknown) => {
        response.statusCode = 500;
        response.end(`The emulator failed: ${error instanceof Error ? error.stack : error}\n`);
      });
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.once("error", (error) => {
      reject(
        usageError("port", `cannot listen on 127.0.0.1: ${error.message}.`, "Choose another port, or none."),
      );
    });
    server.listen(options.port ?? 0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });

  return {
    url: `http://127.0.0.1:${port}`,
    port,
    requests: log.requests,
    faults,
    data,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers with a text of the emulator itself. */
function tell(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "Content-Type": "text/plain" });
  response.end(`${text}\n`);
}

/** What all requests share. */
interface State {
  readonly now: () => Date;
  readonly data: EmulatorData;
  readonly faults: Fault[];
  readonly log: RequestLog;
  readonly verifier: Verifier;
}

/** The account of every key; it is not a real one. */
const ACCOUNT_ID = "100000000001";

async function serve(request: HttpRequest, response: ServerResponse, state: State): Promise<void> {
  response.setHeader("Date", state.now().toUTCString());
  const record: RecordedRequest = { method: request.method, url: withoutSecrets(request), params: {} };
  state.log.add(record, record.url.length + request.body.length);
  const cloud = apis.find((api) => api.cloud.recognises(request))?.cloud;
  if (!cloud) {
    record.status = 404;
    tell(response, 404, "No request of an emulated API.");
    return;
  }
  const requestId = randomUUID();
  let answer: HttpAnswer;
  let fault: Fault | undefined;
  try {
    const own = routes.filter(({ api }) => api.cloud === cloud);
    const call = cloud.read(
      request,
      own.map(({ operation }) => operation),
    );
    const route = routeOf(own, call);
    const { instance } = route?.operation ?? {};
    if (instance && typeof call.params[instance] === "string") call.instanceId = call.params[instance];
    call.instanceId ??= route?.api.instanceIn?.(call);
    const listing = route?.api.listing;
    Object.assign(record, { listing: listing?.name, ...call, path: undefined });
    if (!listing && call.action !== "GetCallerIdentity") throw cloud.unknownAction(call);
    cloud.authenticate(request, call, listing?.service ?? "sts", state.verifier);
    fault = listing && takeFault(state.faults, listing.name, call.instanceId);
    record.fault = fault?.kind;
    const refusal = fault && refusalFor(fault, cloud);
    if (refusal) throw refusal;
    const payload = route ? payloadOf(route, call, fault, state) : { AccountId: ACCOUNT_ID };
    answer = cloud.success(payload, requestId);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    record.refusal = error.code;
    answer = cloud.failure(error, requestId);
  }
  if (fault?.retryAfter !== undefined) {
    const seconds = fault.retryAfter;
    answer.headers = { "Retry-After": String(seconds), ...cloud.retryHeaders?.(seconds) };
  }
  if (fault?.kind === "slow") await sleep(fault.delayMs ?? 1000, undefined, { ref: false });
  send(response, answer, record);
}

/** The refusal for a fault; undefined if the fault is not one. */
function refusalFor(fault: Fault, { throttled, denied, broken }: EmulatedCloud): Refusal | undefined {
  if (fault.kind === "throttle") return throttled;
  if (fault.kind === "denied") return denied;
  if (fault.kind === "server-error") return broken;
  if (fault.kind !== "refusal") return undefined;
  const { code = broken.code, message = broken.message, status = broken.status } = fault;
  return new Refusal(code, message, status);
}

/** Writes an answer, with the fault if there is one. */
function send(response: ServerResponse, answer: HttpAnswer, record: RecordedRequest): void {
  const { fault } = record;
  if (fault === "reset") {
    response.socket?.resetAndDestroy();
    return;
  }
  const json = { "Content-Type": "application/json", ...answer.headers };
  const right = [answer.status, json, stringify(answer.body) ?? ""] as const;
  const [status, headers, text] = (fault && STRANGE_ANSWERS[fault]) ?? right;
  const body = Buffer.from(text);
  record.status = status;
  response.writeHead(status, { "Content-Length": String(body.length), ...headers });
  if (fault === "truncate")
    response.write(body.subarray(0, body.length / 2), () => response.socket?.destroy());
  else response.end(body);
}

/** An operation with the API that offers it. */
interface Route {
  readonly api: EmulatedApi;
  readonly operation: AnyOperation;
}

const routes: readonly Route[] = apis.flatMap((api) =>
  [...api.listing.operations, api.listing.instances].map((operation) => ({ api, operation })),
);

/** The operation of a call. Services have operations with the same name; then the version decides. */
function routeOf(own: readonly Route[], { action, version, path }: Call): Route | undefined {
  const named = own.filter(({ operation }) => operation.action === action && operation.path === path);
  return named.find(({ operation }) => operation.version === version) ?? named[0];
}

/** The result of a call; changes the listing afterwards if a fault asks for it. Throws a {@link Refusal}. */
function payloadOf(
  { api, operation }: Route,
  call: Call,
  fault: Fault | undefined,
  { data, now }: State,
): Record<string, unknown> {
  const instances = data.instances.filter(({ listing }) => listing === api.listing.name);
  const backups = api.listing.operations.find((known) => known === operation);
  if (!backups) return answerInstances(api, call, instances);
  const { instanceId, region } = call;
  const instance = instances.find(
    (one) => one.instanceId === instanceId && (region === undefined || one.region === region),
  );
  const payload = answerBackups(api, backups, call, instance, now());
  if (instance && (fault?.kind === "changing-total" || fault?.kind === "shift")) {
    const row = api.row({ instance, start: now(), outcome: "succeeded", manual: false });
    if (fault.kind === "changing-total") instance.backups.unshift(row);
    else {
      instance.backups.shift();
      instance.backups.push(row);
    }
  }
  return payload;
}

function withoutSecrets(request: HttpRequest): string {
  const query = request.rawQuery.replace(/\b(Signature|SecurityToken)=[^&]*/g, "$1=…");
  return query === "" ? request.path : `${request.path}?${query}`;
}
