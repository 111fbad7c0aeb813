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

/** What each room may import of the others, besides core/, from the ground up; docs/design.md draws it. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  core: [],
  delivery: [],
  clouds: [],
  transport: ["clouds"],
  listings: ["clouds"],
  reading: ["clouds", "listings", "transport"],
  vendors: ["clouds", "listings", "reading"],
  lookup: ["clouds", "listings", "reading", "transport", "vendors"],
  emulator: ["clouds", "listings", "vendors"],
  "plugin/wire": [],
  resources: ["lookup", "plugin/wire"],
  fleet: ["clouds", "listings", "lookup", "vendors"],
  plugin: ["clouds", "listings", "lookup", "plugin/wire", "resources", "vendors"],
  constructs: ["clouds", "delivery", "listings", "lookup", "resources", "vendors"],
  cli: ["clouds", "delivery", "emulator", "fleet", "listings", "lookup", "transport", "vendors"],
};

/** The room that a file is in; undefined for an entry. */
function roomOf(file: string): string | undefined {
  if (file.startsWith("plugin/wire/")) return "plugin/wire";
  return file.includes("/") ? file.split("/")[0] : undefined;
}

describe("a message", () => {
  it("is not rewritten by a front end: a file with messages has no replace in it", () => {
    const telling = [...graph].filter(
      ([file, imports]) =>
        /^(?:cli|plugin|constructs|fleet)\//.test(file) &&
        imports.some((path) => path === "core/message.ts" || path === "core/warning.ts"),
    );
    expect(telling.length).toBeGreaterThan(8);
    const rewriting = telling.filter(([file]) => readFileSync(join(SRC, file), "utf8").includes(".replace("));
    expect(rewriting.map(([file]) => file)).toEqual([]);
  });
});

/** Places outside a vendor's folder that name vendors, and why. */
const NAMING: Readonly<Record<string, string>> = {
  "vendors/index.ts": "the table of vendors",
  "emulator/data.ts": "a choice that files of answers offer",
  "emulator/index.ts": "instances for demonstrations",
  "emulator/server.ts": "the one call of STS that is emulated",
  "constructs/lookups.ts": "a class for each listing",
  "constructs/index.ts": "a class for each listing",
  "constructs/check-props.ts": "an example in a message",
  "cli/lookup-command.ts": "an example in a message",
  "cli/program.ts": "examples of the help",
  "cli/commands/of-files.ts": "an example of the help",
  "cli/fleet/discover.ts": "an example in a message",
  "cli/init/instance.ts": "the listing of the demonstration",
};

describe("facts of one vendor", () => {
  it("are in that vendor's folder: names, hosts, headers and operations", () => {
    const names = /tencent|alibaba|alicloud|aliyun|jd ?cloud|qcloud|tccli|redis|mongodb|polardb|cynosdb/i;
    const others =
      /x-(?:acs|tc|jdcloud)-|Describe[A-Z]|GetCallerIdentity|"AssumeRole|\b(?:acs|qcs):|\b(?:ECS|CVM|RAM|CAM|TKE|ACK)\b/;
    // Comments name sources and examples.
    const code = (file: string) =>
      readFileSync(join(SRC, file), "utf8").replace(/^\s*(?:\/\*|\*|\/\/).*$/gm, "");
    const naming = [...files].filter(
      (file) =>
        !/^(?:vendors|emulator)\/\w+cloud\//.test(file) &&
        [names, others].some((fact) => fact.test(code(file))),
    );
    expect(naming.sort()).toEqual(Object.keys(NAMING).sort());
  });
});

describe("the project's own imports", () => {
  it("have no cycles", () => {
    expect([...files].map(circleFrom).find((circle) => circle !== undefined)).toBeUndefined();
  });

  it("let plugin/wire be a package of its own: it knows of no product, and takes five files with it", () => {
    const wire = [...graph].filter(([file]) => roomOf(file) === "plugin/wire");
    const outside = wire.flatMap(([, targets]) => targets).filter((path) => roomOf(path) !== "plugin/wire");
    const taken = [...new Set(outside)].sort();
    expect(taken).toEqual([
      "core/end-process.ts",
      "core/error-text.ts",
      "core/is-object.ts",
      "core/json.ts",
      "core/redact.ts",
    ]);
    expect(taken.flatMap((path) => graph.get(path) ?? [])).toEqual([]);
    const telling = [...wire.map(([file]) => file), ...taken].filter((file) =>
      /backup|restore|cdktf/i.test(readFileSync(join(SRC, file), "utf8")),
    );
    expect(telling).toEqual([]);
  });

  it.each(Object.entries(ROOMS))("of src/%s point one way", (room, allowed) => {
    const wrong = [...graph]
      .filter(([file]) => roomOf(file) === room)
      .flatMap(([file, targets]) => targets.map((target) => [file, target] as const))
      .filter(([, target]) => ![undefined, "core", room, ...allowed].includes(roomOf(target)));
    expect(wrong).toEqual([]);
  });
});
