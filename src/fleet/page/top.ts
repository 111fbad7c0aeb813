/** The top of the page: the verdict, the worst databases, the counts, and the groups. */
import type { Report, Row } from "../report";
import { countStates, type State, states } from "../states";
import { headline, lossInWords, namedIn, ownerOf, restInWords } from "../summary";
import { capital, counted } from "../words";
import { foreign, html, language, type Markup, short, unbroken } from "./html";
import { icon } from "./icons";

function lede(report: Report): Markup {
  const { unlisted } = report;
  const sentences = namedIn(report).map((row) => {
    const owner = ownerOf(row);
    return html`<b>${foreign(row.name)}</b>${owner ? html` of ${foreign(owner)}` : ""} ${unbroken(lossInWords(row))}. `;
  });
  const rest = restInWords(report);
  const hidden = unlisted?.length
    ? html`<a href="#h-cov">${counted(unlisted.length, "database is", "databases are")} in the accounts, but not in the file.</a>`
    : "";
  return html`<p class="lede">${sentences}${rest ? html`${rest}. ` : ""}${hidden}</p>`;
}

function strip({ counts, rows }: Report): Markup {
  const present = states.filter((state) => counts[state] > 0);
  const gap = 3;
  const room = 1000 - gap * (present.length - 1);
  // A state with few databases stays visible.
  const widths = present.map((state) => Math.max(6, (counts[state] / rows.length) * room));
  const scale = room / widths.reduce((sum, width) => sum + width, 0);
  let x = 0;
  const parts = present.map((state, index) => {
    const width = (widths[index] ?? 0) * scale;
    const part = html`<rect x="${x.toFixed(1)}" width="${width.toFixed(1)}" height="8" class="${state}" fill="currentColor"/>`;
    x += width + gap;
    return part;
  });
  return html`<svg class="strip" viewBox="0 0 1000 8" preserveAspectRatio="none" aria-hidden="true">${parts}</svg>`;
}

function counts(report: Report): Markup {
  const buttons = states.map((state, index) => {
    const count = report.counts[state];
    return html`<button type="button" class="${state}${count === 0 ? " z" : ""}" data-state="${index}" aria-pressed="false"><span class="n">${icon(state)}${count.toLocaleString("en-US")}</span><span class="w">${capital(state)}</span></button>`;
  });
  return html`<div class="counts" role="group" aria-label="Show only">${buttons}</div>`;
}

const GROUPS = [
  { key: "o", title: "Owner", of: (row: Row) => ownerOf(row) ?? "" },
  { key: "v", title: "Vendor", of: (row: Row) => row.vendor },
  { key: "l", title: "Listing", of: (row: Row) => row.listing },
] as const;

type Group = (typeof GROUPS)[number];

function cell(state: State, count: number): Markup {
  return count === 0 ? html`<td class="z">·` : html`<td class="${state}">${count.toLocaleString("en-US")}`;
}

/** A table of one grouping, the worst group first. */
function groupTable({ key, title, of }: Group, rows: readonly Row[]): Markup {
  const names = [...new Set(rows.map(of))];
  const groups = names.map((name) => [name, countStates(rows.filter((row) => of(row) === name))] as const);
  const sorted = groups.sort(([a, x], [b, y]) => {
    const state = states.find((each) => x[each] !== y[each]);
    return state ? y[state] - x[state] : a < b ? -1 : 1;
  });
  const head = states.map((state) => html`<th scope="col">${icon(state)}<span class="vh">${state}</span>`);
  const body = sorted.map(
    ([name, group]) =>
      html`<tr><th scope="row"><button type="button" data-by="${key}:${short(name)}" aria-pressed="false"${language(name)}><bdi>${name ? short(name) : "none"}</bdi></button>${states.map((state) => cell(state, group[state]))}`,
  );
  return html`<table class="t-${key}"><thead><tr><th scope="col"><span class="vh">${title}</span>${head}</thead><tbody>${body}</tbody></table>`;
}

function groups(rows: readonly Row[]): Markup {
  // Without owners the first grouping would be one line.
  const shown = rows.some((row) => ownerOf(row) !== null) ? GROUPS : GROUPS.slice(1);
  const tabs = shown.map(
    ({ key, title }, index) =>
      html`<label><input class="vh" type="radio" name="by" id="by-${key}"${index === 0 ? html` checked` : ""}>${title}</label>`,
  );
  const names = shown.map(({ title }) => title.toLowerCase()).join(", ");
  return html`<details class="by" open><summary>By ${names}</summary><fieldset class="tabs"><legend class="vh">Group by</legend>${tabs}</fieldset><div tabindex="0" role="group" aria-label="Databases by group">${shown.map((group) => groupTable(group, rows))}</div></details>`;
}

export function top(report: Report): Markup {
  const { rows } = report;
  const isFew = rows.length < 2;
  const how =
    rows.length === 0
      ? html`<p class="lede">The file has no database. This command writes a file with all databases of an account:</p><div class="cmd"><code>npx cdktf-backups discover --out backups.yaml</code><button class="btn" type="button" data-copy>Copy</button></div>`
      : lede(report);
  const numbers = isFew ? "" : html`<div class="fleet">${strip(report)}${counts(report)}</div>`;
  return html`<section class="top" aria-label="Summary"><div><h1>${headline(report)}</h1>${how}${numbers}</div>${isFew ? "" : groups(rows)}</section>`;
}
