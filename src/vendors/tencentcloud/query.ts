import type { ApiCall } from "../../clouds/call";

/** Parameters as query values: lists and objects with dots, such as `Filters.0.Name`. Source: "Signature v3", GET. */
export function flattened(parameters: ApiCall["parameters"]): Record<string, string> {
  const flat = ([name, value]: readonly [string, unknown]): [string, string][] =>
    typeof value === "object" && value !== null
      ? Object.entries(value).flatMap(([key, inner]) => flat([`${name}.${key}`, inner]))
      : value === undefined
        ? []
        : [[name, String(value)]];
  return Object.fromEntries(Object.entries(parameters).flatMap(flat));
}
