import type { Place } from "./check";
import { none, problem, type Results } from "./finding";

/** Variables that redirect lookups. They are for tests, and are easily forgotten in a shell. */
const ELSEWHERE = /^BACKUPS_ENDPOINT_URL(?:_|$)/;

/** The address without possible secrets. */
function shown(address: string): string {
  const written = address.includes("://") ? address : `https://${address}`;
  return URL.canParse(written) ? new URL(written).origin : "an address that cannot be read";
}

export function environmentFindings({ env }: Place): Results {
  const left = Object.entries(env).filter(([name, value]) => ELSEWHERE.test(name) && value);
  if (left.length === 0) return none("no variable sends lookups to another address");
  return left.map(([name, value]) =>
    problem(
      `${name} is set: lookups use ${shown(String(value))} instead of the vendor`,
      `Unset ${name}, if it is left over from the emulator.`,
    ),
  );
}
