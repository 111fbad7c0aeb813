import { ExtData, encode } from "@msgpack/msgpack";
import { isObject } from "../../core/is-object";
import {
  type Attributes,
  emptyObject,
  type TfObject,
  type TfPath,
  type TfPrimitive,
  type TfType,
  type TfValue,
  UNKNOWN,
} from "./types";
import { ValueError } from "./value-error";

/** Terraform's extension type for unknown values; its content does not matter. */
const UNKNOWN_EXTENSION = new ExtData(0, new Uint8Array(1));

/**
 * Encodes an answer as MessagePack.
 *
 * @param value attributes of the schema; one that is missing becomes null
 * @throws ValueError naming the attribute that is unknown, is not in the schema or does not match its type
 */
export function encodeObject(attributes: Attributes, value: TfObject): Uint8Array {
  return encode(writeObject(attributes, value, [], false));
}

/** Encodes a plan, whose values may be unknown; see {@link encodeObject}. */
export function encodePlanned(attributes: Attributes, value: TfObject): Uint8Array {
  return encode(writeObject(attributes, value, [], true));
}

function write(type: TfType, value: TfValue | undefined, path: TfPath, isPlan: boolean): unknown {
  if (value === null || value === undefined) return null;
  if (value === UNKNOWN) {
    if (isPlan) return UNKNOWN_EXTENSION;
    throw new ValueError(path, "must be known, because Terraform accepts no unknown here");
  }
  if (typeof type === "string") return writePrimitive(type, value, path);
  if ("list" in type) {
    if (!Array.isArray(value)) throw unfit(path, "a list", value);
    return value.map((item, index) => write(type.list, item, [...path, index], isPlan));
  }
  if (!isObject(value)) throw unfit(path, "map" in type ? "a map" : "an object", value);
  if ("object" in type) return writeObject(type.object, value, path, isPlan);
  const map = emptyObject<unknown>();
  for (const [key, item] of Object.entries(value)) map[key] = write(type.map, item, [...path, key], isPlan);
  return map;
}

function writePrimitive(type: TfPrimitive, value: TfValue, path: TfPath): string | boolean {
  // The library would write a lone surrogate as bytes that are not UTF-8.
  if (type === "string" && typeof value === "string")
    return /\p{Cs}/u.test(value) ? Buffer.from(value).toString() : value;
  if (type === "bool" && typeof value === "boolean") return value;
  // Terraform reads a number of any size from its digits.
  if (type === "number" && (typeof value === "bigint" || Number.isFinite(value))) return String(value);
  throw unfit(path, type === "number" ? "a finite number" : `a ${type}`, value);
}

function writeObject(attributes: Attributes, value: TfObject, path: TfPath, isPlan: boolean): unknown {
  for (const name of Object.keys(value)) {
    if (!Object.hasOwn(attributes, name)) throw new ValueError([...path, name], "is not in the schema");
  }
  const object = emptyObject<unknown>();
  for (const [name, { type }] of Object.entries(attributes)) {
    const item = Object.hasOwn(value, name) ? value[name] : null;
    object[name] = write(type, item, [...path, name], isPlan);
  }
  return object;
}

function unfit(path: TfPath, wanted: string, value: TfValue): ValueError {
  return new ValueError(path, `must be ${wanted}, got a ${Array.isArray(value) ? "list" : typeof value}`);
}
