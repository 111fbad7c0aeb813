/** Reads unchecked JSON. */

/** An own field of an object; undefined if there is none. */
export function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

/** Text, or a number as text; undefined for anything else and for empty text. */
export function text(value: unknown): string | undefined {
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A time from seconds since 1970, as text or number; undefined for anything else. */
export function fromUnixSeconds(value: unknown): Date | undefined {
  const seconds = Number(text(value));
  return seconds > 0 && seconds < 1e11 ? new Date(seconds * 1000) : undefined;
}
