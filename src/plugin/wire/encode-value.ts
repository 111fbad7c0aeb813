import { ExtData, encode } from "@msgpack/msgpack";
import { isObject } from "../../core/is-object";
import {
  type Attributes,
  type TfObject,
  type TfPath,
  type TfPrimitive,
  type TfType,
  type TfValue,
  UNKNOWN,
} from "./types";
import { ValueError } from "./value-error";

/** An encoding of values, applied from the inside out. */
interface Form<T> {
  readonly nothing: T;
  unknown(path: TfPath): T;
  text(value: string): T;
  flag(value: boolean): T;
  /** Digits of any number. */
  number(digits: string): T;
  list(items: readonly T[]): T;
  members(entries: readonly (readonly [string, T])[]): T;
}

const JSON_FORM: Form<string> = {
  nothing: "null",
  unknown: (path) => {
    throw new ValueError(path, "must be known, because Terraform accepts no unknown here");
  },
  text: (value) => JSON.stringify(value),
  flag: String,
  number: (digits) => digits,
  list: (items) => `[${items.join(",")}]`,
  members: (entries) => `{${entries.map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(",")}}`,
};

/** Terraform's extension type for unknown values; its content does not matter. */
const UNKNOWN_EXTENSION = new ExtData(0, new Uint8Array(1));

/** Values for the MessagePack library. Terraform reads a number of any size from its digits. */
const MSGPACK_FORM: Form<unknown> = {
  nothing: null,
  unknown: () => UNKNOWN_EXTENSION,
  text: (value) => value,
  flag: (value) => value,
  number: (digits) => digits,
  list: (items) => items,
  members: (entries) => {
    // Without a prototype, so that `__proto__` is an ordinary key.
    const object = Object.create(null) as Record<string, unknown>;
    for (const [name, value] of entries) object[name] = value;
    return object;
  },
};

/**
 * Encodes an answer as JSON, which Terraform also accepts, and which keeps long integers and decimal fractions exact.
 *
 * @param value attributes of the schema; one that is missing becomes null
 * @throws ValueError naming the attribute that is not in the schema or does not match its type
 */
export function encodeObject(attributes: Attributes, value: TfObject): Buffer {
  return Buffer.from(writeObject(JSON_FORM, attributes, value, []));
}

/** Encodes an answer as MessagePack, which can hold unknown values; see {@link encodeObject}. */
export function encodePlanned(attributes: Attributes, value: TfObject): Uint8Array {
  return encode(writeObject(MSGPACK_FORM, attributes, value, []));
}

function write<T>(form: Form<T>, type: TfType, value: TfValue | undefined, path: TfPath): T {
  if (value === null || value === undefined) return form.nothing;
  if (value === UNKNOWN) return form.unknown(path);
  if (typeof type === "string") return writePrimitive(form, type, value, path);
  if ("list" in type) {
    if (!Array.isArray(value)) throw unfit(path, "a list", value);
    return form.list(value.map((item, index) => write(form, type.list, item, [...path, index])));
  }
  if (!isObject(value)) throw unfit(path, "map" in type ? "a map" : "an object", value);
  if ("object" in type) return writeObject(form, type.object, value, path);
  return form.members(
    Object.entries(value).map(([key, item]) => [key, write(form, type.map, item, [...path, key])]),
  );
}

function writePrimitive<T>(form: Form<T>, type: TfPrimitive, value: TfValue, path: TfPath): T {
  if (type === "string" && typeof value === "string") return form.text(value);
  if (type === "bool" && typeof value === "boolean") return form.flag(value);
  if (type === "number" && (typeof value === "bigint" || Number.isFinite(value))) {
    return form.number(String(value));
  }
  throw unfit(path, type === "number" ? "a finite number" : `a ${type}`, value);
}

function writeObject<T>(form: Form<T>, attributes: Attributes, value: TfObject, path: TfPath): T {
  for (const name of Object.keys(value)) {
    if (!Object.hasOwn(attributes, name)) throw new ValueError([...path, name], "is not in the schema");
  }
  return form.members(
    Object.entries(attributes).map(([name, { type }]) => {
      const item = Object.hasOwn(value, name) ? value[name] : null;
      return [name, write(form, type, item, [...path, name])];
    }),
  );
}

function unfit(path: TfPath, wanted: string, value: TfValue): ValueError {
  return new ValueError(path, `must be ${wanted}, got a ${Array.isArray(value) ? "list" : typeof value}`);
}
