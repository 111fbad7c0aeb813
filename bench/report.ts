/** Writes the results as a page: a table, the machine, the date, and pictures for light and dark. */
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import type { Row } from "./row";

const COLOURS = {
  light: { ink: "#24292f", bar: "#2f6f9f", missed: "#b04a3a", line: "#8c959f" },
  dark: { ink: "#e6edf3", bar: "#6cb0e0", missed: "#e5846f", line: "#6e7681" },
} as const;

/** The figure divided by its goal. */
function share({ figure, goal }: Row): number {
  const most = Number(goal.replace("≤ ", ""));
  return most === 0 ? 0 : Number.parseFloat(figure) / most;
}

/** A bar for every row that has a goal; the line is the goal. */
function picture(rows: readonly Row[], theme: keyof typeof COLOURS): string {
  const { ink, bar, missed, line } = COLOURS[theme];
  const held = rows.filter(({ goal }) => goal !== "" && goal !== "≤ 0.00");
  const [left, width, step] = [520, 300, 24];
  const bars = held.map((row, index) => {
    const length = Math.max(1, Math.min(1.4, share(row)) * width);
    const y = index * step + 30;
    const name = row.what.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
    return (
      `<text x="${left - 10}" y="${y + 12}" text-anchor="end" fill="${ink}">${name}</text>` +
      `<rect x="${left}" y="${y}" width="${length.toFixed(0)}" height="16" rx="2" fill="${row.met ? bar : missed}"/>`
    );
  });
  const height = held.length * step + 45;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${left + width * 1.45} ${height}" font-family="sans-serif" font-size="11">`,
    "<title>How much of each goal was used up</title>",
    `<text x="${left + width}" y="16" text-anchor="middle" fill="${ink}">goal</text>`,
    ...bars,
    `<line x1="${left + width}" y1="22" x2="${left + width}" y2="${height - 10}" stroke="${line}" stroke-dasharray="4 3"/>`,
    "</svg>\n",
  ].join("\n");
}

/** The curves, and the rows with their points. */
const GROWTH = [
  { what: /^list --json, ([\d,]+) backups/, name: "list --json, by backups" },
  { what: /^([\d,]+) instances? through one client/, name: "one client, by instances" },
] as const;

/** Seconds by size, both by powers of ten: a straight line of slope 1 is linear. */
function curves(rows: readonly Row[], theme: keyof typeof COLOURS): string {
  const { ink, bar, missed, line } = COLOURS[theme];
  const at = (size: number, seconds: number) => [
    60 + Math.log10(size) * 90,
    220 - (Math.log10(Math.max(seconds, 0.01)) + 2) * 45,
  ];
  const paths = GROWTH.map(({ what, name }, index) => {
    const colour = index === 0 ? bar : missed;
    const points = rows.flatMap((row) => {
      const size = what.exec(row.what)?.[1]?.replaceAll(",", "");
      return size
        ? [
            at(Number(size), Number.parseFloat(row.figure))
              .map((n) => n.toFixed(0))
              .join(","),
          ]
        : [];
    });
    const label = `<text x="70" y="${30 + index * 16}" fill="${colour}">${name}</text>`;
    return `${label}<polyline points="${points.join(" ")}" fill="none" stroke="${colour}" stroke-width="2"/>`;
  });
  const sizes = [1, 10, 100, 1000, 10_000, 100_000].map((size) => {
    const [x] = at(size, 1);
    return `<text x="${x}" y="240" text-anchor="middle" fill="${ink}">${size.toLocaleString("en")}</text>`;
  });
  const seconds = [0.1, 1, 10, 100].map((time) => {
    const [, y = 0] = at(1, time);
    const text = `<text x="50" y="${y + 4}" text-anchor="end" fill="${ink}">${time} s</text>`;
    return `${text}<line x1="60" y1="${y}" x2="520" y2="${y}" stroke="${line}" stroke-opacity="0.4"/>`;
  });
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 540 250" font-family="sans-serif" font-size="11">',
    "<title>Time by number of backups, and by number of instances</title>",
    ...seconds,
    ...sizes,
    ...paths,
    "</svg>\n",
  ].join("\n");
}

/** A picture for light and for dark. */
function pictureTag(name: string, alt: string): string {
  return `<picture>
  <source media="(prefers-color-scheme: dark)" srcset="performance/${name}-dark.svg">
  <img alt="${alt}" src="performance/${name}-light.svg">
</picture>`;
}

export function verdict({ met }: Row): string {
  return met === undefined ? "" : met ? "met" : "MISSED";
}

/** Writes docs/performance.md and its pictures. */
export function writeReport(root: string, rows: readonly Row[], date: Date): void {
  const folder = join(root, "docs/performance");
  mkdirSync(folder, { recursive: true });
  for (const theme of ["light", "dark"] as const) {
    writeFileSync(join(folder, `goals-${theme}.svg`), picture(rows, theme));
    writeFileSync(join(folder, `growth-${theme}.svg`), curves(rows, theme));
  }
  const table = rows.map((row) => `| ${row.what} | ${row.figure} | ${row.goal} | ${verdict(row)} |`);
  const held = rows.filter(({ met }) => met !== undefined);
  const [cpu] = cpus();
  const text = `# Performance

Written by \`npm run bench\`. It measures the built package in new processes, against a server on the same machine. The vendors' own SDKs do the same job in turn; each figure is the median of the rounds. "A, of B" means A divided by B. Ratios are similar on other machines; seconds are not. \`NODE_EXTRA_CA_CERTS\` and \`NODE_OPTIONS\` are unset: [they change every start of Node.js](troubleshooting.md#only-behind-a-proxy).

${held.filter(({ met }) => met).length} of ${held.length} goals were met, on ${date.toISOString().slice(0, 10)}, with Node.js ${process.versions.node} on ${process.platform}, ${cpus().length} × ${cpu?.model.trim()}.

${pictureTag("goals", "How much of each goal was used up")}

With many backups or instances, the vendor's documented rate limits the speed (here 20 requests a second for backups, 10 for instances):

${pictureTag("growth", "Time by number of backups, and by number of instances")}

| What | Figure | Goal | |
| --- | --- | --- | --- |
${table.join("\n")}
`;
  writeFileSync(join(root, "docs/performance.md"), text);
}
