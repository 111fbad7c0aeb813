import type { ListingName } from "../../src/client";
import { toWallClock } from "../../src/core/time";
import type { Answer, Reply, SeenRequest } from "./raw-server";

/** A backup in a vendor's own words. */
export type Row = Record<string, unknown>;

/** How a run of a backup went. */
export type Outcome = "succeeded" | "running" | "failed" | "expired" | "incremental";

/** One listing API as its document describes it, written down apart from the code under test. */
export interface Vendor {
  readonly name: ListingName;
  readonly instanceId: string;
  readonly region: string;
  /** Values of BackupMethod, each of which is asked for by itself. @default none: everything is asked for at once */
  readonly methods?: readonly number[];
  /** Largest page. */
  readonly pageSize: number;
  /** Outcomes that the API can list. */
  readonly outcomes: readonly Outcome[];
  readonly row: (id: string | number | bigint, at: Date, outcome?: Outcome) => Row;
  /** Where the rows stand, the total beside them. */
  readonly envelope: (rows: readonly Row[] | null, total: unknown) => unknown;
  readonly page: (request: SeenRequest) => { readonly offset: number; readonly size: number };
  /** Fields that a row must have, with the path of each in an error. */
  readonly required: readonly (readonly [string, string])[];
}

export const rfc3339 = (date: Date) => date.toISOString().replace(".000Z", "Z");
export const beijing = (date: Date) => toWallClock(date, "+08:00");
export const later = (date: Date, hours: number) => new Date(date.getTime() + hours * 3_600_000);
const byOffset = ({ json }: SeenRequest) => ({ offset: Number(json.Offset), size: Number(json.Limit) });
const byNumber = (number: unknown, size: unknown) => ({
  offset: (Number(number) - 1) * Number(size),
  size: Number(size),
});

const tencentRedis: Vendor = {
  name: "tencentcloud-redis",
  instanceId: "crs-5a4py64p",
  region: "ap-guangzhou",
  pageSize: 100,
  outcomes: ["succeeded", "running", "expired"],
  row: (id, at, outcome = "succeeded") => ({
    StartTime: beijing(at),
    BackupId: id,
    BackupType: "1",
    Status: { succeeded: 2, running: 1, failed: -2, expired: -1, incremental: 3 }[outcome],
    Remark: "",
    Locked: 0,
  }),
  envelope: (rows, total) => ({ Response: { RequestId: "req-1", TotalCount: total, BackupSet: rows } }),
  page: byOffset,
  required: [
    ["BackupId", "BackupSet[0].BackupId"],
    ["StartTime", "BackupSet[0].StartTime"],
    ["Status", "BackupSet[0].Status"],
  ],
};

const tencentMysql: Vendor = {
  name: "tencentcloud-mysql",
  instanceId: "cdb-c1nl9rpv",
  region: "ap-guangzhou",
  pageSize: 100,
  outcomes: ["succeeded", "running", "failed", "incremental"],
  row: (id, at, outcome = "succeeded") => ({
    BackupId: id,
    Creator: "SYSTEM",
    Date: beijing(at),
    FinishTime: outcome === "running" ? "0000-00-00 00:00:00" : beijing(later(at, 1)),
    Name: `backup_${id}`,
    Size: 653_226,
    Status: {
      succeeded: "SUCCESS",
      running: "RUNNING",
      failed: "FAILED",
      expired: "",
      incremental: "SUCCESS",
    }[outcome],
    Type: "physical",
    Method: outcome === "incremental" ? "partial" : "full",
  }),
  envelope: (rows, total) => ({ Response: { RequestId: "req-1", TotalCount: total, Items: rows } }),
  page: byOffset,
  required: [
    ["BackupId", "Items[0].BackupId"],
    ["Date", "Items[0].Date"],
    ["Status", "Items[0].Status"],
  ],
};

/** JD Cloud Redis; it also stands for any listing where a test needs just one. */
export const jdRedis: Vendor = {
  name: "jdcloud-redis",
  instanceId: "redis-3o8iyrvzp7",
  region: "cn-north-1",
  pageSize: 100,
  outcomes: ["succeeded", "running", "failed"],
  row: (id, at, outcome = "succeeded") => ({
    baseId: String(id),
    backupFileName: `file-${id}`,
    cacheInstanceId: "redis-3o8iyrvzp7",
    backupStartTime: rfc3339(at),
    backupEndTime: rfc3339(later(at, 1)),
    backupType: 0,
    backupSize: 1024,
    backupStatus: { succeeded: 2, running: 0, failed: 1, expired: 2, incremental: 2 }[outcome],
  }),
  envelope: (rows, total) => ({ requestId: "req-1", result: { backups: rows, totalCount: total } }),
  page: ({ query }) => byNumber(query.pageNumber, query.pageSize),
  required: [
    ["baseId", "backups[0].baseId"],
    ["backupStartTime", "backups[0].backupStartTime"],
    ["backupStatus", "backups[0].backupStatus"],
  ],
};

const aliRedis: Vendor = {
  name: "alicloud-redis",
  instanceId: "r-bp1zxszhcgatnx",
  region: "cn-hangzhou",
  pageSize: 300,
  outcomes: ["succeeded", "running", "failed", "expired", "incremental"],
  row: (id, at, outcome = "succeeded") => ({
    BackupId: id,
    BackupStatus: { running: "Running", failed: "Failed" }[outcome as string] ?? "Success",
    BackupStartTime: rfc3339(at),
    BackupEndTime: rfc3339(later(at, 1)),
    ...(outcome === "expired" ? { ExpectExpireTime: rfc3339(later(at, 1)) } : {}),
    BackupType: outcome === "incremental" ? "IncrementalBackup" : "FullBackup",
    BackupMode: "Automated",
    BackupMethod: "Physical",
    BackupSize: 1024,
    NodeInstanceId: "r-bp1zxszhcgatnx",
  }),
  envelope: (rows, total) => ({
    RequestId: "req-1",
    PageNumber: 1,
    PageSize: 300,
    TotalCount: total,
    Backups: { Backup: rows },
  }),
  page: ({ query }) => byNumber(query.PageNumber, query.PageSize),
  required: [
    ["BackupId", "Backups.Backup[0].BackupId"],
    ["BackupStartTime", "Backups.Backup[0].BackupStartTime"],
    ["BackupStatus", "Backups.Backup[0].BackupStatus"],
  ],
};

const tencentPostgres: Vendor = {
  name: "tencentcloud-postgres",
  instanceId: "postgres-6r233v55",
  region: "ap-guangzhou",
  pageSize: 100,
  outcomes: ["succeeded", "running", "failed", "expired"],
  row: (id, at, outcome = "succeeded") => ({
    DBInstanceId: "postgres-6r233v55",
    Id: id,
    Name: `base_${id}`,
    BackupMethod: "physical",
    BackupMode: "automatic",
    State: { running: "running", failed: "failed" }[outcome as string] ?? "finished",
    Size: 1024,
    StartTime: beijing(at),
    FinishTime: outcome === "running" ? "" : beijing(later(at, 1)),
    ExpireTime: outcome === "expired" ? beijing(later(at, 1)) : "",
  }),
  envelope: (rows, total) => ({ Response: { RequestId: "req-1", TotalCount: total, BaseBackupSet: rows } }),
  page: byOffset,
  required: [
    ["Id", "BaseBackupSet[0].Id"],
    ["StartTime", "BaseBackupSet[0].StartTime"],
    ["State", "BaseBackupSet[0].State"],
  ],
};

const tencentMongodb: Vendor = {
  name: "tencentcloud-mongodb",
  methods: [0, 1, 3],
  instanceId: "cmgo-p8vnipr5",
  region: "ap-guangzhou",
  pageSize: 100,
  outcomes: ["succeeded", "running", "expired"],
  row: (id, at, outcome = "succeeded") => ({
    InstanceId: "cmgo-p8vnipr5",
    BackId: id,
    BackupType: 0,
    BackupMethod: 1,
    BackupName: `dump_${id}`,
    BackupSize: 1,
    StartTime: beijing(at),
    EndTime: outcome === "running" ? "" : beijing(later(at, 1)),
    Status: outcome === "running" ? 1 : 2,
    DeleteTime: outcome === "expired" ? beijing(later(at, 1)) : "",
  }),
  envelope: (rows, total) => ({ Response: { RequestId: "req-1", TotalCount: total, BackupList: rows } }),
  page: byOffset,
  required: [
    ["BackId", "BackupList[0].BackId"],
    ["StartTime", "BackupList[0].StartTime"],
    ["Status", "BackupList[0].Status"],
  ],
};

const tencentCynosdb: Vendor = {
  name: "tencentcloud-cynosdb",
  instanceId: "cynosdbmysql-8b0s6r3t",
  region: "ap-guangzhou",
  pageSize: 100,
  outcomes: ["succeeded", "running", "failed"],
  row: (id, at, outcome = "succeeded") => ({
    BackupId: id,
    FileName: `snap_${id}`,
    FileSize: 1024,
    StartTime: beijing(at),
    FinishTime: outcome === "running" ? "0000-00-00 00:00:00" : beijing(later(at, 1)),
    BackupType: "snapshot",
    BackupMethod: "auto",
    BackupStatus: { running: "creating", failed: "fail" }[outcome as string] ?? "success",
    SnapShotType: "increment",
  }),
  envelope: (rows, total) => ({ Response: { RequestId: "req-1", TotalCount: total, BackupList: rows } }),
  page: byOffset,
  required: [
    ["BackupId", "BackupList[0].BackupId"],
    ["StartTime", "BackupList[0].StartTime"],
    ["BackupStatus", "BackupList[0].BackupStatus"],
  ],
};

const jdRds: Vendor = {
  name: "jdcloud-rds",
  instanceId: "mysql-wp4e9ztap2",
  region: "cn-north-1",
  pageSize: 100,
  outcomes: ["succeeded", "running", "failed", "incremental"],
  row: (id, at, outcome = "succeeded") => ({
    backupId: String(id),
    backupName: `file-${id}`,
    instanceId: "mysql-wp4e9ztap2",
    backupStatus: { running: "BUILDING", failed: "ERROR" }[outcome as string] ?? "COMPLETED",
    backupStartTime: beijing(at),
    backupEndTime: outcome === "running" ? "" : beijing(later(at, 1)),
    backupType: outcome === "incremental" ? "diff" : "full",
    backupMode: "auto",
    backupUnit: "instance",
    backupSizeByte: 1024,
  }),
  envelope: (rows, total) => ({ requestId: "req-1", result: { backup: rows, totalCount: total } }),
  page: ({ query }) => byNumber(query.pageNumber, query.pageSize),
  required: [
    ["backupId", "backup[0].backupId"],
    ["backupStartTime", "backup[0].backupStartTime"],
    ["backupStatus", "backup[0].backupStatus"],
  ],
};

/** What the rows of Alibaba Cloud's other databases have in common. */
function aliRow(id: string | number | bigint, at: Date, outcome: Outcome): Row {
  return {
    BackupId: id,
    BackupStatus: { running: "Running", failed: "Failed" }[outcome as string] ?? "Success",
    BackupStartTime: rfc3339(at),
    BackupEndTime: rfc3339(later(at, 1)),
    BackupType: outcome === "incremental" ? "IncrementalBackup" : "FullBackup",
    BackupMode: "Automated",
    BackupMethod: "Physical",
    IsAvail: 1,
  };
}

const aliOutcomes = ["succeeded", "running", "failed", "expired", "incremental"] as const;
const aliPage = ({ query }: SeenRequest) => byNumber(query.PageNumber, query.PageSize);
const requiredIn = (list: string): Vendor["required"] => [
  ["BackupId", `${list}[0].BackupId`],
  ["BackupStartTime", `${list}[0].BackupStartTime`],
  ["BackupStatus", `${list}[0].BackupStatus`],
];

const aliRds: Vendor = {
  name: "alicloud-rds",
  instanceId: "rm-uf6wjk5x1a2b3c4d5",
  region: "cn-hangzhou",
  pageSize: 100,
  outcomes: aliOutcomes,
  row: (id, at, outcome = "succeeded") => ({
    ...aliRow(id, at, outcome),
    DBInstanceId: "rm-uf6wjk5x1a2b3c4d5",
    BackupSize: 1024,
    ConsistentTime: 0,
    ...(outcome === "expired" && { ExpectExpireTime: rfc3339(later(at, 1)) }),
  }),
  envelope: (rows, total) => ({ RequestId: "req-1", TotalRecordCount: total, Items: { Backup: rows } }),
  page: aliPage,
  required: requiredIn("Items.Backup"),
};

const aliPolardb: Vendor = {
  name: "alicloud-polardb",
  instanceId: "pc-bp1k9w2d4f6h8j0m3",
  region: "cn-hangzhou",
  pageSize: 100,
  outcomes: aliOutcomes,
  row: (id, at, outcome = "succeeded") => ({
    ...aliRow(id, at, outcome),
    DBClusterId: "pc-bp1k9w2d4f6h8j0m3",
    BackupSetSize: "1024",
    ConsistentTime: "0",
    ...(outcome === "expired" && { ExpectExpireTime: rfc3339(later(at, 1)) }),
  }),
  envelope: (rows, total) => ({ RequestId: "req-1", TotalRecordCount: total, Items: { Backup: rows } }),
  page: aliPage,
  required: requiredIn("Items.Backup"),
};

const aliMongodb: Vendor = {
  name: "alicloud-mongodb",
  instanceId: "dds-bp1a7009eb24c6d8",
  region: "cn-hangzhou",
  pageSize: 100,
  outcomes: aliOutcomes,
  row: (id, at, outcome = "succeeded") => ({
    ...aliRow(id, at, outcome),
    BackupSize: 1024,
    ...(outcome === "expired" && { BackupExpireTime: rfc3339(later(at, 1)) }),
  }),
  envelope: (rows, total) => ({ RequestId: "req-1", TotalCount: total, Backups: { Backup: rows } }),
  page: aliPage,
  required: requiredIn("Backups.Backup"),
};

/** The listing APIs. */
export const vendors: readonly Vendor[] = [
  tencentRedis,
  tencentMysql,
  tencentPostgres,
  tencentMongodb,
  tencentCynosdb,
  jdRedis,
  jdRds,
  aliRedis,
  aliRds,
  aliPolardb,
  aliMongodb,
];

/** The API of a listing. */
export function vendorOf(name: string): Vendor {
  return vendors.find((vendor) => vendor.name === name) as Vendor;
}

/** Answers page by page; `cap` is a page size that the server will not exceed. */
export function pagesOf(vendor: Vendor, rows: readonly Row[], { cap = 300 } = {}): Answer {
  return (request): Reply => {
    const asked = vendor.page(request);
    const all = vendor.methods ? rows.filter((row) => row.BackupMethod === request.json.BackupMethod) : rows;
    const size = Math.min(asked.size, cap);
    // A page number counts in pages of the size that is really served.
    const isNumbered = request.method === "GET" || "PageNo" in request.query;
    const offset = isNumbered ? (asked.offset / asked.size) * size : asked.offset;
    return { json: vendor.envelope(all.slice(offset, offset + size), all.length) };
  };
}

/** The same order every time, and one that has nothing to do with time. */
export function shuffled<Item>(items: readonly Item[]): Item[] {
  const mixed = items.map((item, index) => ({ item, rank: (index * 7919 + 13) % 1009 }));
  return mixed.sort((a, b) => a.rank - b.rank).map(({ item }) => item);
}
