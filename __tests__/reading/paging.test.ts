import type { Page, PageAnswer } from "../../src/reading/page";
import { readPages } from "../helpers/read-pages";
import { refusalOf } from "../helpers/refusals";

/** A listing that a script may change after each page. */
class Vendor {
  readonly asked: Page[] = [];

  constructor(
    public rows: string[],
    private readonly script: (vendor: Vendor, request: number) => void = () => {},
    private readonly answer: (vendor: Vendor, page: Page) => PageAnswer<string> = (vendor, page) =>
      vendor.page(page),
  ) {}

  page({ offset, size }: Page): PageAnswer<string> {
    return { total: this.rows.length, rows: this.rows.slice(offset, offset + size) };
  }

  async read(pageSize = 10, time: (row: string) => number | null = () => null): Promise<string[]> {
    const fetch = async (page: Page) => {
      this.asked.push(page);
      const answer = this.answer(this, page);
      this.script(this, this.asked.length);
      return answer;
    };
    return [...(await readPages({ pageSize, fetch, key: (row) => row, time }))].sort();
  }
}

const rowsOf = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => `b${String(index + from).padStart(4, "0")}`);

describe("a listing that stands still", () => {
  it("is read once where it fits into one page", async () => {
    const vendor = new Vendor(rowsOf(9));
    expect(await vendor.read()).toEqual(rowsOf(9));
    expect(vendor.asked).toEqual([{ number: 1, size: 10, offset: 0 }]);
  });

  it("is read whole whatever the number of rows", async () => {
    for (const count of [0, 1, 10, 11, 19, 20, 21, 95]) {
      expect(await new Vendor(rowsOf(count)).read()).toEqual(rowsOf(count));
    }
  });

  it("is read until two readings agree where it has several pages", async () => {
    const vendor = new Vendor(rowsOf(25));
    expect(await vendor.read()).toEqual(rowsOf(25));
    expect(vendor.asked.map(({ number }) => number)).toEqual([1, 2, 3, 1, 2, 3]);
  });

  it("is refused where a backup is listed in two states, and read where in one", async () => {
    const read = (rows: readonly string[]) =>
      readPages({
        pageSize: 10,
        fetch: async () => ({ total: rows.length, rows }),
        key: (row) => row.replace(/-.*/, ""),
        time: () => null,
        state: (row) => row.replace(/.*-/, ""),
      });
    expect(await read(["a-done", "b-done", "a-done"])).toEqual(["a-done", "b-done"]);
    const error = await refusalOf(read(["a-running", "b-done", "a-done"]));
    expect([error.code, error.message]).toEqual([
      "invalid-response",
      "a is listed twice, in different states, in the last of 5 readings",
    ]);
    const long = "9".repeat(100_000);
    expect((await refusalOf(read([`${long}-running`, `${long}-done`]))).message.length).toBeLessThan(300);
  });

  it.each([
    [50, 4],
    [1000, 64],
  ])(
    "of %i rows is read by concurrent requests after the first page, %i at once",
    async (count, expected) => {
      let inFlight = 0;
      let most = 0;
      const rows = rowsOf(count);
      await readPages({
        pageSize: 10,
        key: (row: string) => row,
        time: () => null,
        fetch: async ({ offset, size }) => {
          most = Math.max(most, ++inFlight);
          await new Promise((resolve) => setImmediate(resolve));
          inFlight--;
          return { total: rows.length, rows: rows.slice(offset, offset + size) };
        },
      });
      expect(most).toBe(expected);
    },
  );

  it("may have two thousand pages", async () => {
    expect(await new Vendor(rowsOf(2_000)).read(1)).toHaveLength(2_000);
  });

  it("may have rows without an ID, which are counted by their places", async () => {
    const read = async (all: readonly string[], tellsTotal: boolean) => {
      const rows = await readPages({
        pageSize: 2,
        key: (row: string) => row,
        isAnonymous: (row) => row === "none",
        time: () => null,
        fetch: async ({ offset, size }) => ({
          total: tellsTotal ? all.length : null,
          rows: all.slice(offset, offset + size),
        }),
      });
      return [...rows].sort();
    };
    const alike = ["none", "none", "none", "none"];
    expect(await read(alike, true)).toEqual(alike);
    expect(await read(alike, false)).toEqual(alike);
  });

  it("may answer beyond its end with its last page, which proves nothing", async () => {
    const last = new Vendor(rowsOf(20), undefined, (vendor, page) =>
      vendor.page({ ...page, offset: Math.min(page.offset, 10) }),
    );
    expect(await last.read()).toEqual(rowsOf(20));
    expect(last.asked.map(({ number }) => number)).toEqual([1, 2, 3, 1, 2, 3]);
    const anonymous = await readPages({
      pageSize: 2,
      key: (row: string) => row,
      isAnonymous: (row) => row === "none",
      time: () => null,
      fetch: async () => ({ total: null, rows: ["a", "none"] }),
    });
    expect(anonymous).toEqual(["a", "none"]);
  });

  it("may come in another order each time", async () => {
    const vendor = new Vendor(rowsOf(25), (listing, request) => {
      if (request % 3 === 0) listing.rows = [...listing.rows].reverse();
    });
    expect(await vendor.read()).toEqual(rowsOf(25));
  });

  it("may cap its pages", async () => {
    const capped = new Vendor(rowsOf(25), undefined, (vendor, { offset, size }) =>
      vendor.page({ number: 0, offset, size: Math.min(size, 4) }),
    );
    expect(await capped.read()).toEqual(rowsOf(25));
  });

  it("may tell no total behind its end", async () => {
    const vendor = new Vendor(rowsOf(20), undefined, (listing, page) =>
      page.offset >= 20 ? { total: 0, rows: [] } : listing.page(page),
    );
    expect(await vendor.read()).toEqual(rowsOf(20));
  });

  it("may list a backup twice", async () => {
    const vendor = new Vendor([...rowsOf(15), "b0003"]);
    expect(await vendor.read()).toEqual(rowsOf(15));
    const capped = new Vendor(["a", "b", "c", "c", "d", "e", "f"], undefined, (listing, page) =>
      listing.page({ ...page, size: Math.min(page.size, 3) }),
    );
    expect(await capped.read()).toEqual(["a", "b", "c", "d", "e", "f"]);
  });
});

describe("a listing that changes while it is read", () => {
  const cases: [string, (rows: string[]) => string[]][] = [
    ["gets a backup in front", (rows) => ["new", ...rows]],
    ["gets a backup at the end", (rows) => [...rows, "new"]],
    ["loses its first backup", (rows) => rows.slice(1)],
    ["loses its last backup", (rows) => rows.slice(0, -1)],
    ["loses its first backup and gets one at the end", (rows) => [...rows.slice(1), "new"]],
    ["loses its last backup and gets one in front", (rows) => ["new", ...rows.slice(0, -1)]],
    [
      "loses one in the middle and gets one at the end",
      (rows) => [...rows.slice(0, 14), ...rows.slice(15), "new"],
    ],
    ["is emptied", () => []],
  ];

  it.each(cases)("and %s is read anew, and nothing is missed", async (_what, change) => {
    for (const count of [20, 25, 31]) {
      for (const moment of [1, 2, 3, 4]) {
        const vendor = new Vendor(rowsOf(count), (listing, request) => {
          if (request === moment) listing.rows = change(listing.rows);
        });
        const before = rowsOf(count);
        // One consistent state: the one before the change, or the one after it.
        expect([before, change(before).sort()]).toContainEqual(await vendor.read());
        expect(vendor.asked.length).toBeLessThanOrEqual(16);
      }
    }
  });

  /** Reads rows of which each is later than the one before, or one in a test; `change` is made once a page came. */
  const readOrdered = async (
    rows: string[],
    page: number,
    change: (rows: string[]) => string[],
    time = (row: string) => Number(row.slice(1)),
  ) => {
    let changed = false;
    const vendor = new Vendor(rows, (listing) => {
      if (changed || listing.asked.at(-1)?.number !== page) return;
      changed = true;
      listing.rows = change(listing.rows);
    });
    return { read: await vendor.read(rows.length === 8 ? 2 : 3, time), after: [...change(rows)].sort() };
  };

  it("and loses one while it gets one at its end, in order of time, is read anew", async () => {
    const change = (rows: string[]) => [...rows.filter((row) => row !== "b0002"), "b0100"];
    const early = (row: string) => Math.max(1, Number(row.slice(1)));
    for (const time of [undefined, early]) {
      const { read, after } = await readOrdered(rowsOf(8), 2, change, time);
      expect(read).toEqual(after);
    }
  });

  it("and has one in its newest page replaced, newest first, is read anew", async () => {
    const rows = ["b0007", "b0006", "b0005", "b0004", "b0003", "b0002", "b0001"];
    const change = (all: string[]) => all.map((row) => (row === "b0006" ? "b0006.5" : row));
    const { read, after } = await readOrdered(rows, 3, change);
    expect(read).toEqual(after);
  });

  it("and never stops changing is given up after a bounded number of requests", async () => {
    const vendor = new Vendor(rowsOf(25), (listing, request) => {
      listing.rows = [`new${request}`, ...listing.rows];
    });
    const error = await refusalOf(vendor.read());
    expect([error.code, error.hint]).toEqual(["invalid-response", expect.stringContaining("run it again")]);
    expect(vendor.asked.length).toBeLessThan(40);
  });

  it("and keeps its total while each reading finds other backups is given up too", async () => {
    const vendor = new Vendor(rowsOf(12), (listing, request) => {
      if (request % 2 === 0) listing.rows = rowsOf(12, request * 100);
    });
    expect((await refusalOf(vendor.read())).message).toBe("the listing changed in each of 5 readings");
  });
});

describe("a total", () => {
  it.each([
    ["higher than the rows", 26, 25],
    ["lower than the rows", 24, 25],
    // Nothing is read beyond the page behind the total.
    ["of zero", 0, 20],
    ["that ends where a page does, and the rows do not", 10, 20],
    ["that ends where the second page does, and the rows do not", 20, 25],
  ])("%s is an error, never a silent miss", async (_what, total, came) => {
    const vendor = new Vendor(rowsOf(25), undefined, (listing, page) => ({ ...listing.page(page), total }));
    const error = await refusalOf(vendor.read());
    expect(error.code).toBe("invalid-response");
    expect(error.message).toBe(
      `the listing says ${total}, but ${came} different ones came, after 5 readings`,
    );
    expect(vendor.asked.length).toBeLessThanOrEqual(20);
  });

  it("that each page tells differently is an error, although as many rows came as the first one told", async () => {
    const vendor = new Vendor(rowsOf(25), undefined, (listing, page) => ({
      ...listing.page(page),
      total: 24 + page.number,
    }));
    expect((await refusalOf(vendor.read())).message).toContain("says 25 and 26 and 27,");
  });

  it("beyond all reason is refused before anything more is asked", async () => {
    const vendor = new Vendor(rowsOf(25), undefined, (listing, page) => ({
      ...listing.page(page),
      total: 1_000_000_000,
    }));
    expect(await refusalOf(vendor.read())).toMatchObject({
      code: "invalid-response",
      message: "the listing says it has 1000000000 rows, which is more than 2000 pages",
      hint: expect.stringContaining("Narrow the listing by its arguments for time"),
    });
    expect(vendor.asked).toHaveLength(1);
  });

  it("that grows with every page ends in an error, not in an endless loop", async () => {
    const vendor = new Vendor([], undefined, (_listing, { number }) => ({
      total: number * 10,
      rows: rowsOf(10, number * 10),
    }));
    expect((await refusalOf(vendor.read())).code).toBe("invalid-response");
    expect(vendor.asked.length).toBeLessThanOrEqual(2_001);
  });
});

describe("a server that has less than its total", () => {
  const gives = (total: number, rows: (number: number) => string[]) =>
    new Vendor([], undefined, (_listing, { number }) => ({ total, rows: rows(number) }));

  it.each([
    ["answers every page alike, as few as its total", 7, () => rowsOf(2)],
    ["answers every page alike, fewer than its total", 3_000, () => rowsOf(2)],
    ["has one page", 3_000, (number: number) => (number === 1 ? rowsOf(2) : [])],
    ["repeats its last row", 3_000, (number: number) => (number === 1 ? rowsOf(2) : rowsOf(1, 1))],
  ] as const)("and %s is given up after two requests a reading", async (_what, total, rows) => {
    const vendor = gives(total, rows);
    expect((await refusalOf(vendor.read())).message).toBe(
      `the listing says ${total}, but 2 different ones came, after 5 readings`,
    );
    expect(vendor.asked).toHaveLength(10);
  });

  it("and gives nothing is given up after one request a reading", async () => {
    const vendor = gives(25, () => []);
    expect((await refusalOf(vendor.read())).message).toContain("says 25, but 0 different ones came");
    expect(vendor.asked).toHaveLength(5);
  });
});

describe("a listing without a total", () => {
  const untold = (rows: string[], script?: (vendor: Vendor, request: number) => void) =>
    new Vendor(rows, script, (vendor, page) => ({ ...vendor.page(page), total: null }));

  it("is read until a page brings nothing new", async () => {
    for (const count of [0, 9, 10, 25]) {
      expect(await untold(rowsOf(count)).read()).toEqual(rowsOf(count));
    }
  });

  it("is read until its only page came twice", async () => {
    const vendor = untold(rowsOf(9));
    await vendor.read();
    expect(vendor.asked.map(({ number }) => number)).toEqual([1, 2, 1]);
  });

  it("is read anew if its last row moved to the first page before the second was read", async () => {
    const vendor = untold(rowsOf(11), (listing, request) => {
      if (request === 1) listing.rows = listing.rows.slice(1);
    });
    expect(await vendor.read()).toEqual(rowsOf(10, 1));
  });

  it("is read without gaps if the vendor caps its pages", async () => {
    const capped = new Vendor(rowsOf(25), undefined, (vendor, { offset, size, number }) => ({
      ...vendor.page({ number, offset, size: Math.min(size, 4) }),
      total: null,
    }));
    expect(await capped.read()).toEqual(rowsOf(25));
  });

  it("is refused if a row is on two pages in each reading, and read if it is on one page twice", async () => {
    const rows = [...rowsOf(10), "b0003", ...rowsOf(5, 10)];
    expect((await refusalOf(untold(rows).read())).message).toBe(
      "b0003 is on two pages in the last of 5 readings, and the listing has no total",
    );
    expect(await untold(["b0000", "b0000", "b0001"]).read()).toEqual(rowsOf(2));
    expect((await refusalOf(untold(["a", "b", "a", "c"]).read(2))).message).toMatch(/^a is on two pages/);
  });

  it("is read anew when it changes in between", async () => {
    const vendor = untold(rowsOf(25), (listing, request) => {
      if (request === 1) listing.rows = listing.rows.slice(1);
    });
    expect(await vendor.read()).toEqual(rowsOf(24, 1));
  });

  it("is not taken for whole where rows that came twice are as many as those that came before", async () => {
    const pages = [["a", "b"], ["c", "d"], [], ["a", "b"], ["a", "b"], ["a", "b"], ["c", "d"], []];
    const vendor = new Vendor([], undefined, (listing) => ({
      total: null,
      rows: pages[listing.asked.length - 1] ?? (listing.asked.length % 3 === 0 ? ["a", "b"] : ["c", "d"]),
    }));
    expect(await vendor.read(2)).toEqual(["a", "b", "c", "d"]);
  });

  it("that shows the same page forever is read once", async () => {
    const vendor = new Vendor(rowsOf(10), undefined, (listing) => ({ total: null, rows: listing.rows }));
    expect(await vendor.read()).toEqual(rowsOf(10));
    expect(vendor.asked.length).toBeLessThanOrEqual(4);
  });

  it("that never ends is refused", async () => {
    const vendor = new Vendor([], undefined, (_listing, { number }) => ({
      total: null,
      rows: [`b${number}`],
    }));
    expect((await refusalOf(vendor.read())).message).toBe("the listing has more than 2000 pages");
    expect(vendor.asked).toHaveLength(2_000);
  });
});

describe("a listing that stands still and came in the order of its time", () => {
  const requestsFor = async (count: number, kind: "ascending" | "descending", size: number) => {
    const rows = Array.from({ length: count }, (_, index) => ({ key: `b${index}`, time: index }));
    if (kind === "descending") rows.reverse();
    let requests = 0;
    const read = await readPages<{ key: string; time: number }>({
      pageSize: size,
      key: ({ key }) => key,
      time: ({ time }) => time,
      fetch: async ({ offset, size: limit }) => {
        requests++;
        return { total: count, rows: rows.slice(offset, offset + limit) };
      },
    });
    expect(read).toHaveLength(count);
    return requests;
  };

  it.each(["ascending", "descending"] as const)(
    "takes two requests more than it has pages, %s",
    async (kind) => {
      for (let count = 1; count <= 20; count++) {
        const pages = Math.ceil(count / 4);
        // One page that is not full leaves nothing open; behind a full one something might follow.
        const expected = count < 4 ? 1 : count === 4 ? 2 : pages + 2;
        expect([count, await requestsFor(count, kind, 4)]).toEqual([count, expected]);
      }
    },
  );
});

describe("a listing whose pages name the next one", () => {
  /** Pages by token, and what was asked for. */
  const read = async (
    pages: Readonly<Record<string, readonly [rows: readonly string[], next: string | null]>>,
  ) => {
    const asked: string[] = [];
    const rows = await readPages({
      pageSize: 2,
      key: (row: string) => row,
      time: () => null,
      fetch: async ({ token = "" }) => {
        asked.push(token);
        const [found, next] = pages[token] ?? [[], null];
        return { total: null, rows: found, next };
      },
    });
    return { rows: [...rows].sort(), asked };
  };

  it("is read once where one answer holds all of it", async () => {
    expect(await read({ "": [["a", "b"], null] })).toEqual({ rows: ["a", "b"], asked: [""] });
  });

  it("is followed token by token, and read until two readings agree", async () => {
    const pages = { "": [["a", "b"], "2"], "2": [["c", "d"], "3"], "3": [["e"], null] } as const;
    expect(await read(pages)).toEqual({
      rows: ["a", "b", "c", "d", "e"],
      asked: ["", "2", "3", "", "2", "3"],
    });
  });

  it("is followed through empty and short pages", async () => {
    const pages = { "": [[], "2"], "2": [["a"], "3"], "3": [[], "4"], "4": [["b", "c"], null] } as const;
    expect((await read(pages)).rows).toEqual(["a", "b", "c"]);
  });

  it.each([
    ["names itself", { "": [["a"], "2"], "2": [["b"], "2"] }],
    ["names itself and is empty", { "": [["a"], "2"], "2": [[], "2"] }],
    ["names an earlier one", { "": [["a"], "2"], "2": [["b"], "3"], "3": [[], "2"] }],
  ] as const)("is refused if a page %s", async (_what, pages) => {
    expect(await refusalOf(read(pages))).toMatchObject({
      code: "invalid-response",
      message: "the listing's pages lead back to an earlier one",
      hint: expect.stringContaining("Run it again"),
    });
  });

  it("is refused if further tokens bring the same rows for ever", async () => {
    let asked = 0;
    const endless = readPages({
      pageSize: 2,
      key: (row: string) => row,
      time: () => null,
      fetch: async () => ({ total: null, rows: ["a", "b"], next: String(++asked) }),
    });
    expect((await refusalOf(endless)).message).toBe(
      "a is on two pages in the last of 5 readings, and the listing has no total",
    );
    expect(asked).toBe(10);
  });

  it("is read anew if a row left its first page while the second was asked for", async () => {
    const vendor = new Vendor(
      rowsOf(25),
      (listing, request) => {
        if (request === 1) listing.rows = listing.rows.slice(1);
      },
      ({ rows }, { token = "0", size }) => {
        const end = Number(token) + size;
        return {
          total: null,
          rows: rows.slice(Number(token), end),
          next: end < rows.length ? String(end) : null,
        };
      },
    );
    expect(await vendor.read()).toEqual(rowsOf(24, 1));
  });
});
