/**
 * Thirty days of backups as a small drawing: 366 units up to now and 14 after it, on the same scale for every row. One
 * path for each kind of mark keeps it at about a kilobyte.
 */
import { WINDOW_MS } from "../criteria/evidence";
import type { Mark, MarkedBackup, Row } from "../report";
import { bytesInWords, dayOf, momentOf } from "../words";
import { html, Markup } from "./html";

const DAY = 86_400_000;
/** Position of now. */
const NOW_X = 366;
const WIDTH = 380;
const BASE = 32;
const TALLEST = 24;
/** Height of a bar of unknown size. */
const UNSIZED = 12;

/** Position of a time; negative before the beginning. */
function xOf(time: number, now: number): number {
  return NOW_X - ((now - time) / WINDOW_MS) * NOW_X;
}

const n = (value: number) => String(Math.round(value * 10) / 10);

interface Scale {
  /** Width of the bars: narrower if backups are frequent. */
  readonly width: 5 | 3 | 1.5;
  /** Bytes of the tallest bar. */
  readonly largest: number;
  readonly usual: number | null;
}

function scaleOf({ backups, usualIntervalSeconds, usualSizeBytes }: Row): Scale {
  const hours = (usualIntervalSeconds ?? 86_400) / 3600;
  const largest = Math.max(0, ...backups.map(({ sizeBytes }) => sizeBytes ?? 0));
  return { width: hours >= 20 ? 5 : hours >= 8 ? 3 : 1.5, largest, usual: usualSizeBytes };
}

function topOf({ sizeBytes }: Pick<MarkedBackup, "sizeBytes">, { largest }: Scale): number {
  if (sizeBytes === null || largest === 0) return BASE - UNSIZED;
  return Math.round((BASE - Math.max(0.5, (sizeBytes / largest) * TALLEST)) * 2) / 2;
}

function bar(x: number, top: number): string {
  return `M${n(x)} ${BASE}V${n(top)}`;
}

function outline(x: number, top: number, width: number): string {
  return `M${n(x - width / 2)} ${BASE}V${n(top)}h${n(width)}V${BASE}`;
}

function outlined(x: number, top: number, { width }: Scale): string {
  return outline(x, top, width * 0.8);
}

/** A bar with a knob, for a backup without a meaningful size. */
function knob(x: number): string {
  return `M${n(x)} ${BASE}V22m-1.6 0a1.6 1.6 0 1 0 3.2 0a1.6 1.6 0 1 0-3.2 0`;
}

/** How a mark is drawn, and its word for screen readers. */
interface Kind {
  /** CSS class. */
  readonly name: string;
  readonly word: string;
  readonly path: (x: number, top: number, scale: Scale) => string;
  /** Whether its stroke is as wide as a bar. */
  readonly isBar?: boolean;
}

/** All marks, in the order of their words. */
const KINDS: Readonly<Record<Mark, Kind>> = {
  restorable: { name: "b", word: "restorable", path: bar, isBar: true },
  latest: { name: "l", word: "restorable", path: bar, isBar: true },
  failed: {
    name: "c",
    word: "failed",
    path: (x, _top, { width }) => {
      const arm = width === 5 ? 6 : 4.3;
      return `M${n(x - arm / 2)} ${n(BASE - 2 - arm)}l${arm} ${arm}m0-${arm}l-${arm} ${arm}`;
    },
  },
  expired: { name: "o", word: "expired", path: outlined },
  incomplete: {
    name: "p",
    word: "incomplete",
    path: (x, top) => {
      const third = (BASE - top) * 0.36;
      return `M${n(x)} ${BASE}v-${n(third)}M${n(x)} ${n(top + third)}V${n(top)}`;
    },
    isBar: true,
  },
  small: { name: "s", word: "much too small", path: bar, isBar: true },
  incremental: { name: "inc", word: "incremental", path: (x) => `M${n(x)} ${BASE}v-6` },
  running: {
    name: "r",
    word: "running",
    path: (x) => `M${n(x - 3.5)} 27a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0`,
  },
  future: {
    name: "fu",
    word: "dated in the future",
    path: (x) => `M${n(Math.min(x, WIDTH - 6))} 22.5l6 4.5-6 4.5z`,
  },
  refused: { name: "o", word: "not chosen", path: outlined },
};

/** The marks; those at the same place are drawn once. */
function paths(row: Row, scale: Scale, now: number): string {
  const drawn = new Map<string, string[]>();
  const draw = (name: string, path: string) => drawn.set(name, [...(drawn.get(name) ?? []), path]);
  const seen = new Set<string>();
  for (const backup of row.backups) {
    if (backup.at === null) continue;
    const x = Math.min(xOf(Date.parse(backup.at), now), WIDTH - 3);
    const { mark } = backup;
    const place = `${mark} ${row.backups.length > 400 ? Math.round(x) : n(x)}`;
    if (x < 0 || seen.has(place)) continue;
    seen.add(place);
    const { name, path, isBar } = KINDS[mark];
    if (backup.sizeBytes === null && (mark === "restorable" || mark === "latest")) draw("u", knob(x));
    else draw(isBar ? `${name} w${Math.floor(scale.width)}` : name, path(x, topOf(backup, scale), scale));
    if (mark === "small" && scale.usual)
      draw("g", outline(x, topOf({ sizeBytes: scale.usual }, scale), scale.width));
  }
  return [...drawn].map(([name, parts]) => `<path class="${name}" d="${parts.join("")}"/>`).join("");
}

/** A line from the latest restorable backup to now, in the colour of the state; before it a gap that is too long. */
function lossLine({ latest, state, longGap }: Row, now: number): string {
  const at = (time: string) => Math.max(0, xOf(Date.parse(time), now));
  const gap =
    longGap && at(longGap.to) < NOW_X - 1
      ? `<path class="gap" d="M${n(at(longGap.from))} 35H${n(at(longGap.to))}"/>`
      : "";
  return `${gap}<path class="e-${state}" d="M${n(latest ? at(latest.at) : 0)} 35H${NOW_X}"/>`;
}

/** The diamond above the latest restorable backup. */
function diamond(row: Row, scale: Scale, now: number): string {
  const chosen = row.backups.find(({ id, at }) => id === row.latest?.id && at === row.latest.at);
  const x = row.latest ? xOf(Date.parse(row.latest.at), now) : -1;
  if (!chosen || x < 0) return "";
  // Above the outline of the usual size, so that they do not overlap.
  const tallest = chosen.mark === "small" && scale.usual ? { ...chosen, sizeBytes: scale.usual } : chosen;
  const top = Math.max(0, topOf(tallest, scale) - 7.8);
  return `<path class="${chosen.mark === "small" ? "dm bad" : "dm"}" d="M${n(Math.min(x, NOW_X))} ${n(top)}l3.4 3.4l-3.4 3.4l-3.4-3.4z"/>`;
}

function frame(row: Row): string {
  const seconds = row.maxAgeSeconds ?? row.warnAgeSeconds ?? 0;
  const width = Math.min(NOW_X, (seconds * 1000 * NOW_X) / WINDOW_MS);
  const allowed =
    width > 0 ? `<rect class="al" x="${n(NOW_X - width)}" y="0" width="${n(width)}" height="32"/>` : "";
  return `${allowed}<path class="nw" d="M${NOW_X}.5 0V38"/><path class="bl" d="M0 32.5H${WIDTH}"/>`;
}

/** The drawing in words, for screen readers. */
function timelineInWords(row: Row, now: number): string {
  if (row.error) return "Timeline: not known, could not be asked.";
  const recent = row.backups.filter(({ at }) => at !== null && xOf(Date.parse(at), now) >= 0);
  if (recent.length === 0) return "30 days: no backup.";
  const words = new Set(Object.values(KINDS).map(({ word }) => word));
  const parts = [...words].flatMap((word) => {
    const these = recent.filter(({ mark }) => KINDS[mark].word === word);
    if (these.length === 0) return [];
    const days = [...new Set(these.map(({ at }) => dayOf(Date.parse(String(at)), now)))];
    const when =
      word === "failed" ? ` (${days.slice(0, 3).join(", ")}${days.length > 3 ? " and before" : ""})` : "";
    return [`${these.length} ${word}${when}`];
  });
  const latest = row.latest ? ` Latest restorable ${momentOf(Date.parse(row.latest.at), now)}.` : "";
  const gap = row.checks.find(({ name }) => name === "gap")?.found;
  return `30 days: ${parts.join(", ")}.${latest}${gap && /^\d/.test(gap) ? ` Longest gap ${gap}.` : ""}`;
}

/** The drawing of a row. @param id by which the large drawing refers to it */
export function timeline(row: Row, id: string, now: number): Markup {
  const label = timelineInWords(row, now);
  if (row.error || row.instanceId === null) {
    const text = row.error ? "not known: could not be asked" : "no single database";
    return html`<svg viewBox="0 0 380 38" role="img" aria-label="${label}"><path class="nw" d="M366.5 0V38"/><rect class="na" x=".5" y="8" width="365" height="24" rx="3"/><text x="183" y="24" text-anchor="middle">${text}</text></svg>`;
  }
  const scale = scaleOf(row);
  const isEmpty = row.listedCount === 0;
  const empty = isEmpty ? '<text x="183" y="24" text-anchor="middle">no backup</text>' : "";
  const drawing = frame(row) + paths(row, scale, now) + lossLine(row, now) + diamond(row, scale, now);
  return html`<svg viewBox="0 0 380 38" role="img" aria-label="${label}"><g id="${id}">${new Markup(drawing + empty)}</g></svg>`;
}

/** The same drawing large, with the size of its tallest bar and its own axis. */
export function largeTimeline(row: Row, id: string): Markup {
  const { largest } = scaleOf(row);
  const size = largest > 0 ? bytesInWords(largest) : "";
  return html`<div class="big"><svg viewBox="0 0 388 45" aria-hidden="true"><use href="#${id}"/><text x="368.5" y="9.5">${size}</text><use href="#ax"/></svg></div>`;
}

/** The days of an axis, one every `every` days, each with its position. */
function days(now: number, every: number): readonly { readonly day: string; readonly x: string }[] {
  const today = Math.floor(now / DAY) * DAY;
  return Array.from(
    { length: Math.floor(WINDOW_MS / DAY / every) },
    (_, index) => today - (index + 1) * every * DAY,
  )
    .filter((time) => xOf(time, now) > 8)
    .map((time) => ({ day: dayOf(time, now), x: n(xOf(time, now)) }));
}

/** The axis in the head of the list. */
export function headAxis(now: number): Markup {
  const ticks = days(now, 7).map(
    ({ day, x }) =>
      html`<line x1="${x}" x2="${x}" y1="15" y2="20"/><text x="${x}" y="11" text-anchor="middle">${day}</text>`,
  );
  return html`<svg class="axis" viewBox="0 0 380 20" aria-hidden="true">${ticks}<line x1="366.5" x2="366.5" y1="15" y2="20"/><text x="380" y="11" text-anchor="end">now</text></svg>`;
}

/** The axis of the large drawings. */
export function largeAxis(now: number): Markup {
  const ticks = [...days(now, 4), { day: "now", x: NOW_X }].map(
    ({ day, x }) => html`<text x="${x}" y="43" text-anchor="middle">${day}</text>`,
  );
  return html`<symbol id="ax" viewBox="0 0 388 45">${ticks}</symbol>`;
}

/** Drawings and meanings of the marks, the main ones first. */
const LEGEND: readonly (readonly [drawing: string, meaning: string])[] = [
  ['<path class="b" stroke-width="5" d="M9 16V4"/>', "restorable (height: size)"],
  [
    '<path class="l" stroke-width="5" d="M9 16V8"/><path class="dm" d="M9 0l3.4 3.4-3.4 3.4-3.4-3.4z"/>',
    "latest restorable",
  ],
  ['<rect class="al" width="18" height="18"/>', "allowed age"],
  ['<path class="e-failing" d="M0 11h18"/>', "would be lost"],
  ['<path class="o" d="M7 16V5h4v11"/>', "expired, or not chosen"],
  ['<path class="c" d="M6 6l6 6m0-6l-6 6"/>', "failed"],
  ['<path class="p" stroke-width="5" d="M9 16v-4M9 9V4"/>', "incomplete"],
  ['<path class="g" d="M6.5 16V4h5v12"/><path class="s" stroke-width="5" d="M9 16v-4"/>', "much too small"],
  ['<path class="inc" d="M9 16v-6"/>', "incremental"],
  ['<path class="u" d="M9 16V7m-1.6 0a1.6 1.6 0 1 0 3.2 0a1.6 1.6 0 1 0-3.2 0"/>', "size unknown"],
  ['<path class="r" d="M5.5 9a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0"/>', "running"],
  ['<path class="fu" d="M6 5l6 4.500-6 4.500z"/>', "dated in the future"],
  ['<path class="gap" d="M0 11h18"/>', "past gap beyond the limit"],
];

export function legend(onlyMain: boolean): readonly Markup[] {
  return LEGEND.slice(0, onlyMain ? 4 : undefined).map(
    ([drawing, meaning]) =>
      html`<li><svg viewBox="0 0 18 18" aria-hidden="true">${new Markup(drawing)}</svg>${meaning}</li>`,
  );
}
