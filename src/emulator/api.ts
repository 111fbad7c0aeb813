/** One emulated listing API: the listing's own table, and further rules of the vendor. */
import type { BackupOperation, Listing } from "../listings/listing";
import type { AnyOperation, AskedPage, Call, EmulatedCloud, PageLimits, Refusal } from "./cloud";
import type { EmulatorInstance, VendorRow } from "./data";
import { type DemoBackup, type DemoRun, demoRuns } from "./demo-schedule";

/** Names an instance. */
export interface InstanceName {
  readonly instanceId: string;
  readonly region: string;
}

/** Whether a call asks for a row. */
export type Matches = (row: VendorRow, instance: EmulatorInstance) => boolean;

/** An emulated API. */
export interface EmulatedApi {
  readonly listing: Listing;
  readonly cloud: EmulatedCloud;
  /** Sizes of a page of backups. */
  readonly limits: PageLimits | ((operation: BackupOperation) => PageLimits);
  /** The vendor's parameters without an argument. */
  readonly parameters?: readonly string[];
  /** The rows that a call asks for. Throws a {@link Refusal} for bad arguments. @default all */
  readonly matches?: (call: Call, operation: BackupOperation, now: Date) => Matches;
  /** The instance of a call without an instance parameter. */
  readonly instanceIn?: (call: Call) => string | undefined;
  /** The fields of a row that are sent. @default all */
  readonly shown?: (row: VendorRow) => VendorRow;
  /** Refuses an instance that the operation cannot list. */
  readonly refuses?: (instance: EmulatorInstance, operation: BackupOperation) => Refusal | undefined;
  /** Further fields of an answer. */
  readonly extra?: (rows: readonly VendorRow[], operation: BackupOperation) => Record<string, unknown>;
  /** The refusal for an unknown instance. */
  readonly unknownInstance: (instanceId: string) => Refusal;
  /** A backup as the API lists it. */
  readonly row: (backup: DemoBackup) => VendorRow;
  /** An instance as the API lists it, before its own attributes. */
  readonly instanceRow: (instance: EmulatorInstance) => VendorRow;
  /** The instances that a call asks for. @default all */
  readonly matchesInstance?: (call: Call) => (instance: EmulatorInstance) => boolean;
  /** Sizes of a page of instances. @default 20, at most the largest documented one */
  readonly instanceLimits?: PageLimits;
  /** The built-in instance of this listing. */
  readonly demoInstance: InstanceName;
  /** Outcomes that the API lists. @default all */
  readonly lists?: readonly DemoRun["outcome"][];
  /** Further built-in instances; backups are dated relative to `now`. @default none */
  readonly further?: (now: Date) => EmulatorInstance[];
}

/** Finds an instance of an API in a region. */
export type FindInstance = (instanceId: string, region: string | undefined) => EmulatorInstance | undefined;

/** All operations of an API. */
export function operationsOf({ listing }: EmulatedApi): readonly AnyOperation[] {
  return [...listing.operations, listing.instances];
}

/** An answer with one page of rows, at the operation's path. */
function bodyOf(
  { total, rows: [place] }: AnyOperation,
  rows: readonly VendorRow[],
  { size, offset }: AskedPage,
): Record<string, unknown> {
  const page: unknown = rows.slice(offset, offset + size);
  const [first = "", ...rest] = place.split(".");
  const list = rest.reduceRight<unknown>((inner, name) => ({ [name]: inner }), page);
  return { ...(total !== null && { [total]: rows.length }), [first]: list };
}

/** The page for a call: after the end, the last one if the vendor repeats it. */
function givenPage(asked: AskedPage, total: number, { lastPageRepeats }: PageLimits): AskedPage {
  const lastOffset = Math.max(0, Math.ceil(total / asked.size) - 1) * asked.size;
  return lastPageRepeats ? { ...asked, offset: Math.min(asked.offset, lastOffset) } : asked;
}

/** Answers an authenticated call for backups. Throws a {@link Refusal} for bad arguments. */
export function answerBackups(
  api: EmulatedApi,
  operation: BackupOperation,
  call: Call,
  find: FindInstance,
  now: Date,
): Record<string, unknown> {
  const { cloud, listing } = api;
  const set = Object.values(listing.arguments).flatMap(({ sets }) => sets ?? []);
  cloud.check(call, operation, [
    ...set,
    ...(operation.instance ? [operation.instance] : []),
    ...(api.parameters ?? []),
  ]);
  if (!call.instanceId) throw cloud.missing(operation.instance ?? "instance");
  const limits = typeof api.limits === "function" ? api.limits(operation) : api.limits;
  const asked = cloud.page(call, operation, limits);
  const matches = api.matches?.(call, operation, now) ?? (() => true);
  const instance = find(call.instanceId, call.region);
  if (!instance) throw api.unknownInstance(call.instanceId);
  const refusal = api.refuses?.(instance, operation);
  if (refusal) throw refusal;
  const rows = instance.backups.filter((row) => matches(row, instance)).map(api.shown ?? ((row) => row));
  const page = givenPage(asked, rows.length, limits);
  const { responseField } = instance;
  return {
    ...bodyOf(responseField ? { ...operation, rows: [responseField] } : operation, rows, page),
    ...cloud.echo?.(page),
    ...api.extra?.(rows.slice(page.offset, page.offset + page.size), operation),
  };
}

/** Answers a call for instances. Throws a {@link Refusal} for bad arguments. */
export function answerInstances(
  api: EmulatedApi,
  call: Call,
  instances: readonly EmulatorInstance[],
): Record<string, unknown> {
  const { cloud, listing } = api;
  const operation = listing.instances;
  cloud.check(call, operation, (operation.sweeps ?? []).flatMap(Object.keys));
  const limits = api.instanceLimits ?? { default: 20, max: operation.page.largest };
  const isAsked = api.matchesInstance?.(call) ?? (() => true);
  const here = instances.filter(
    (instance) => instance.region === call.region && instance.kind !== "released" && isAsked(instance),
  );
  const page = givenPage(cloud.page(call, operation, limits), here.length, limits);
  const rows = here.map((instance) => ({ ...api.instanceRow(instance), ...instance.attributes }));
  return { ...bodyOf(operation, rows, page), ...cloud.echo?.(page) };
}

/** All built-in instances of an API, the main one first. */
export function demoOf(api: EmulatedApi, now: Date): EmulatorInstance[] {
  const shown: EmulatorInstance = { listing: api.listing.name, ...api.demoInstance, backups: [] };
  const runs = demoRuns(now).filter(({ outcome }) => api.lists?.includes(outcome) ?? true);
  return [
    { ...shown, backups: runs.map((run) => api.row({ instance: shown, ...run })) },
    ...(api.further?.(now) ?? []),
  ];
}
