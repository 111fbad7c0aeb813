import type { Socket } from "node:net";
import type { BackupsErrorCode } from "../../../src/client";
import type { CloudName } from "../../../src/vendors";
import type { Reply, SeenRequest } from "../../helpers/vendor-server";
import type { Vendor } from "../../helpers/vendors";
import type { Ground } from "../ground";

/** What a server does with a request: an answer, or anything at all with its connection. */
export type Act = Reply | ((socket: Socket) => void);

/** What a command must come to. */
export interface Expected {
  readonly outcome: "right ID" | BackupsErrorCode;
  /** Requests that reach the server: a number, or the fewest and the most. */
  readonly requests: number | readonly [number, number];
  /** What standard error must say. */
  readonly says?: RegExp;
}

/** A way in which a vendor, or what lies between, goes wrong. */
export interface Kind {
  /** What happens, as a sentence. */
  readonly name: string;
  /** Only for listings of this cloud. */
  readonly cloud?: CloudName;
  /** What is asked: a server on loopback, an address that nobody answers at, or a proxy and what it says. @default "http" */
  readonly place?: "http" | "https" | { readonly address: string } | { readonly proxy: string };
  /** Answers the n-th request (from 0). Made anew for each listing. */
  readonly answer?: (ground: Ground) => (request: SeenRequest, index: number) => Act;
  readonly expected: Expected;
  /** Where a listing, or all of a cloud, must come to something else. */
  readonly except?: Readonly<Record<string, Expected>>;
  /** ID of the backup that is right. @default that of {@link Ground.rows} */
  readonly right?: string;
  /** Seconds that the lookup gets. @default 30 */
  readonly seconds?: number;
  /** @default 1 */
  readonly retries?: number;
  readonly flags?: readonly string[];
  /** Needs so much memory that it runs by itself. */
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

/** What a kind must come to for a listing. */
export function expectedOf(kind: Kind, vendor: Vendor, cloud: CloudName): Expected {
  return kind.except?.[vendor.name] ?? kind.except?.[cloud] ?? kind.expected;
}
