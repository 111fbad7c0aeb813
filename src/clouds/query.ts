import type { ApiCall } from "./call";

/** Parameters as query values; undefined ones are left out, lists are joined by commas. */
export function queryOf(parameters: ApiCall["parameters"]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(parameters)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, String(value)]),
  );
}
