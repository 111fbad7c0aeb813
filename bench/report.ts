/** The result as a page: a table, the machine and the date, and the ratios as a picture for light and dark. */
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import type { Row } from "./row";

const COLOURS = {
  light: { ink: "#24292f", bar: "#2f6f9f", missed: "#b04a3a", line: "#8c959f" },
  dark: { ink: "#e6edf3", bar: "#6cb0e0", missed: "#e5846f", line: "#6e7681" },
} as const;

/** How far a goal was used up: 1 is the goal itself. */
function share({ figure, goal }: Row): number {
  const most = Number(goal.replace("≤ ", ""));
  return most === 0 ? 0 : Number.parseFloat(figure) / most;
}

/** A bar for every row that has a goal; the line is the goal. */
export function picture(rows: readonly Row[], theme: keyof typeof COLOURS): string {
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
    `<text x="${left + width}" y="16" text-anchor="middle" fill="${ink}">goal</text>`,
    ...bars,
    `<line x1="${left + width}" y1="22" x2="${left + width}" y2="${height - 10}" stroke="${line}" stroke-dasharray="4 3"/>`,
    "</svg>\n",
  ].join("\n");
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
  }
  const table = rows.map((row) => `| ${row.what} | ${row.figure} | ${row.goal} | ${verdict(row)} |`);
  const held = rows.filter(({ met }) => met !== undefined);
  const [cpu] = cpus();
  const text = `# Performance

Written by \`npm run bench\`. Everything is measured through the built package in new processes, beside the vendors' own SDKs doing the same job against the same server on this machine: the ones that are compared take turns, and what is shown is the middle of the rounds. Ratios carry over to other machines; seconds do not.

${held.filter(({ met }) => met).length} of ${held.length} goals were met, on ${date.toISOString().slice(0, 10)}, with Node.js ${process.versions.node} on ${process.platform}, ${cpus().length} × ${cpu?.model.trim()}.

<picture>
  <source media="(prefers-color-scheme: dark)" srcset="performance/goals-dark.svg">
  <img alt="How much of each goal was used up" src="performance/goals-light.svg">
</picture>

| What | Figure | Goal | |
| --- | --- | --- | --- |
${table.join("\n")}
`;
  writeFileSync(join(root, "docs/performance.md"), text);
}
