import type { Row, Vendor } from "../../helpers/vendors";

/** Where things stand in a listing's answer, found on its sample rows. */
export interface Shape {
  readonly list: readonly string[];
  readonly total: readonly string[] | undefined;
  readonly id: string;
  readonly time: string;
  readonly status: string;
  readonly zone: string;
  /** Fields that name the instance. */
  readonly owners: readonly string[];
  /** Words for success, in lower case. */
  readonly success: ReadonlySet<string>;
  /** Values that say incremental or partial, by field. */
  readonly refusedTypes: Readonly<Record<string, string>>;
  /** Fields that tell when a backup expires. */
  readonly expiries: readonly string[];
  readonly words: readonly unknown[];
}

/** Words for success that are documented besides those in the sample rows. */
const MORE_SUCCESS: Readonly<Record<string, readonly string[]>> = {
  "tencentcloud-redis": ["4"],
  "alicloud-redis": ["ok"],
};

function pathTo(
  inside: unknown,
  wanted: unknown,
  path: readonly string[] = [],
): readonly string[] | undefined {
  if (inside === wanted) return path;
  if (typeof inside !== "object" || inside === null || Array.isArray(inside)) return undefined;
  for (const [name, inner] of Object.entries(inside)) {
    const found = pathTo(inner, wanted, [...path, name]);
    if (found) return found;
  }
  return undefined;
}

/** The shape of a listing; `more` are rows besides the sample ones. */
export function shapeOf(vendor: Vendor, more: readonly Row[] = []): Shape {
  const at = new Date("2026-11-20T18:00:00Z");
  const probe: Row = vendor.row("987654321", at);
  const names = vendor.required.map(([name]) => name.split(".").at(-1) as string);
  const id = names.find((name) => String(probe[name]) === "987654321") as string;
  const time = names.find((name) => /^\d{4}-/.test(String(probe[name]))) as string;
  const status = names.find((name) => name !== id && name !== time) as string;
  const marker: Row[] = [];
  const envelope = vendor.envelope(marker, 424_242);
  const rows = vendor.outcomes.map((outcome) => vendor.row("987654321", at, outcome));
  const incremental = vendor.outcomes.includes("incremental")
    ? vendor.row("987654321", at, "incremental")
    : probe;
  return {
    list: pathTo(envelope, marker) as readonly string[],
    total: pathTo(envelope, 424_242),
    id,
    time,
    status,
    zone: String(probe[time]).includes("T") ? "Z" : "+08:00",
    owners: Object.keys(probe).filter((name) => probe[name] === vendor.instanceId),
    success: new Set([String(probe[status]).toLowerCase(), ...(MORE_SUCCESS[vendor.name] ?? [])]),
    refusedTypes: Object.fromEntries(
      Object.entries(incremental)
        .filter(([name, value]) => name !== status && probe[name] !== value)
        .map(([name, value]) => [name, String(value).toLowerCase()]),
    ),
    expiries: [...new Set([...rows, ...more].flatMap(Object.keys))].filter((name) =>
      /expire\w*time$|deletetime$/i.test(name),
    ),
    words: [...new Set(rows.flatMap((row) => Object.values(row)))],
  };
}
