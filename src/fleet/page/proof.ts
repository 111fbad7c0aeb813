/** The end of the page: instances missing in the file, and how the report was made. */
import { basename } from "node:path";
import { zoneOf } from "../../listings/listing";
import { listings } from "../../vendors";
import type { Report } from "../report";
import { stateMeanings, states } from "../states";
import { capital, counted, lengthOf } from "../words";
import { foreign, html, type Markup, short } from "./html";

/** Instances that nobody checks. */
export function coverage({ unlisted, unlistable, file }: Report): Markup {
  if (!unlisted?.length && unlistable.length === 0) return html``;
  const rows = (unlisted ?? []).map(
    ({ name, listing, region, profile, instanceId }) =>
      html`<tr><th scope="row">${foreign(name ?? instanceId)}<td>${listing}<td>${region}<td>${profile ?? "—"}<td class="mono">${short(instanceId)}`,
  );
  const table =
    rows.length > 0
      ? html`<p>These databases have no entry in ${basename(file.path)}. Nobody checks their backups.</p><div><table class="cov"><thead><tr><th scope="col">Database<th scope="col">Listing<th scope="col">Region<th scope="col">Profile<th scope="col">Instance</thead><tbody>${rows}</tbody></table></div>`
      : "";
  const gaps =
    unlistable.length > 0
      ? html`<p>Not searched: ${unlistable.map(({ listing, region, message }, index) => html`${index > 0 ? "; " : ""}${listing} in ${region} (${foreign(message)})`)}.</p>`
      : "";
  return html`<section class="sec" aria-labelledby="h-cov"><h2 id="h-cov">In the accounts, but not in the file</h2>${table}${gaps}</section>`;
}

/** Vendors whose times have no zone, with the zone used. */
function zones({ rows }: Report): string {
  const used = new Set(rows.map(({ listing }) => listing));
  const names = new Map<string, Set<string>>();
  for (const listing of listings) {
    const zone = zoneOf(listing);
    const title = listing.timeZone === undefined ? listing.cloud.title : listing.title;
    if (used.has(listing.name) && zone !== "Z") names.set(zone, (names.get(zone) ?? new Set()).add(title));
  }
  const parts = [...names].map(
    ([zone, titles]) =>
      `${[...titles].join(" and ")} ${titles.size === 1 ? "names" : "name"} no zone: read as ${zone} unless time_zone says otherwise`,
  );
  return ["UTC", ...parts].join(". ");
}

function clock(ahead: number | null): string {
  if (ahead === null) return "not known";
  if (Math.abs(ahead) < 1.5) return "the same as this machine’s";
  return `${lengthOf(Math.abs(ahead))} ${ahead > 0 ? "ahead of this machine" : "behind this machine"}`;
}

/** Names and values. */
function list(title: string, items: readonly (readonly [string, Markup | string])[]): Markup {
  const rows = items.map(([name, value]) => html`<dt>${name}<dd>${value}`);
  return html`<div><h3>${title}</h3><dl class="kv">${rows}</dl></div>`;
}

function failures({ asked }: Report): string {
  const parts = Object.entries(asked.failures).map(([code, count]) => `${count} ${code}`);
  return parts.length > 0 ? `${asked.databases - asked.answered}: ${parts.join(", ")}` : "0";
}

/** How the report was made, for an auditor. */
export function proof(report: Report): Markup {
  const { asked, file, tool, startedAt, generatedAt, clocks, rows } = report;
  const took = Math.max(0, (Date.parse(generatedAt) - Date.parse(startedAt)) / 1000);
  const muted = rows.filter(({ state }) => state === "muted");
  return html`<section class="sec" aria-labelledby="h-ev"><h2 id="h-ev">How this report was made</h2><div class="ev">
${list("Origin", [
  ["Generated", html`<time datetime="${generatedAt}">${generatedAt}</time>`],
  ["By", `cdktf-backups ${tool.version}, Node.js ${tool.node}`],
  ["From", html`${foreign(file.path)}, ${counted(file.entries, "entry", "entries")}`],
  ["SHA-256", html`<span class="mono">${file.sha256}</span>`],
])}
${list("Asked and answered", [
  [
    "Asked",
    `${counted(asked.databases, "database")}, ${counted(asked.listings, "listing")}, ${counted(asked.regions, "region")}`,
  ],
  ["Answered", asked.answered.toLocaleString("en-US")],
  ["Not answered", failures(report)],
  ["Read", `${counted(asked.backups, "backup")}, ${counted(asked.requests, "request")}`],
  ["Took", `${lengthOf(took)}, ${startedAt.slice(11, 19)} to ${generatedAt.slice(11, 19)}`],
])}
${list("Clock", [
  ...clocks.map(({ vendor, aheadSeconds }) => [vendor, clock(aheadSeconds)] as const),
  ["Ages", "by each vendor’s clock, from the instant of the data"],
  ["Times", zones(report)],
])}
${list("Words", [
  ["Would lose", "age of the latest restorable backup: what a restore now would not bring back"],
  ["Restorable", "succeeded, not expired, complete, not incremental, unless the file says otherwise"],
  [
    "Usual",
    "learned from the listing: the median interval of automatic backups, the median size of earlier ones",
  ],
])}
${list(
  "States",
  states.map((state) => [capital(state), stateMeanings[state]] as const),
)}
${
  muted.length > 0
    ? list(
        "Muted",
        muted.map(
          ({ name, ignore }) =>
            [ignore?.until ?? "", html`${foreign(name)}: ${foreign(ignore?.reason ?? "")}`] as const,
        ),
      )
    : ""
}
</div></section>`;
}
