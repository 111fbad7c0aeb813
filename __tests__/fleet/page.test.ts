import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { htmlReport } from "../../src/fleet/page";
import type { Row } from "../../src/fleet/report";
import { type State, states } from "../../src/fleet/states";
import { lengthOf } from "../../src/fleet/words";
import { describeWithBrowser } from "../helpers/browser";
import { sample } from "../helpers/long-run";
import { fleetOf } from "./fleet";
import { fleetGround } from "./ground";
import { HOSTILE_NAMES, hostileReport, madeReport } from "./made-report";

const ground = fleetGround();
const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

/** What a page did besides showing itself. */
interface Opened {
  readonly page: Page;
  /** Messages of the console, the Content-Security-Policy's among them, and errors. */
  readonly messages: string[];
  readonly requests: string[];
}

/** How a page is looked at. */
interface Look {
  readonly width?: number;
  readonly theme?: "light" | "dark";
  readonly script?: boolean;
}

describeWithBrowser("the report's page", (browser) => {
  const open: Opened[] = [];
  afterEach(async () => {
    for (const { page } of open.splice(0)) await page.context().close();
  });

  /** Opens a file as from a mail attachment: without a network. */
  async function look(
    name: string,
    { width = 1280, theme = "light", script = true }: Look = {},
  ): Promise<Opened> {
    const context = await browser().newContext({
      viewport: { width, height: width < 800 ? 844 : 900 },
      colorScheme: theme,
      javaScriptEnabled: script,
      offline: true,
    });
    const page = await context.newPage();
    const opened: Opened = { page, messages: [], requests: [] };
    page.on("console", (message) => opened.messages.push(message.text()));
    page.on("pageerror", (error) => opened.messages.push(error.message));
    page.on("request", (request) => opened.requests.push(request.url()));
    open.push(opened);
    await page.goto(pathToFileURL(ground.path(name)).href);
    return opened;
  }

  /** What the JSON beside a page says. */
  interface Reported {
    readonly name: string;
    readonly counts: Record<State, number>;
    readonly rows: Record<string, unknown>[];
  }
  const made = new Map<number, Promise<Reported>>();

  /** The report of a fleet on an emulator, written once for each size. */
  function reported(size: number): Promise<Reported> {
    const known = made.get(size) ?? makeReport(size);
    made.set(size, known);
    return known;
  }

  async function makeReport(size: number): Promise<Reported> {
    const { run } = await ground.open(fleetOf(size));
    const [page, json] = [`r${size}.html`, ground.path(`r${size}.json`)];
    const outcome = await run("report", "--out", `${ground.path(page)},${json},${ground.path("r.md")}`);
    expect(outcome.code).toBe(0);
    return { ...JSON.parse(readFileSync(json, "utf8")), name: page };
  }

  const write = (name: string, text: string) => writeFileSync(ground.path(name), text);

  it.each([4, 40])(
    "shows the figures of the JSON beside it, for %i databases, with and without a script",
    async (size) => {
      const { name, counts, rows } = await reported(size);
      for (const script of [true, false]) {
        const { page, messages, requests } = await look(name, { script });
        const shown = await page.locator(".counts .n").allInnerTexts();
        expect(shown.map((text) => Number(text.trim()))).toEqual(states.map((state) => counts[state]));
        const seen = await page.evaluate(`[...document.querySelectorAll(".list>tbody")].map((body) => {
        const text = (selector) => body.querySelector(selector)?.innerText.trim() ?? "";
        return [text(".st").toLowerCase(), text(".nm"), text(".age b"), body.querySelector(".d .mono")?.textContent ?? ""];
      })`);
        expect(seen).toEqual(
          rows.map((row) => {
            const age = row.age_seconds as number | null;
            const latest = row.latest as { id: string } | null;
            const loss = age === null ? (row.error ? "Not known" : "Everything") : lengthOf(age);
            return [row.state, row.name, loss, latest?.id ?? row.instance_id];
          }),
        );
        expect({ messages, requests: requests.length }).toEqual({ messages: [], requests: 1 });
      }
    },
  );

  it("opens a row by a click, also without a script", async () => {
    const { name } = await reported(4);
    for (const script of [true, false]) {
      const { page } = await look(name, { script });
      const details = page.locator(".list>tbody").nth(1).locator(".d");
      expect(await details.isVisible()).toBe(false);
      await page.locator(".x summary").nth(1).click();
      expect(await details.isVisible()).toBe(true);
      expect(await details.textContent()).toContain("npx cdktf-backups list");
    }
  });

  it("filters by words, states and groups, sorts, and keeps both in the address", async () => {
    const { name, rows, counts } = await reported(40);
    const { page, messages } = await look(name);
    const visible = () => page.locator(".list>tbody:visible").count();
    const shown = (text: RegExp) => page.locator("#shown").filter({ hasText: text }).waitFor();
    const gold = rows.filter(({ labels }) => (labels as { tier: string }).tier === "gold").length;
    await page.keyboard.press("/");
    await page.keyboard.type("tier=gold");
    await shown(new RegExp(`^${gold} of 40 databases$`));
    expect(await visible()).toBe(gold);
    await page.keyboard.press("Escape");
    await shown(/^40 databases$/);
    await page.locator("[data-state='0']").click();
    await page.locator("[data-state='2']").click();
    expect(await visible()).toBe(counts.failing + counts.unknown);
    await page.locator("thead [data-key=n]").click();
    const hash = new URL(page.url()).hash;
    expect(hash).toBe("#state=02&sort=n");
    await page.reload();
    expect(await visible()).toBe(counts.failing + counts.unknown);
    expect(await page.locator("th[aria-sort=ascending]").textContent()).toContain("Database");
    await page.locator("#reset").click();
    expect(await visible()).toBe(40);
    expect(messages).toEqual([]);
  });

  it("can be used with the tab key", async () => {
    const { name: file, rows } = await reported(40);
    const { page } = await look(file);
    const seen: string[] = [];
    for (let step = 0; step < 200; step++) {
      await page.keyboard.press("Tab");
      const name = await page.evaluate<string>(
        `document.activeElement === document.body ? "" : document.activeElement.getAttribute("aria-label") ?? document.activeElement.id`,
      );
      if (name === "" && seen.length > 60) break;
      seen.push(name);
    }
    const details = seen.filter((name) => name.startsWith("Details of "));
    expect(details).toEqual(rows.map(({ name }) => `Details of ${name}`));
  });

  it("shows hostile names as text", async () => {
    write("hostile.html", htmlReport(hostileReport()));
    const { page, messages, requests } = await look("hostile.html");
    await page.locator("#all").click();
    const facts = await page.evaluate(`({
      hacked: "hacked" in window,
      scripts: document.querySelectorAll("script").length,
      foreign: document.querySelectorAll(".page :is(img,iframe,style,script,title,link)").length,
      handlers: [...document.querySelectorAll("*")].filter((element) => [...element.attributes].some(({ name }) => name.startsWith("on"))).length,
    })`);
    expect(facts).toEqual({ hacked: false, scripts: 1, foreign: 0, handlers: 0 });
    expect({ messages, requests: requests.length }).toEqual({ messages: [], requests: 1 });
    const names = await page.locator(".nm").allTextContents();
    expect(names).toHaveLength(HOSTILE_NAMES.length);
    expect(names[0]).toBe(HOSTILE_NAMES[0]);
    expect(Math.max(...names.map((name) => name.length))).toBe(201);
    // The direction of a name ends with it.
    expect(await page.locator(".nm>bdi").count()).toBe(HOSTILE_NAMES.length);
  });

  it("is never wider than the screen", async () => {
    const { name: fleet } = await reported(40);
    write("hostile.html", htmlReport(hostileReport()));
    for (const name of [fleet, "hostile.html"]) {
      const { page } = await look(name);
      for (const width of [320, 390, 820, 1000, 1280, 1920]) {
        await page.setViewportSize({ width, height: 900 });
        if (name === "hostile.html" && width === 1000) await page.locator("#all").click();
        const wide = await page.evaluate<number>("document.documentElement.scrollWidth");
        expect([name, width, wide <= width]).toEqual([name, width, true]);
      }
    }
  });

  const looks = [
    [390, "dark"],
    [1280, "light"],
    [390, "light"],
    [1280, "dark"],
  ] as const;
  it.each(sample<(typeof looks)[number]>(looks, 2))(
    "has nothing that axe-core finds, at %i in the %s theme",
    async (width, theme) => {
      const { name } = await reported(20);
      const { page } = await look(name, { width, theme });
      for (const opened of [false, true]) {
        if (opened)
          await page.evaluate(`for (const each of document.querySelectorAll("details")) each.open = true`);
        await page.evaluate(AXE);
        const found = await page.evaluate(`axe.run().then(({ violations }) =>
        violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html, failureSummary }) => html.slice(0, 200) + failureSummary).join("; ").slice(0, 800)))`);
        expect(found).toEqual([]);
      }
    },
  );

  it("says that it is old, and keeps the chosen theme", async () => {
    write("old.html", htmlReport({ ...madeReport([{}, {}]), generatedAt: "2020-01-01T00:00:00Z" }));
    const { page } = await look("old.html");
    expect(await page.locator("#stale").textContent()).toMatch(
      /^This report is \d+ days old\. It does not refresh/,
    );
    await page.locator("label:has(#th-d)").click();
    expect(await page.evaluate("getComputedStyle(document.documentElement).colorScheme")).toBe("dark");
    await page.reload();
    expect(await page.locator("#th-d").isChecked()).toBe(true);
  });

  it("has no counts and no tools for one database, whose details are open, and a command for none", async () => {
    write("one.html", htmlReport(madeReport([{}])));
    const { page } = await look("one.html");
    expect(await page.locator(".counts,#q:visible").count()).toBe(0);
    expect(await page.locator(".d").isVisible()).toBe(true);
    write("none.html", htmlReport(madeReport([])));
    const none = await look("none.html");
    expect(await none.page.locator("h1").textContent()).toBe("No database is checked.");
    expect(await none.page.locator(".cmd code").textContent()).toContain("discover");
    expect(none.messages).toEqual([]);
  });

  it("stays usable with a thousand databases", async () => {
    const rows = Array.from(
      { length: 1000 },
      (_, index): Partial<Row> => ({
        state: index < 75 ? "failing" : "fine",
        labels: { owner: `team-${index % 7}` },
      }),
    );
    const text = htmlReport(madeReport(rows));
    expect(text.length).toBeLessThan(6_000_000);
    write("many.html", text);
    const { page, messages } = await look("many.html");
    await page.locator("#q").fill("team-3");
    await page
      .locator("#shown")
      .filter({ hasText: /^143 of 1,000 databases$/ })
      .waitFor();
    await page.locator("thead [data-key=n]").click();
    expect(await page.locator(".list>tbody:visible .nm").first().textContent()).toBe("db-3");
    expect(messages).toEqual([]);
  });
});
