/** Whether a version such as `1.11.4` is at least another one, such as `1.8`. Pre-releases count as their release. */
export function isAtLeast(version: string, least: string): boolean {
  const parts = (text: string) => text.split(".").map((part) => Number.parseInt(part, 10));
  const has = parts(version);
  for (const [index, need] of parts(least).entries()) {
    const part = has[index] ?? 0;
    if (part !== need) return part > need;
  }
  return true;
}
