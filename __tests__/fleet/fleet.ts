/** Fleets of any size on an emulator, with every kind of trouble in them. */
import type { Emulator, EmulatorData } from "../../src/emulator";
import { startEmulator } from "../../src/emulator";
import type { EmulatedApi } from "../../src/emulator/api";
import { apis } from "../../src/emulator/apis";
import type { DemoRun } from "../../src/emulator/demo-schedule";

type Instance = EmulatorData["instances"][number];

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** What happens to an instance's backups. */
export type Story =
  | "fine"
  | "twice a day"
  | "failing since days"
  | "no backup"
  | "truncated"
  | "late"
  | "gap"
  | "newest failed"
  | "not there"
  | "muted";

/** The stories of a fleet, in a row of forty. */
const STORIES: Readonly<Record<number, Story>> = {
  0: "failing since days",
  1: "no backup",
  2: "truncated",
  3: "late",
  7: "gap",
  11: "newest failed",
  13: "not there",
  17: "muted",
  19: "twice a day",
  23: "newest failed",
};

export const storyOf = (index: number): Story => STORIES[index % 40] ?? "fine";

/** Listings that take instances of any ID, in turns. */
const LISTINGS = [
  "tencentcloud-mysql",
  "alicloud-rds",
  "tencentcloud-postgres",
  "jdcloud-redis",
  "alicloud-polardb",
  "tencentcloud-cynosdb",
  "jdcloud-rds",
];
const NAMES = [
  "crm-leads",
  "payments-ledger",
  "会员积分库",
  "search-sessions",
  "orders",
  "checkout-cart",
  "客服工单",
  "warehouse-north",
  "content-cms",
  "billing-invoices",
  "accounts",
  "库存中心",
  "audit-log",
  "hr-payroll",
  "feature-store",
  "marketing-mails",
  "pricing",
  "旧报表库",
  "chat-history",
  "iot-telemetry",
  "partner-api",
  "评论系统",
  "fraud-scores",
  "promo-cache",
];
const OWNERS = ["Sales", "Payments", "客服平台", "Search", "Logistics", "Data platform", "Identity"];
const TIERS = ["gold", "silver", "bronze"];

function runsOf(story: Story, now: Date, index: number): readonly DemoRun[] {
  const newest = now.getTime() - (story === "late" ? 4 : 1 + (index % 7) * 0.2) * HOUR;
  const every = story === "twice a day" ? 12 * HOUR : DAY;
  const runs: DemoRun[] = [];
  for (let age = 0; age < (28 * DAY) / every; age++) {
    const start = new Date(
      Math.floor((newest - age * every - ((index * 7 + age * 13) % 11) * 60_000) / 1000) * 1000,
    );
    const days = (age * every) / DAY;
    const failed =
      (story === "failing since days" && days < 9) ||
      (story === "newest failed" && age === 0) ||
      (story === "muted" && days < 3) ||
      (story === "gap" && age > 4 && age < 7) ||
      (index % 3 === 0 && age === 14);
    if (story === "no backup" || (story === "late" && age === 0)) continue;
    runs.push({ start, outcome: failed ? "failed" : "succeeded", manual: false });
  }
  return runs;
}

/** Fields in which vendors write a size. */
const SIZES = /^(?:Size|BackupSize|BackupSetSize|backupSize|backupSizeByte|SnapshotSize)$/;

/** Makes the newest backup a sixteenth of what it was. */
function truncate(rows: readonly Record<string, unknown>[]): void {
  const [newest] = rows;
  for (const [name, value] of Object.entries(newest ?? {})) {
    if (SIZES.test(name) && newest)
      newest[name] =
        typeof value === "string" ? String(Math.floor(Number(value) / 16)) : Math.floor(Number(value) / 16);
  }
}

/** An instance with its name and its entry in a file. */
interface Member {
  readonly instance: Instance;
  readonly story: Story;
  readonly entry: string;
}

function member(index: number, now: Date): Member {
  const story = storyOf(index);
  const wanted = LISTINGS[(index + Math.floor(index / 40)) % LISTINGS.length];
  const listing = story === "truncated" ? "alicloud-rds" : String(wanted);
  const api = apis.find((each) => each.listing.name === listing) as EmulatedApi;
  const { region } = api.demoInstance;
  const prefix = api.demoInstance.instanceId.replace(/[-_].*/, "");
  const instanceId = `${prefix}-${String(index).padStart(4, "0")}fleet`;
  const instance: Instance = { listing, instanceId, region, backups: [] };
  instance.backups = runsOf(story, now, index)
    .filter(({ outcome }) => api.lists?.includes(outcome) ?? true)
    .map((run) => api.row({ instance, ...run }));
  if (story === "truncated") truncate(instance.backups);
  const name = `${NAMES[index % NAMES.length]}${index >= NAMES.length ? `-${Math.floor(index / NAMES.length) + 1}` : ""}`;
  const ignore = story === "muted" ? ", ignore: { reason: moved to another account, until: 2099-12-31 }" : "";
  const labels = `labels: { owner: ${OWNERS[index % OWNERS.length]}, tier: ${TIERS[index % TIERS.length]} }`;
  const entry = `  - { listing: ${listing}, instance_id: ${instanceId}, region: ${region}, name: ${name}, ${labels}${ignore} }`;
  return { instance, story, entry };
}

/** A file of instances, and what the emulator must hold for it. */
export interface Fleet {
  readonly yaml: string;
  readonly data: EmulatorData;
  readonly stories: readonly Story[];
}

/** A fleet; its backups are dated relative to `now`. */
export function fleetOf(size: number, now = new Date()): Fleet {
  const members = Array.from({ length: size }, (_, index) => member(index, now));
  const criteria =
    "failed_attempt: true, max_gap: 2x, min_size_of_usual: 50%, early_expiry: true, min_count: 7";
  const yaml = [
    `defaults: { warn_age: 26h, max_age: 50h, ${criteria} }`,
    size > 0 ? "instances:" : "instances: []",
    ...members.map(({ entry }) => entry),
    "",
  ].join("\n");
  const there = members.filter(({ story }) => story !== "not there");
  return {
    yaml,
    data: { instances: there.map(({ instance }) => instance) },
    stories: members.map(({ story }) => story),
  };
}

/** An emulator that holds a fleet. */
export function emulatorOf(fleet: Fleet): Promise<Emulator> {
  return startEmulator({ data: fleet.data });
}
