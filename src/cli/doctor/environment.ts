import type { Place } from "./check";
import { type Finding, none, problem } from "./finding";

/** Variables that send lookups elsewhere; they are for tests, and easily left behind in a shell. */
const ELSEWHERE = /^BACKUPS_ENDPOINT_URL(?:_|$)/;

/** The address without what may be secret in it. */
function shown(address: string): string {
  const written = address.includes("://") ? address : `https://${address}`;
  return URL.canParse(written) ? new URL(written).origin : "an address that cannot be read";
}

/** Variables that were left over. */
export function environmentFindings({ env }: Place): readonly Finding[] {
  const left = Object.entries(env).filter(([name, value]) => ELSEWHERE.test(name) && value);
  if (left.length === 0) return [none("environment", "no variable sends lookups to another address")];
  return left.map(([name, value]) =>
    problem(
      "environment",
      `${name} is set: lookups ask ${shown(String(value))} in place of the vendor`,
      `Unset ${name}, if it is left over from the emulator.`,
    ),
  );
}
