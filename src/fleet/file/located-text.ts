/** Reads YAML with positions. Every scalar stays text, and every problem has a line and a column. */
import type { Node, Pair } from "yaml";
import { BackupsError } from "../../core/errors";

/** A place in a file, both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Something wrong at a place. */
export interface Problem extends Position {
  readonly text: string;
}

export interface LocatedText {
  readonly value: unknown;
  /** The position of a path, or of its longest existing part. With `key`, the position of the key. */
  readonly at: (path: readonly PropertyKey[], key?: string) => Position;
}

/** Shown problems. A file of another kind would have one on every line. */
const MAX_PROBLEMS = 20;

/** The error of a file: every problem with its place. */
export function fileError(path: string, problems: readonly Problem[]): BackupsError {
  const inOrder = [...problems].sort((a, b) => a.line - b.line || a.column - b.column);
  const shown = inOrder
    .slice(0, MAX_PROBLEMS)
    .map(({ line, column, text }) => `${path}:${line}:${column}: ${text}`);
  const more = problems.length - shown.length;
  return new BackupsError("usage", [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join("\n"), {
    argument: "file",
    hint: "Correct the file; the page on fleets shows what it may hold.",
  });
}

/**
 * Reads YAML, and so JSON.
 *
 * @throws BackupsError `usage` with the place of each problem
 */
export function readLocatedText(path: string, text: string): LocatedText {
  const yaml = require("yaml") as typeof import("yaml");
  const lines = new yaml.LineCounter();
  const positionAt = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  // The failsafe schema has only maps, lists and texts, so 0123, 9007199254740993 and `on` stay text.
  const document = yaml.parseDocument(text, { schema: "failsafe", lineCounter: lines });
  const wrong = [...document.errors, ...document.warnings].map(({ message, pos }) => ({
    ...positionAt(pos[0]),
    text: (message.split("\n", 1)[0] ?? message).replace(/ at line \d+, column \d+:?$/, ""),
  }));
  if (wrong.length > 0) throw fileError(path, wrong);
  const resolved = (node: unknown): unknown => (yaml.isAlias(node) ? node.resolve(document) : node);
  const pairIn = (node: unknown, name: PropertyKey): Pair | undefined =>
    yaml.isMap(node)
      ? node.items.find((pair) => yaml.isScalar(pair.key) && String(pair.key.value) === String(name))
      : undefined;
  const at: LocatedText["at"] = (steps, key) => {
    let node: unknown = document.contents;
    let last = document.contents as Node | null;
    for (const step of steps) {
      const inside = resolved(node);
      const pair = pairIn(inside, step);
      node = pair ? (pair.value ?? pair.key) : yaml.isSeq(inside) ? inside.items[Number(step)] : undefined;
      if (!yaml.isNode(node)) break;
      last = node;
    }
    const named = key === undefined ? undefined : pairIn(resolved(last), key)?.key;
    return positionAt((yaml.isNode(named) ? named : last)?.range?.[0] ?? 0);
  };
  try {
    return { value: document.toJS({ maxAliasCount: 100 }), at };
  } catch {
    throw fileError(path, [{ line: 1, column: 1, text: "aliases (*name) repeat too much of the file" }]);
  }
}
