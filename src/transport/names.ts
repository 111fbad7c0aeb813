/** Looks host names up as the system does, and knows which ones are still waited for. */
import type { LookupFunction } from "node:net";

const waiting = new Set<{ readonly forHost: string; readonly name: string }>();

/** The lookup of names for connections to a host: of its own, or of the proxy before it. */
export function lookUpFor(forHost: string): LookupFunction {
  // Two of the three processes of a plan look nothing up.
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

/** The name of a connection that a name server has not answered yet, if any. */
export function waitedFor(host: string): string | undefined {
  return [...waiting].find(({ forHost }) => forHost === host)?.name;
}
