import { type Attributes, type TfObject, type TfPath, type TfType, type TfValue, UNKNOWN } from "./types";
import { ValueError } from "./value-error";

/**
 * Encodes an answer as JSON, which Terraform accepts in place of MessagePack and which holds integers of any
 * length and decimal fractions exactly.
 *
 * @param value attributes of the schema; one that is missing becomes null
 * @throws ValueError naming the attribute that is not in the schema or does not fit its type
 */
export function encodeObject(attributes: Attributes, value: TfObject): Buffer {
  return Buffer.from(objectJson(attributes, value, []));
}

function encodeValue(type: TfType, value: TfValue | undefined, path: TfPath): string {
  if (value === null || value === undefined) return "null";
  if (value === UNKNOWN)
    throw new ValueError(path, "must be known, because Terraform accepts no unknown here");
  if (typeof type === "string") return primitiveJson(type, value, path);
  if ("list" in type) return listJson(type.list, value, path);
  if (!isObject(value)) throw unfit(path, "map" in type ? "a map" : "an object", value);
  return "map" in type ? mapJson(type.map, value, path) : objectJson(type.object, value, path);
}

function primitiveJson(type: "string" | "number" | "bool", value: TfValue, path: TfPath): string {
  switch (type) {
    case "string":
      if (typeof value === "string") return JSON.stringify(value);
      break;
    case "bool":
      if (typeof value === "boolean") return String(value);
      break;
    case "number":
      if (typeof value === "bigint" || Number.isFinite(value)) return String(value);
      break;
  }
  throw unfit(path, type === "number" ? "a finite number" : `a ${type}`, value);
}

function listJson(element: TfType, value: TfValue, path: TfPath): string {
  if (!Array.isArray(value)) throw unfit(path, "a list", value);
  return `[${value.map((item, index) => encodeValue(element, item, [...path, index])).join(",")}]`;
}

function mapJson(element: TfType, value: TfObject, path: TfPath): string {
  const members = Object.entries(value).map(([key, item]) =>
    member(key, encodeValue(element, item, [...path, key])),
  );
  return `{${members.join(",")}}`;
}

function objectJson(attributes: Attributes, value: TfObject, path: TfPath): string {
  for (const name of Object.keys(value)) {
    if (!Object.hasOwn(attributes, name)) throw new ValueError([...path, name], "is not in the schema");
  }
  const members = Object.entries(attributes).map(([name, { type }]) => {
    const item = Object.hasOwn(value, name) ? value[name] : null;
    return member(name, encodeValue(type, item, [...path, name]));
  });
  return `{${members.join(",")}}`;
}

function member(name: string, json: string): string {
  return `${JSON.stringify(name)}:${json}`;
}

function isObject(value: TfValue): value is TfObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function unfit(path: TfPath, wanted: string, value: TfValue): ValueError {
  return new ValueError(
    path,
    `must be ${wanted}, got ${Array.isArray(value) ? "a list" : `a ${typeof value}`}`,
  );
}
