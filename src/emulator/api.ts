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

/** An instance of the built-in data. @default for `backups`: those of the demonstration's schedule */
export type DemoInstance = Omit<EmulatorInstance, "listing" | "backups"> &
  Partial<Pick<EmulatorInstance, "backups">>;

/** What a listing's table does not say of its API: the vendor's own strictness, and the rows of the demonstration. */
export interface EmulatedProduct {
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
  /** The refusal if the operation that an argument asks for, and only it, lists the instances with a kind. */
  readonly otherKind?: Refusal;
  /** The refusal for an unknown instance. */
  readonly unknownInstance: (instanceId: string) => Refusal;
  /** A backup as the API lists it. */
  readonly row: (backup: DemoBackup) => VendorRow;
  /** Fields of a running primary instance, besides its ID and its region. */
  readonly instanceRow: VendorRow | ((instance: EmulatorInstance) => VendorRow);
  /** The instances that a call asks for. @default all */
  readonly matchesInstance?: (call: Call) => (instance: EmulatorInstance) => boolean;
  /** Sizes of a page of instances. @default 20, at most the largest documented one */
  readonly instanceLimits?: PageLimits;
  /** The built-in instance of this listing. */
  readonly demoInstance: InstanceName;
  /** Outcomes that the API lists. @default all */
  readonly lists?: readonly DemoRun["outcome"][];
  /** Further built-in instances; backups are dated relative to `now`. @default none */
  readonly further?: (now: Date) => DemoInstance[];
}

/** An emulated API. */
export interface EmulatedApi extends EmulatedProduct {
  readonly listing: Listing;
  readonly cloud: EmulatedCloud;
}

/** The page for a call. Throws a {@link Refusal} for one that the vendor does not allow. */
function pageFor(
  { invalid, integer }: EmulatedCloud,
  call: Call,
  { page: { size: sizeName, number, offset = "Offset" } }: AnyOperation,
  { default: usual, min = 1, max, only, code }: PageLimits,
): AskedPage {
  const size = integer(call, sizeName, usual);
  if (size < min || size > max || only?.includes(size) === false)
    throw invalid(sizeName, `must be ${only?.join(", ") ?? `${min} to ${max}`}`, code);
  const [name, first] = number === undefined ? [offset, 0] : [number, 1];
  const asked = integer(call, name, first);
  if (asked < first) throw invalid(name, `must be at least ${first}`, code);
  return { size, offset: number === undefined ? asked : (asked - 1) * size };
}

/** An answer with one page of rows, at the operation's path. After the end it is the last page, if the vendor repeats it. */
function bodyOf(
  cloud: EmulatedCloud,
  operation: AnyOperation,
  rows: readonly VendorRow[],
  { size, offset: asked }: AskedPage,
  { lastPageRepeats }: PageLimits,
): Record<string, unknown> {
  const { total, rows: places } = operation;
  const last = Math.max(0, Math.ceil(rows.length / size) - 1) * size;
  const offset = lastPageRepeats ? Math.min(asked, last) : asked;
  const page = rows.slice(offset, offset + size);
  const [first = "", ...rest] = places[0].split(".");
  return {
    ...(total !== null && { [total]: rows.length }),
    [first]: rest.reduceRight<unknown>((inner, name) => ({ [name]: inner }), page),
    ...cloud.echo?.({ size, offset }, operation, page.length),
  };
}

/** Answers an authenticated call for backups of an instance, if it exists. Throws a {@link Refusal} for bad arguments. */
export function answerBackups(
  api: EmulatedApi,
  operation: BackupOperation,
  call: Call,
  instance: EmulatorInstance | undefined,
  now: Date,
): Record<string, unknown> {
  const { cloud, listing, otherKind } = api;
  const set = Object.values(listing.arguments).flatMap(({ sets }) => sets ?? []);
  cloud.check?.(call, operation, [
    ...set,
    ...(operation.instance ? [operation.instance] : []),
    ...(api.parameters ?? []),
  ]);
  if (!call.instanceId) throw cloud.missing(operation.instance ?? "instance");
  const limits = typeof api.limits === "function" ? api.limits(operation) : api.limits;
  const page = pageFor(cloud, call, operation, limits);
  const matches = api.matches?.(call, operation, now) ?? (() => true);
  if (!instance) throw api.unknownInstance(call.instanceId);
  if (otherKind && (instance.kind === undefined) !== (operation.askedBy === undefined)) throw otherKind;
  const rows = instance.backups.filter((row) => matches(row, instance)).map(api.shown ?? ((row) => row));
  const { responseField } = instance;
  const named = responseField ? { ...operation, rows: [responseField] as const } : operation;
  return bodyOf(cloud, named, rows, page, limits);
}

/** An instance as the API lists it. */
function instanceRow(
  { cloud, listing, instanceRow: row }: EmulatedApi,
  instance: EmulatorInstance,
): VendorRow {
  const { instanceId, region, attributes } = instance;
  const fields = Object.entries(listing.instances.fields);
  const [id = "InstanceId"] = fields.find(([, { becomes }]) => becomes === "id") ?? [];
  const running = typeof row === "function" ? row(instance) : row;
  return { [id]: instanceId, [cloud.regionField]: region, ...running, ...attributes };
}

/** Answers a call for instances. Throws a {@link Refusal} for bad arguments. */
export function answerInstances(
  api: EmulatedApi,
  call: Call,
  instances: readonly EmulatorInstance[],
): Record<string, unknown> {
  const { cloud, listing } = api;
  const operation = listing.instances;
  cloud.check?.(call, operation, (operation.sweeps ?? []).flatMap(Object.keys));
  const limits = api.instanceLimits ?? { default: 20, max: operation.page.largest };
  const isAsked = api.matchesInstance?.(call) ?? (() => true);
  const rows = instances
    .filter(({ region, kind }) => region === call.region && kind !== "released")
    .filter(isAsked)
    .map((instance) => instanceRow(api, instance));
  return bodyOf(cloud, operation, rows, pageFor(cloud, call, operation, limits), limits);
}

/** All built-in instances of an API, the main one first. */
export function demoOf(api: EmulatedApi, now: Date): EmulatorInstance[] {
  const runs = demoRuns(now).filter(({ outcome }) => api.lists?.includes(outcome) ?? true);
  return [api.demoInstance, ...(api.further?.(now) ?? [])].map((shown: DemoInstance) => {
    const instance = { listing: api.listing.name, ...shown, backups: [] };
    return { ...instance, backups: shown.backups ?? runs.map((run) => api.row({ instance, ...run })) };
  });
}
