/** One database in the list: its line, what is wrong with it, and its details. */
import { NAMED_BACKUPS } from "../criteria/evidence";
import type { Check, LatestBackup, Row } from "../report";
import { type State, states } from "../states";
import { ownerOf, wouldLose } from "../summary";
import { bytesInWords, capital, changeInWords, momentOf } from "../words";
import { foreign, html, language, type Markup, sentence, short, unbroken } from "./html";
import { icon } from "./icons";
import { largeTimeline, timeline } from "./timeline";

const CHECK_STATES: Readonly<Partial<Record<Check["verdict"], State>>> = { warns: "late", fails: "failing" };

/** A verdict, without an icon if the check passes. */
function verdictOf({ name, verdict }: Check): Markup {
  const state = name === "asked" ? "unknown" : CHECK_STATES[verdict];
  const word = verdict === "unknown" ? "not known" : verdict;
  return state ? html`<span class="st ${state}">${icon(state)}${word}</span>` : html`${word}`;
}

/** A time, also readable for programs. */
function timeOf(text: string, now: number): Markup {
  return html`<time datetime="${text}">${momentOf(Date.parse(text), now)}</time>`;
}

/** Earliest and latest possible time of the data. */
function dataOf({ consistentFrom, consistentTo }: LatestBackup, now: number): Markup {
  if (consistentTo === consistentFrom) return timeOf(consistentFrom, now);
  const end = consistentTo === null ? "an unknown end" : timeOf(consistentTo, now);
  return html`an instant from ${timeOf(consistentFrom, now)} to ${end}`;
}

/** A bar of the age; half of the width is the limit. */
function ageBar({ ageShare, state, checks }: Row): Markup {
  if (ageShare === null) return html``;
  const filled = Math.min(112, ageShare * 56);
  const bad = checks.some(({ name, verdict }) => name === "age" && verdict !== "holds");
  const color = state === "muted" ? "muted" : bad ? state : "k";
  return html`<svg viewBox="0 0 112 4" aria-hidden="true"><path class="tr" d="M0 0h112v4H0z"/><path class="${color}" fill="currentColor" d="M0 0h${Math.max(2, filled).toFixed(1)}v4H0z"/><path class="lim" d="M55 0h2v4h-2z"/></svg>`;
}

/** The time whose data a restore now would lose. */
function lossCell(row: Row): Markup {
  const { ageSeconds, state, wouldBe, limit, ageShare, checks, instanceId } = row;
  const isBad = checks.some(({ name, verdict }) => name === "age" && verdict === "fails");
  const isKnown = row.error === null;
  const word = instanceId === null ? "—" : capital(wouldLose(row));
  const isAlarm = state === "failing" && (isBad || (ageSeconds === null && isKnown && instanceId !== null));
  const isDoubtful = (wouldBe ?? state) === "failing" && ageSeconds !== null && !isBad;
  const share = ageShare ?? 0;
  const doubt = isDoubtful ? ", doubtful" : "";
  const note = share > 1.05 ? `, ${share.toFixed(share >= 100 ? 0 : 1)} ×` : doubt;
  return html`<b class="${isAlarm ? "failing" : ""}">${word}</b>${limit ? html`<small>limit ${limit}${note}</small>` : ""}${ageBar(row)}`;
}

function sizeCell({ latest, sizeChange, checks }: Row): Markup {
  if (!latest || latest.sizeBytes === null) return html`—`;
  const isBad = checks.some(({ name, verdict }) => name === "size" && verdict === "fails");
  const change = sizeChange === null ? "" : changeInWords(sizeChange);
  return html`${bytesInWords(latest.sizeBytes)}<small class="${isBad ? "bad" : ""}">${change}</small>`;
}

/** Further words by which the filter finds a row. */
function labelWords({ labels }: Row): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}=${short(value)}`)
    .join(" ");
}

function findingOf({ finding, state }: Row): Markup {
  if (!finding) return html``;
  const hasNext = state !== "muted" && finding.next;
  const next = hasNext && html`<p class="do"><b>Next</b> ${sentence(finding.next)}</p>`;
  return html`<tr class="f" role="row"><td role="cell"><p class="what${state === "muted" ? " muted" : ""}">${sentence(finding.what)}</p>${next}`;
}

function latestList(row: Row, file: string, now: number): Markup {
  const { latest, instanceId, line, profile, ignore, finding } = row;
  const entry = `${file}, line ${line}${profile ? `; profile ${profile}` : ""}`;
  const facts = latest
    ? html`<dt>ID<dd><span class="mono">${short(latest.id)}</span><dt>Started<dd>${timeOf(latest.at, now)} <span class="k">(started_at)</span><dt>Data of<dd>${dataOf(latest, now)}<dt>Kind<dd>${latest.kind}`
    : row.error || instanceId === null
      ? html``
      : html`<dt>ID<dd>none`;
  return html`<h3>${latest || (!row.error && instanceId) ? "Latest restorable backup" : "Entry"}</h3><dl class="kv">${facts}${
    instanceId === null ? "" : html`<dt>Instance<dd><span class="mono">${short(instanceId)}</span>`
  }<dt>Entry<dd>${foreign(entry)}${finding?.since ? html`<dt>Since<dd>${timeOf(finding.since, now)}` : ""}${
    ignore ? html`<dt>Muted until<dd>${ignore.until}: ${foreign(ignore.reason)}` : ""
  }</dl>`;
}

function checksTable({ checks }: Row): Markup {
  const rows = checks.map(
    (check) =>
      html`<tr><th scope="row">${check.title}<td>${sentence(check.found)}<td>${unbroken(check.allowed)}<td>${verdictOf(check)}`,
  );
  return html`<table class="ck"><thead><tr><th scope="col">Check<th scope="col">Found<th scope="col">Allowed<th scope="col">Verdict</thead><tbody>${rows}</tbody></table>`;
}

function backupsTable({ backups, listedCount, latest }: Row, now: number): Markup {
  const newest = backups.slice(0, NAMED_BACKUPS);
  if (newest.length === 0) return html``;
  const rows = newest.map(({ id, at, sizeBytes, mark, reason, kind }) => {
    const verdict =
      id === latest?.id && at === latest.at
        ? mark === "small"
          ? "chosen; size doubtful"
          : "latest restorable"
        : (reason ?? "restorable");
    const color = mark === "failed" ? "failing" : mark === "incomplete" ? "late" : "";
    return html`<tr><td>${at ? momentOf(Date.parse(at), now) : "no time"}<td class="${color}">${foreign(verdict)}<td>${kind}<td>${sizeBytes === null || mark === "failed" ? "—" : bytesInWords(sizeBytes)}<td>${short(id) || "—"}`;
  });
  return html`<table class="at"><caption>Newest ${newest.length} of ${(listedCount ?? 0).toLocaleString("en-US")} backups</caption><thead><tr><th scope="col">Started (UTC)<th scope="col">Verdict<th scope="col">Kind<th scope="col">Size<th scope="col">ID</thead><tbody>${rows}</tbody></table>`;
}

interface RowContext {
  readonly file: string;
  readonly now: number;
  /** Whether details are open from the beginning. */
  readonly open: boolean;
}

export function rowOf(row: Row, index: number, { file, now, open }: RowContext): Markup {
  const { state, name, listing, region, labels, ageSeconds, sizeChange, vendor } = row;
  const owner = ownerOf(row) ?? "";
  const id = `t${index}`;
  const isDrawn = row.error === null && row.instanceId !== null;
  const age = ageSeconds ?? (row.error || row.instanceId === null ? -1 : 1e12);
  const place = html`${listing} · ${short(region)}`;
  return html`<tbody role="rowgroup" data-s="${states.indexOf(state)}" data-i="${index}" data-o="${short(owner)}" data-v="${vendor}" data-l="${listing}" data-a="${age}" data-z="${sizeChange === null ? 1e9 : sizeChange.toFixed(1)}" data-t="${labelWords(row)}">
<tr class="m" role="row"><td role="cell" class="st ${state}">${icon(state)}${capital(state)}<th scope="row" role="rowheader" class="who"><div class="nm">${foreign(name)}</div><div class="id">${owner ? html`<span class="own">${foreign(owner)} · </span>` : ""}${place}</div><td role="cell" class="ow">${owner ? foreign(owner) : ""}<small>${labels.tier ? foreign(labels.tier) : ""}</small><td role="cell" class="age">${lossCell(row)}<td role="cell" class="tl">${timeline(row, id, now)}<td role="cell" class="sz">${sizeCell(row)}<td role="cell" class="x"><details${open ? html` open` : ""}><summary aria-label="Details of ${short(name)}"${language(name)}><svg aria-hidden="true"><use href="#opener"/></svg></summary></details>
${findingOf(row)}
<tr class="d" role="row"><td role="cell">${isDrawn && row.backups.length > 0 ? largeTimeline(row, id) : ""}<div class="two"><div>${latestList(row, file, now)}</div><div>${checksTable(row)}</div></div>${backupsTable(row, now)}<div class="cmd"><code>${row.command}</code><button class="btn" type="button" data-copy>Copy</button></div></tbody>
`;
}
