/** Looks up host names, and remembers unanswered ones. */
import type { LookupFunction } from "node:net";

const waiting = new Set<{ readonly forHost: string; readonly name: string }>();

/** Looks up names for connections to a host: its own name, or that of its proxy. */
export function lookUpFor(forHost: string): LookupFunction {
  // Loaded late: two of the three processes of a plan look up no name.
  const { lookup } = require("node:dns") as typeof import("node:dns");
  return (name, options, done) => {
    const asked = { forHost, name };
    waiting.add(asked);
    lookup(name, options, (error, address, family) => {
      waiting.delete(asked);
      done(error, address as string, family);
    });
  };
}

/** A name for this host that no name server has answered yet, if any. */
export function waitedFor(host: string): string | undefined {
  return [...waiting].find(({ forHost }) => forHost === host)?.name;
}
