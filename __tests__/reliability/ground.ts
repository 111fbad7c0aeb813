/** What every kind of fault starts from: one listing that is well, and the means to spoil it. */

import { toJson } from "../../src/core/json";
import type { CloudName } from "../../src/vendors";
import { listingNamed } from "../../src/vendors";
import { testKeys } from "../helpers/client";
import type { Reply, SeenRequest } from "../helpers/raw-server";
import { type Outcome, pagesOf, type Row, type Vendor } from "../helpers/vendors";

/** ID of the backup that is right in {@link Ground.rows}. */
export const RIGHT = "1001";
/** ID of the right one where that of {@link RIGHT} cannot be restored. */
export const NEXT = "1000";

const HOUR = 3_600_000;
/** Rows on a page of a long listing. */
const CAP = 30;
const MARK = "@@@";

/** The code of each cloud for what several kinds need: HTTP status and code. */
const CODES: Readonly<
  Record<CloudName, Readonly<Record<"throttled" | "skewed" | "expired", readonly [number, string]>>>
> = {
  tencentcloud: {
    throttled: [200, "RequestLimitExceeded"],
    skewed: [200, "AuthFailure.SignatureExpire"],
    expired: [200, "AuthFailure.TokenFailure"],
  },
  alicloud: {
    throttled: [400, "Throttling.User"],
    skewed: [400, "InvalidTimeStamp.Expired"],
    expired: [400, "InvalidSecurityToken.Expired"],
  },
  jdcloud: {
    throttled: [429, "HTTP_RATE_LIMIT_EXCEEDED"],
    skewed: [401, "ACCESS_ERROR"],
    expired: [401, "ACCESS_ERROR"],
  },
};

export class Ground {
  readonly cloud: CloudName;
  readonly now = new Date(Math.floor(Date.now() / 1000) * 1000);

  constructor(readonly vendor: Vendor) {
    this.cloud = listingNamed(vendor.name).cloud.name as CloudName;
  }

  /** A row of a backup that started some hours ago. */
  row(id: string, hours: number, outcome?: Outcome, now = this.now): Row {
    return this.vendor.row(id, new Date(now.getTime() - hours * HOUR), outcome);
  }

  /** A running one, the right one, and two older ones: newest first. */
  rows(change: Row = {}, now = this.now): Row[] {
    return [
      this.row("9001", 1, "running", now),
      { ...this.row(RIGHT, 2, "succeeded", now), ...change },
      this.row(NEXT, 26, "succeeded", now),
      this.row("999", 50, "succeeded", now),
    ];
  }

  /** 45 rows on two pages, newest first; the right one in its order, or at an index where no order is left. */
  many(index?: number): Row[] {
    const older = Array.from({ length: 44 }, (_, number) => this.row(`${900 - number}`, 26 + number));
    if (index === undefined) return [this.row(RIGHT, 2), ...older];
    const mixed = older.map((row, number) => ({ row, rank: (number * 7) % 44 }));
    const rows = mixed.sort((a, b) => a.rank - b.rank).map(({ row }) => row);
    return [...rows.slice(0, index), this.row(RIGHT, 2), ...rows.slice(index)];
  }

  /** A page with all of some rows. */
  page(rows: readonly Row[] | null, total: unknown = rows?.length): Reply {
    return { json: this.vendor.envelope(rows, total) };
  }

  /** The listing that is well. */
  well(change: Row = {}): Reply {
    return this.page(this.rows(change));
  }

  /** Its JSON. */
  text(): string {
    return toJson(this.well().json);
  }

  /** Its JSON with a piece of text as it is in the place of a field of the right row. */
  textWith(field: string, piece: string | Buffer): Buffer {
    const [before = "", after = ""] = toJson(this.well({ [field]: MARK }).json).split(`"${MARK}"`);
    return Buffer.concat([Buffer.from(before), Buffer.from(piece), Buffer.from(after)]);
  }

  /** The page that is asked for, of a listing that has other rows each time, and a total of its own. */
  paged(
    request: SeenRequest,
    rows: readonly Row[],
    spoil: (page: readonly Row[]) => { readonly rows: readonly Row[]; readonly total?: number } = (page) => ({
      rows: page,
    }),
  ): Reply {
    const spoilt: Vendor = {
      ...this.vendor,
      envelope: (page, total) => {
        const changed = spoil(page ?? []);
        return this.vendor.envelope(changed.rows, changed.total ?? total);
      },
    };
    return pagesOf(spoilt, rows, { cap: CAP })(request, 0);
  }

  /** Whether a request asks for the first page. */
  isFirst(request: SeenRequest): boolean {
    return this.vendor.page(request).offset === 0;
  }

  /** The field that holds an ID, a time or a status; from what the vendor requires. */
  field(pattern: RegExp): string {
    return this.vendor.required.map(([field]) => field).find((field) => pattern.test(field)) ?? "missing";
  }

  get idField(): string {
    return this.field(/Id$/);
  }

  get timeField(): string {
    return this.field(/Time|Date/);
  }

  get statusField(): string {
    return this.field(/status|^State$/i);
  }

  /** The field that names the instance: one that does so in a row, or as the request calls it. */
  get ownerField(): string {
    const { instanceId } = this.vendor;
    const named = Object.entries(this.row(RIGHT, 2)).find(([, value]) => value === instanceId);
    return named?.[0] ?? listingNamed(this.vendor.name).operations[0].instance ?? "InstanceId";
  }

  /** A field that is not required, by what it is called. */
  optionalField(pattern: RegExp, otherwise: string): string {
    return Object.keys(this.row(RIGHT, 2)).find((field) => pattern.test(field)) ?? otherwise;
  }

  /** The vendor's refusal, whose message repeats what must not be shown. */
  refusal(status: number, code: string): Reply {
    const message = `no: key ${testKeys.accessKey}, ${testKeys.secretKey}, token ${testKeys.securityToken}\u001b[2J\n`;
    if (this.cloud === "tencentcloud") {
      return { status, json: { Response: { Error: { Code: code, Message: message }, RequestId: "req-42" } } };
    }
    if (this.cloud === "alicloud") {
      return { status, json: { Code: code, Message: message, RequestId: "req-42", HostId: "h" } };
    }
    return { status, json: { requestId: "req-42", error: { code: status, status: code, message } } };
  }

  refusalOf(what: keyof (typeof CODES)[CloudName]): Reply {
    return this.refusal(...CODES[this.cloud][what]);
  }

  /** A server whose clock is ahead, which refuses any other time and lists backups by its own. */
  clockAhead(ms: number, request: SeenRequest, listing: (now: Date) => Reply): Reply {
    const now = new Date(Math.floor((Date.now() + ms) / 1000) * 1000);
    const answer = Math.abs(timeOf(request) - now.getTime()) > HOUR ? this.refusalOf("skewed") : listing(now);
    return { ...answer, headers: { date: now.toUTCString() } };
  }
}

/** The time that a request was signed with, in any cloud's notation. */
function timeOf({ headers }: SeenRequest): number {
  const seconds = headers["x-tc-timestamp"];
  if (seconds) return Number(seconds) * 1000;
  const text = String(headers["x-acs-date"] ?? headers["x-jdcloud-date"] ?? headers["x-date"]);
  return Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));
}
