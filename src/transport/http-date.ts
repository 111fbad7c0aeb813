/** A `Date` header's instant in milliseconds; undefined for anything but the format of HTTP (RFC 9110, section 5.6.7). */
export function httpDate(text: string | undefined): number | undefined {
  const ms = Date.parse(text ?? "");
  // The same text comes back of that format alone: Date.parse takes others, such as a bare year.
  return !Number.isNaN(ms) && new Date(ms).toUTCString() === text ? ms : undefined;
}
