import type { Page, PageAnswer } from "../../src/reading/page";
import { recordLongRun, rounds } from "../helpers/long-run";
import { Random } from "../helpers/random";
import { readPages } from "../helpers/read-pages";

/** Histories per kind of listing. */
const HISTORIES = rounds(150, 40_000);
/** Changes are made in this many out of a thousand moments between two requests; some histories have none. */
const RATES = [0, 30, 150, 400];

interface Row {
  readonly key: string;
  readonly number: number;
  readonly time: number;
}

type Kind = "ascending" | "descending" | "unordered";

/** How pages are asked for. A token is a place in the listing, or names the last row before the page. */
type Way = "offset" | "place" | "row";

/** What a listing is like. */
interface Shape {
  readonly kind: Kind;
  readonly way: Way;
  readonly tellsTotal: boolean;
}

/** A listing that changes at random moments, and answers requests that are under way in any order. */
class History {
  readonly existed = new Set<string>();
  /** Rows that were there from the first request on. */
  readonly lasting: Set<string>;
  requests = 0;
  changes = 0;
  private rows: Row[] = [];
  private clock = 0;
  private names = 0;
  private pending: (() => void)[] = [];
  private readonly rate: number;

  constructor(
    private readonly shape: Shape,
    readonly size: number,
    private readonly random: Random,
  ) {
    for (let count = random.below(13); count > 0; count--) this.add();
    this.lasting = new Set(this.rows.map(({ key }) => key));
    this.rate = RATES[random.below(RATES.length)] as number;
  }

  fetch = (page: Page): Promise<PageAnswer<Row>> =>
    new Promise((resolve) => {
      this.requests++;
      this.pending.push(() => {
        this.mayChange();
        resolve(this.page(page));
        this.mayChange();
      });
    });

  private page({ token, ...page }: Page): PageAnswer<Row> {
    const total = this.shape.tellsTotal ? this.rows.length : null;
    if (this.shape.way === "offset")
      return { total, rows: this.rows.slice(page.offset, page.offset + page.size) };
    const from = token === undefined ? 0 : this.placeOf(Number(token.split(" ")[0]));
    // A page with a token may be a short one, and an empty one too.
    const rows = this.rows.slice(
      from,
      from + (this.random.below(4) === 0 ? this.random.below(page.size) : page.size),
    );
    const end = from + rows.length;
    const last = this.rows[end - 1];
    const place = this.shape.way === "row" ? (last === undefined ? 0 : last.number) : end;
    // Each token is another one, as a vendor's that holds the time or is encrypted.
    return { total, rows, next: end < this.rows.length ? `${place} ${this.requests}` : null };
  }

  /** The place that a token leads to. A row's number is that of its making, by which the listing is sorted. */
  private placeOf(said: number): number {
    if (this.shape.way === "place") return said;
    if (said === 0) return 0;
    const isPast = ({ number }: Row) => (this.shape.kind === "ascending" ? number > said : number < said);
    const index = this.rows.findIndex(isPast);
    return index < 0 ? this.rows.length : index;
  }

  /** Answers until a reading is done. */
  async run<Result>(reading: Promise<Result>): Promise<Result> {
    let done = false;
    const end = () => {
      done = true;
    };
    reading.then(end, end);
    while (!done) {
      const [answer] = this.pending.splice(this.random.below(Math.max(1, this.pending.length)), 1);
      answer?.();
      // What follows an answer runs in a few microtasks, and may ask for the next page or not.
      for (let turn = 0; turn < 12 && !done; turn++) await undefined;
    }
    return await reading;
  }

  private mayChange(): void {
    while (this.random.below(1000) < this.rate) {
      this.changes++;
      const what = this.random.below(10);
      if (what < 5) this.add();
      else if (what < 7) this.remove(this.shape.kind === "descending" ? this.rows.length - 1 : 0);
      // A backup that has just been made is deleted more often than chance would have it.
      else if (what < 8) this.remove(this.shape.kind === "descending" ? 0 : this.rows.length - 1);
      else this.remove(this.random.below(Math.max(1, this.rows.length)));
    }
  }

  private add(): void {
    this.clock += this.random.below(4) === 0 ? 0 : 1;
    const number = ++this.names;
    const row = { key: `b${number}`, number, time: this.clock };
    this.existed.add(row.key);
    if (this.shape.kind === "descending") this.rows.unshift(row);
    else if (this.shape.kind === "ascending") this.rows.push(row);
    else this.rows.splice(this.random.below(this.rows.length + 1), 0, row);
  }

  private remove(index: number): void {
    for (const { key } of this.rows.splice(index, 1)) this.lasting.delete(key);
  }
}

/** What a history led to: nothing wrong, given up, or what is wrong. */
async function outcomeOf(history: History): Promise<"read" | "given up" | string> {
  const { fetch, size } = history;
  let rows: readonly Row[];
  try {
    rows = await history.run(
      readPages<Row>({ pageSize: size, fetch, key: (row) => row.key, time: (row) => row.time }),
    );
  } catch (error) {
    return (error as { code?: string }).code === "invalid-response" ? "given up" : String(error);
  }
  const keys = new Set(rows.map(({ key }) => key));
  const missed = [...history.lasting].filter((key) => !keys.has(key));
  const invented = [...keys].filter((key) => !history.existed.has(key));
  if (missed.length > 0) return `missed ${missed}`;
  return invented.length > 0 ? `invented ${invented}` : "read";
}

const ORDERS: readonly (readonly [string, Kind])[] = [
  ["ascending order", "ascending"],
  ["descending order", "descending"],
  ["no order", "unordered"],
];

const SHAPES: readonly (readonly [string, Shape])[] = ORDERS.flatMap(([order, kind]) => [
  [order, { kind, way: "offset", tellsTotal: true }] as const,
  [`${order}, without a total`, { kind, way: "offset", tellsTotal: false }] as const,
  [`${order}, by tokens`, { kind, way: "place", tellsTotal: true }] as const,
  [`${order}, by tokens and without a total`, { kind, way: "place", tellsTotal: false }] as const,
  ...(kind === "unordered"
    ? []
    : [
        [
          `${order}, by tokens that name a row, without a total`,
          { kind, way: "row", tellsTotal: false },
        ] as const,
      ]),
]);

describe.each(SHAPES)("a listing in %s", (name, shape) => {
  it(`misses no backup in ${HISTORIES} histories of additions, expiries and deletions`, async () => {
    let changed = 0;
    let givenUp = 0;
    const wrong: string[] = [];
    for (let seed = 1; seed <= HISTORIES; seed++) {
      const random = new Random(seed);
      const history = new History(shape, 2 + random.below(3), random);
      const outcome = await outcomeOf(history);
      if (outcome === "given up") givenUp++;
      else if (outcome !== "read") wrong.push(`seed ${seed}: ${outcome}`);
      else if (history.changes > 0) changed++;
    }
    expect(wrong).toEqual([]);
    // The histories must be ones that can go wrong, and mostly end in an answer.
    expect(changed).toBeGreaterThan(HISTORIES / 5);
    expect(givenUp).toBeLessThan(HISTORIES / 2);
    recordLongRun(`Histories of a listing in ${name}`, {
      rounds: HISTORIES,
      "changed and read": changed,
      "given up": givenUp,
      wrong: 0,
    });
  }, 300_000);
});
