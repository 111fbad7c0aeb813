import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

const SRC = resolve(__dirname, "../src");

/** The project's own files that a file imports, types included. */
function importsOf(file: string): readonly string[] {
  const text = readFileSync(join(SRC, file), "utf8");
  return [...text.matchAll(/(?:from|require\(|import\()\s*"(\.[^"]+)"/g)].flatMap(([, specifier = ""]) => {
    const target = relative(SRC, resolve(SRC, dirname(file), specifier));
    return [`${target}.ts`, join(target, "index.ts")].filter((path) => files.has(path));
  });
}

const files: ReadonlySet<string> = new Set(
  readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts")),
);
const graph = new Map([...files].map((file) => [file, importsOf(file)]));

/** A circle that a file is part of, as a path; undefined where there is none. */
function circleFrom(start: string): readonly string[] | undefined {
  const seen = new Set<string>();
  const walk = (path: readonly string[]): readonly string[] | undefined => {
    for (const next of graph.get(path.at(-1) ?? "") ?? []) {
      if (next === start) return [...path, next];
      if (seen.has(next)) continue;
      seen.add(next);
      const found = walk([...path, next]);
      if (found) return found;
    }
    return undefined;
  };
  return walk([start]);
}

/** What each room may import of the others, besides the pure files at the top; docs/design.md says why. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  clouds: [],
  transport: ["clouds"],
  listings: ["clouds", "transport"],
  emulator: ["clouds", "listings", "transport"],
  plugin: ["clouds", "listings"],
  constructs: ["clouds", "listings", "plugin"],
  fleet: ["clouds", "listings"],
  cli: ["clouds", "listings", "plugin", "emulator", "fleet", "transport"],
};

describe("the project's own imports", () => {
  it("never lead back to where they began", () => {
    expect([...files].map(circleFrom).find((circle) => circle !== undefined)).toBeUndefined();
  });

  it.each(Object.entries(ROOMS))("of src/%s point one way", (room, allowed) => {
    const wrong = [...graph]
      .filter(([file]) => file.startsWith(`${room}/`))
      .flatMap(([file, targets]) => targets.map((target) => [file, target] as const))
      .filter(
        ([, target]) => target.includes("/") && ![room, ...allowed].includes(target.split("/")[0] ?? ""),
      );
    expect(wrong).toEqual([]);
  });
});
