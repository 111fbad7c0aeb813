/** The report as one HTML file, which needs no network. Everything but the filter works without the script. */
import { createHash } from "node:crypto";
import { basename } from "node:path";
import type { Report } from "../report";
import { counted, dayOf } from "../words";
import { foreign, html, Markup } from "./html";
import { iconSymbols } from "./icons";
import { coverage, proof } from "./proof";
import { rowOf } from "./row";
import { SCRIPT } from "./script";
import { STYLE } from "./style";
import { headAxis, largeAxis, legend } from "./timeline";
import { top } from "./top";

/** From this number of rows on, the browser lays out only those on the screen. */
const MANY = 200;

const hashOf = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** Allows only this page's style and script, and no requests. */
function policy(): string {
  return `default-src 'none'; style-src ${hashOf(STYLE)}; script-src ${hashOf(SCRIPT)}; base-uri 'none'; form-action 'none'`;
}

function head(report: Report): Markup {
  const { counts, rows, generatedAt } = report;
  const now = Date.parse(generatedAt);
  const worst =
    counts.failing > 0 ? `${counts.failing} failing · ` : counts.late > 0 ? `${counts.late} late · ` : "";
  return html`<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Markup(policy())}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${worst}${counted(rows.length, "database")} · backup report, ${dayOf(now, now)} ${generatedAt.slice(0, 4)}</title>
<style>${new Markup(STYLE)}</style>
</head>`;
}

function mast({ file, tool, generatedAt }: Report): Markup {
  const now = Date.parse(generatedAt);
  const moment = `${dayOf(now, now)} ${generatedAt.slice(0, 4)}, ${generatedAt.slice(11, 16)} UTC`;
  const theme = (id: string, label: string, checked: boolean) =>
    html`<label><input class="vh" type="radio" name="th" id="th-${id}"${checked ? html` checked` : ""}>${label}</label>`;
  return html`<header class="mast"><div class="mt"><span><b>Backup report</b></span><span>${foreign(basename(file.path))}</span><span><time datetime="${generatedAt}">${moment}</time></span><span class="hide">cdktf-backups ${tool.version}</span></div>
<fieldset class="theme"><legend class="vh">Theme</legend>${theme("a", "Auto", true)}${theme("l", "Light", false)}${theme("d", "Dark", false)}</fieldset></header>
<main>
<p class="stale" id="stale" hidden><b></b> It does not refresh: ages are those of ${moment}.</p>`;
}

function tools({ rows }: Report): Markup {
  const listings = [...new Set(rows.map(({ listing }) => listing))].sort();
  return html`<div class="tools"><label class="vh" for="q">Filter by name, ID, owner or label</label><input type="search" id="q" placeholder="Name, ID, owner, tier=gold" autocomplete="off" spellcheck="false"><label class="vh" for="listing">Listing</label><select id="listing"><option value="">All listings${listings.map((name) => html`<option>${name}`)}</select><label class="vh" for="sort">Sort</label><select id="sort" class="phone"><option value="s">Worst first<option value="n">Name<option value="o">Owner<option value="a">Oldest first<option value="z">Shrunk most</select><button class="btn" type="button" id="reset" hidden>Show all</button><ul class="legend" aria-label="Main marks of the timelines">${legend(true)}</ul><span class="sp"></span><details class="marks"><summary>All marks</summary><ul class="legend" aria-label="Marks of the timelines">${legend(false)}</ul></details><output id="shown" aria-live="polite">${counted(rows.length, "database")}</output><button class="btn" type="button" id="all" aria-pressed="false">Open all</button></div>`;
}

function columns(now: number): Markup {
  const column = (name: string, key: string, title: string, sort = "none") =>
    html`<th scope="col" role="columnheader" class="${name}" aria-sort="${sort}"><button type="button" data-key="${key}">${title}</button>`;
  return html`<thead role="rowgroup"><tr role="row">${column("cs", "s", "State", "descending")}${column("cn", "n", "Database")}${column("ow", "o", "Owner")}${column("age", "a", "Would lose")}<th scope="col" role="columnheader" class="tl"><span class="vh">Backups of the last 30 days</span>${headAxis(now)}<div class="crossd" hidden></div>${column("sz", "z", "Size, change")}<th scope="col" role="columnheader" class="x"><span class="vh">Details</span></thead>`;
}

function databases(report: Report): Markup {
  const { rows, generatedAt, file } = report;
  if (rows.length === 0) return html``;
  const now = Date.parse(generatedAt);
  const context = { file: basename(file.path), now, open: rows.length === 1 };
  const size = rows.length === 1 ? " few" : rows.length >= MANY ? " many" : "";
  return html`<section id="databases" class="list-section${size}" aria-labelledby="h-db" tabindex="-1">
<h2 class="vh" id="h-db">Databases</h2>${tools(report)}
<table class="list${size}" role="table" aria-labelledby="h-db">${columns(now)}
${rows.map((row, index) => rowOf(row, index, context))}</table>
<p class="none" id="none" hidden>No database matches. <button class="btn" type="button">Show all</button></p>
</section>`;
}

export function htmlReport(report: Report): string {
  const now = Date.parse(report.generatedAt);
  const page = html`<!doctype html>
<html lang="en">
${head(report)}
<body data-at="${report.generatedAt}">
<a class="skip" href="#databases">Skip to the databases</a>
<svg width="0" height="0" aria-hidden="true"><defs>${largeAxis(now)}${iconSymbols}</defs></svg>
<div class="page">
${mast(report)}
${top(report)}
${databases(report)}
${coverage(report)}
${proof(report)}
</main>
</div>
<script>${new Markup(SCRIPT)}</script>
</body>
</html>
`;
  return page.text;
}
