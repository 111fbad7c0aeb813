import { randomUUID } from "node:crypto";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { stringify } from "lossless-json";
import { usageError } from "../core/errors";
import { answerBackups, answerInstances, type EmulatedApi, operationsOf } from "./api";
import { apis } from "./apis";
import { type Call, type EmulatedCloud, type HttpAnswer, Refusal } from "./cloud";
import type { EmulatorData } from "./data";
import { demoCredentials, demoData } from "./demo";
import { delay, type Fault, takeFault } from "./faults";
import { isKnownHost } from "./known-host";
import { type HttpRequest, readRequest } from "./request";
import { type RecordedRequest, RequestLog } from "./request-log";
import { type EmulatorCredentials, Verifier } from "./verifier";

/** How an emulator is started. */
export interface EmulatorOptions {
  /** TCP port on 127.0.0.1. @default a free one */
  port?: number;
  /** Data of the listings. @default {@link demoData} */
  data?: EmulatorData;
  /** Keys that are accepted. @default {@link demoCredentials} */
  credentials?: readonly EmulatorCredentials[];
  /** The clock: signatures are checked against it and the Date header shows it. @default the system's */
  now?: () => Date;
  /** Faults, and how often. @default nothing */
  faults?: Fault[];
}

/** A running emulator. */
export interface Emulator {
  /** Address of all APIs, such as `http://127.0.0.1:40123`. */
  readonly url: string;
  readonly port: number;
  /** The latest requests, some thousand of them, oldest first. */
  readonly requests: RecordedRequest[];
  /** The rules in force; may be changed at any time. */
  readonly faults: Fault[];
  /** Data of the listings; may be changed at any time. */
  readonly data: EmulatorData;
  /** Stops listening and closes all connections. */
  close(): Promise<void>;
}

/**
 * Serves the listing APIs on 127.0.0.1, told apart by what a request itself says.
 *
 * @throws BackupsError `usage` when the port is taken or not allowed
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const now = options.now ?? (() => new Date());
  const data = options.data ?? demoData(now());
  const faults = options.faults ?? [];
  const log = new RequestLog();
  const verifier = new Verifier(options.credentials ?? [demoCredentials], now);

  const server = createServer((message, response) => {
    if (!isKnownHost(message.headers.host)) {
      // What is unread is dropped with the connection.
      response.writeHead(403, { "Content-Type": "text/plain", Connection: "close" });
      response.end(
        "The emulator answers only requests whose Host is this machine, such as 127.0.0.1, or a vendor's API.\n",
      );
      return;
    }
    readRequest(message)
      .then((request) => {
        if (request) return serve(request, response, { now, data, faults, log, verifier });
        response.writeHead(413, { "Content-Type": "text/plain" });
        response.end("The body is larger than the 1 MB that the emulator reads.\n");
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

interface State {
  now: () => Date;
  data: EmulatorData;
  faults: Fault[];
  log: RequestLog;
  verifier: Verifier;
}

async function serve(request: HttpRequest, response: ServerResponse, state: State): Promise<void> {
  response.setHeader("Date", state.now().toUTCString());
  const record: RecordedRequest = { method: request.method, url: withoutSecrets(request), params: {} };
  state.log.add(record, record.url.length + request.body.length);
  const cloud = apis.find((api) => api.cloud.recognises(request))?.cloud;
  if (!cloud) {
    record.status = 404;
    response.writeHead(404, { "Content-Type": "text/plain" });
    response.end("No request of an emulated API.\n");
    return;
  }

  const requestId = randomUUID();
  let answer: HttpAnswer;
  let fault: Fault | undefined;
  try {
    const call = cloud.read(
      request,
      routesOf(cloud).map(({ operation }) => operation),
    );
    const identity = callerIdentity(cloud, request, call, state.verifier);
    if (identity) {
      Object.assign(record, { ...call, version: undefined, path: undefined });
      send(response, cloud.success(identity, requestId), record);
      return;
    }
    const route = routeOf(cloud, call);
    const { instance } = route?.operation ?? {};
    if (instance && typeof call.params[instance] === "string") call.instanceId = call.params[instance];
    call.instanceId ??= route?.api.instanceIn?.(call);
    const listing = route?.api.listing.name;
    Object.assign(record, { listing, ...call, version: undefined, path: undefined });
    if (!route || !listing) throw cloud.unknownAction(call);
    const { api } = route;
    cloud.authenticate(request, call, api.listing.service, state.verifier);
    fault = takeFault(state.faults, listing, call.instanceId);
    record.fault = fault?.kind;
    if (fault?.kind === "throttle") throw cloud.throttled;
    if (fault?.kind === "server-error") throw cloud.broken;
    if (fault?.kind === "denied") throw cloud.denied;
    answer = cloud.success(payloadOf(route, call, state), requestId);
    if (fault?.kind === "changing-total" || fault?.kind === "shift")
      changeListing(fault.kind, api, call, state);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    record.refusal = error.code;
    answer = cloud.failure(error, requestId);
  }
  if (fault?.retryAfter !== undefined) {
    const seconds = fault.retryAfter;
    answer.headers = { ...answer.headers, "Retry-After": String(seconds), ...cloud.retryHeaders?.(seconds) };
  }
  if (fault?.kind === "slow") await delay(fault);
  send(response, answer, record);
}

/** The account of every key; it is not a real one. */
const ACCOUNT_ID = "100000000001";

/** The answer to GetCallerIdentity of STS; undefined for another call. Throws a {@link Refusal}. */
function callerIdentity(
  cloud: EmulatedCloud,
  request: HttpRequest,
  call: Call,
  verifier: Verifier,
): Record<string, unknown> | undefined {
  if (call.action !== "GetCallerIdentity") return undefined;
  cloud.authenticate(request, call, "sts", verifier);
  return { AccountId: ACCOUNT_ID };
}

/** Writes an answer, changed by the fault if there is one. */
function send(response: ServerResponse, answer: HttpAnswer, record: RecordedRequest): void {
  const json = Buffer.from(stringify(answer.body) ?? "");
  const reply = (status: number, headers: Record<string, string>, body: Buffer | string) => {
    record.status = status;
    response.writeHead(status, { "Content-Length": String(Buffer.byteLength(body)), ...headers });
    response.end(body);
  };
  const html = { "Content-Type": "text/html" };
  switch (record.fault) {
    case "reset":
      response.socket?.resetAndDestroy();
      return;
    case "truncate":
      record.status = answer.status;
      response.writeHead(answer.status, {
        "Content-Type": "application/json",
        "Content-Length": String(json.length),
      });
      response.write(json.subarray(0, json.length / 2), () => response.socket?.destroy());
      return;
    case "html":
      reply(200, html, "<!doctype html><title>Sign in to the network</title>\n");
      return;
    case "bad-gateway":
      reply(502, html, "<html><head><title>502 Bad Gateway</title></head></html>\n");
      return;
    case "empty-object":
      reply(200, { "Content-Type": "application/json" }, "{}");
      return;
    case "redirect":
      reply(302, { Location: "/redirected" }, "");
      return;
    default:
      reply(answer.status, { "Content-Type": "application/json", ...answer.headers }, json);
  }
}

/** An operation with the API that offers it. */
interface Route {
  readonly api: EmulatedApi;
  readonly operation: ReturnType<typeof operationsOf>[number];
}

function routesOf(cloud: EmulatedCloud): readonly Route[] {
  return apis
    .filter((api) => api.cloud === cloud)
    .flatMap((api) => operationsOf(api).map((operation) => ({ api, operation })));
}

/** The operation that a call is for: services name theirs alike, and then the version tells them apart. */
function routeOf(cloud: EmulatedCloud, { action, version, path }: Call): Route | undefined {
  const named = routesOf(cloud).filter(
    ({ operation }) => operation.action === action && operation.path === path,
  );
  return named.find(({ operation }) => operation.version === version) ?? named[0];
}

function payloadOf({ api, operation }: Route, call: Call, { data, now }: State): Record<string, unknown> {
  const backups = api.listing.operations.find((known) => known === operation);
  if (backups) return answerBackups(api, backups, call, finder(api, data), now());
  return answerInstances(
    api,
    call,
    data.instances.filter(({ listing }) => listing === api.listing.name),
  );
}

function finder(api: EmulatedApi, data: EmulatorData) {
  return (instanceId: string, region: string | undefined) =>
    data.instances.find(
      (instance) =>
        instance.listing === api.listing.name &&
        instance.instanceId === instanceId &&
        (region === undefined || instance.region === region),
    );
}

/** Changes a listing while a client pages through it. */
function changeListing(kind: "changing-total" | "shift", api: EmulatedApi, call: Call, state: State): void {
  const instance = finder(api, state.data)(call.instanceId ?? "", call.region);
  if (!instance) return;
  const row = api.row({ instance, start: state.now(), outcome: "succeeded", manual: false });
  if (kind === "changing-total") {
    instance.backups.unshift(row);
  } else {
    instance.backups.shift();
    instance.backups.push(row);
  }
}

function withoutSecrets(request: HttpRequest): string {
  const query = request.rawQuery.replace(/\b(Signature|SecurityToken)=[^&]*/g, "$1=…");
  return query === "" ? request.path : `${request.path}?${query}`;
}
