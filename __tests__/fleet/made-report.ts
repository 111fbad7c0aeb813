/** Reports without an emulator behind them. */
import type { Report, Row } from "../../src/fleet/report";
import { countStates, type State } from "../../src/fleet/states";

const AT = "2026-11-28T04:00:00Z";

/** Names that somebody may give to a database. */
export const HOSTILE_NAMES: readonly string[] = [
  "<script>window.hacked = true</script>",
  "\"><img src=x onerror='window.hacked = true'>",
  "</script></title></style><b>bold",
  "\u202egnp.exe\u202c \u2066x",
  "x".repeat(10_000),
  "a | b || c ` * _ [link](javascript:alert(1)) ![](http://example.com/x.png)",
  "line\nbreak\ttab\u0000null\u001b[31mred",
  "lone \ud800 half",
  "&lt;already&gt; ]]> <!-- -->",
  "constructor",
];

/** A row with what is said of it. */
export function madeRow(changes: Partial<Row>, index: number): Row {
  const state: State = changes.state ?? "fine";
  return {
    name: `db-${index}`,
    listing: "jdcloud-redis",
    cloud: "jdcloud",
    vendor: "JD Cloud",
    instanceId: `redis-${index}`,
    region: "cn-north-1",
    profile: null,
    labels: {},
    line: index + 2,
    state,
    wouldBe: null,
    ignore: null,
    finding: state === "fine" ? null : { what: "Something is wrong.", next: "Do something.", since: null },
    checks: [{ name: "age", title: "Age", found: "1 h", allowed: "26 h, at most 50 h", verdict: "holds" }],
    ageSeconds: 3600,
    warnAgeSeconds: 93_600,
    maxAgeSeconds: 180_000,
    limit: "50 h",
    ageShare: 0.02,
    latest: {
      id: `id-${index}`,
      at: "2026-11-28T03:00:00Z",
      consistentFrom: "2026-11-28T02:50:00Z",
      consistentTo: "2026-11-28T03:10:00Z",
      kind: "full",
      sizeBytes: 1024,
      expiresAt: null,
    },
    usualSizeBytes: 1024,
    sizeChange: 0,
    usualIntervalSeconds: 86_400,
    listedCount: 3,
    eligibleCount: 3,
    windowStart: "2026-11-26T03:00:00Z",
    newestFailedAt: null,
    longGap: null,
    backups: [28, 27, 26].map((day) => ({
      id: day === 28 ? `id-${index}` : `id-${index}-${day}`,
      at: `2026-11-${day}T03:00:00Z`,
      sizeBytes: 1024,
      mark: day === 28 ? "latest" : "restorable",
      reason: null,
      reasonCode: null,
      kind: "full",
    })),
    error: null,
    askedAt: AT,
    command: `npx cdktf-backups list jdcloud-redis --instance-id redis-${index} --region cn-north-1`,
    ...changes,
  };
}

/** A report on rows. */
export function madeReport(changes: readonly Partial<Row>[]): Report {
  const rows = changes.map(madeRow);
  return {
    schemaVersion: 1,
    tool: { version: "0.1.0", node: "20.20.2" },
    file: { path: "backups.yaml", sha256: "0".repeat(64), entries: rows.length },
    startedAt: AT,
    generatedAt: AT,
    counts: countStates(rows),
    rows,
    discoveries: [
      {
        listing: "jdcloud-redis",
        region: "cn-north-1",
        profile: null,
        line: 2,
        found: rows.length,
        atLeast: 1,
      },
    ],
    unlisted: null,
    unlistable: [],
    asked: {
      databases: rows.length,
      listings: 1,
      regions: 1,
      answered: rows.length,
      failures: {},
      backups: 3 * rows.length,
      requests: rows.length,
    },
    clocks: [{ vendor: "JD Cloud", aheadSeconds: 0 }],
  };
}

/** Every place that a vendor or a user writes holds what would do harm where it is taken for markup. */
export function hostileReport(): Report {
  const rows = HOSTILE_NAMES.map(
    (text, index): Partial<Row> => ({
      name: text,
      instanceId: `${text.slice(0, 300)}${index}`,
      region: text.slice(0, 80),
      labels: { owner: text, tier: text.slice(0, 50), [text.slice(0, 40)]: text },
      state: index % 2 === 0 ? "failing" : "muted",
      ignore: index % 2 === 0 ? null : { reason: text, until: "2026-12-31" },
      finding: { what: text, next: text, since: null },
      checks: [{ name: "age", title: "Age", found: text, allowed: "26 h", verdict: "fails" }],
      command: `npx cdktf-backups list ${text}`,
    }),
  );
  const report = madeReport(rows);
  return {
    ...report,
    file: { ...report.file, path: `${HOSTILE_NAMES[0]}.yaml` },
    unlisted: HOSTILE_NAMES.map((text) => ({
      name: text,
      listing: "jdcloud-redis",
      region: text.slice(0, 80),
      profile: null,
      instanceId: text,
    })),
    unlistable: [
      { listing: "jdcloud-rds", region: "cn-north-1", profile: null, message: String(HOSTILE_NAMES[1]) },
    ],
  };
}
