/** Milliseconds of a `Date` header; undefined if it is not in HTTP's format (RFC 9110, section 5.6.7). */
export function httpDate(text: string | undefined): number | undefined {
  const ms = Date.parse(text ?? "");
  // Date.parse accepts other formats, such as a bare year.
  return !Number.isNaN(ms) && new Date(ms).toUTCString() === text ? ms : undefined;
}
