/** Compares the pages that the code makes with those that are there. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { GENERATED } from "./markdown";

/** A page that is made from the code. */
export interface Page {
  /** From the project's root, with forward slashes, such as `docs/cli.md`. */
  readonly path: string;
  readonly text: string;
}

/** A page that is not what the code says. */
export interface WrongPage {
  readonly path: string;
  readonly problem: string;
  /** What it should hold; undefined where it should not be there. */
  readonly text?: string;
}

/** Every Markdown file below a folder named `docs`. */
export function readPages(folder: string): readonly Page[] {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return names
    .filter((name) => name.endsWith(".md"))
    .map((name) => ({
      path: `docs/${name.replaceAll("\\", "/")}`,
      text: readFileSync(join(folder, name), "utf8"),
    }));
}

/**
 * The pages that are missing, differ, or were generated once for what no longer exists.
 *
 * @param expected what the code makes
 * @param present what is there, pages written by hand included
 */
export function wrongPages(expected: readonly Page[], present: readonly Page[]): readonly WrongPage[] {
  const there = new Map(present.map(({ path, text }) => [path, text]));
  const wanted = new Set(expected.map(({ path }) => path));
  return [
    ...expected
      .filter(({ path, text }) => there.get(path) !== text)
      .map((page) => ({ ...page, problem: there.has(page.path) ? "is not current" : "is missing" })),
    ...present
      .filter(({ path, text }) => text.includes(GENERATED) && !wanted.has(path))
      .map(({ path }) => ({ path, problem: "belongs to nothing in the code any more" })),
  ];
}
