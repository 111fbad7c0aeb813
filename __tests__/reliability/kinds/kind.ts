import type { Socket } from "node:net";
import type { BackupsErrorCode } from "../../../src/client";
import type { CloudName } from "../../../src/vendors";
import type { Reply, SeenRequest } from "../../helpers/raw-server";
import type { Vendor } from "../../helpers/vendors";
import type { Ground } from "../ground";

/** What a server does with a request: it answers, or does something else with the connection. */
export type Act = Reply | ((socket: Socket) => void);

/** The result that a command must have. */
export interface Expected {
  readonly outcome: "right ID" | BackupsErrorCode;
  /** Requests that reach the server: a number, or the fewest and the most. */
  readonly requests: number | readonly [number, number];
  /** What standard error must say. */
  readonly says?: RegExp;
}

/** A fault of a vendor or of the network. */
export interface Kind {
  /** What happens, as a sentence. */
  readonly name: string;
  /** Only for listings of this cloud. */
  readonly cloud?: CloudName;
  /** The vendor's code that the server answers with. */
  readonly refusal?: { readonly vendor: string; readonly code: string; readonly status: number };
  /** Where the request goes: a server on loopback, an address without a server, or a proxy. @default "http" */
  readonly place?: "http" | "https" | { readonly address: string } | { readonly proxy: string };
  /** Answers the n-th request (from 0). Called once for each listing. */
  readonly answer?: (ground: Ground) => (request: SeenRequest, index: number) => Act;
  readonly expected: Expected;
  /** Other expected results, by listing or cloud. */
  readonly except?: Readonly<Record<string, Expected>>;
  /** ID of the right backup. @default that of {@link Ground.rows} */
  readonly right?: string;
  /** Timeout of the lookup in seconds. @default 30 */
  readonly seconds?: number;
  /** @default 1 */
  readonly retries?: number;
  readonly flags?: readonly string[];
  /** Needs so much memory, or time of the processor, that it runs by itself. */
  readonly heavy?: true;
}

/** Kinds that belong together. */
export interface Family {
  readonly title: string;
  readonly kinds: readonly Kind[];
}

/** The right backup is found. */
export function found(requests: Expected["requests"], says?: RegExp): Expected {
  return { outcome: "right ID", requests, says };
}

/** The lookup fails. */
export function fails(outcome: BackupsErrorCode, requests: Expected["requests"], says?: RegExp): Expected {
  return { outcome, requests, says };
}

/** The expected result of a kind for a listing. */
export function expectedOf(kind: Kind, vendor: Vendor, cloud: CloudName): Expected {
  return kind.except?.[vendor.name] ?? kind.except?.[cloud] ?? kind.expected;
}
