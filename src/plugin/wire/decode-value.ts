import { Decoder } from "@msgpack/msgpack";
import { messageOf } from "../../core/error-text";
import { isObject } from "../../core/is-object";
import {
  type Attributes,
  emptyObject,
  formatPath,
  type TfObject,
  type TfPath,
  type TfType,
  type TfValue,
  UNKNOWN,
} from "./types";
import { ValueError } from "./value-error";

/** Prefix of every map key while decoding, because the MessagePack library rejects a key `__proto__`. */
const KEY_MARK = ":";

const decoder = new Decoder({
  // Every extension type means "unknown": 0 is plain, 12 has partial knowledge.
  extensionCodec: { tryToEncode: () => null, decode: () => UNKNOWN },
  useBigInt64: true,
  keyDecoder: {
    canBeCached: () => true,
    decode: (bytes, offset, length) =>
      KEY_MARK + Buffer.from(bytes.buffer, bytes.byteOffset + offset, length).toString(),
  },
});

/**
 * Decodes the MessagePack form of a configuration and checks it against its schema.
 *
 * @returns one value for each attribute; null if the configuration has none
 * @throws ValueError naming the attribute whose bytes do not match its type
 */
export function decodeObject(attributes: Attributes, msgpack: Uint8Array): TfObject {
  return objectValue(attributes, decodeRaw(msgpack), []);
}

/** The same for a state; null before a create and after a delete. */
export function decodeState(attributes: Attributes, msgpack: Uint8Array): TfObject | null {
  const raw = decodeRaw(msgpack);
  return raw === null ? null : objectValue(attributes, raw, []);
}

function decodeRaw(msgpack: Uint8Array): unknown {
  try {
    return decoder.decode(msgpack);
  } catch (error) {
    throw new ValueError([], `cannot be decoded: ${messageOf(error)}`);
  }
}

function decodeValue(type: TfType, raw: unknown, path: TfPath): TfValue {
  if (raw === null) return null;
  if (raw === UNKNOWN) return UNKNOWN;
  if (type === "string") return expect(typeof raw === "string", raw, type, path);
  if (type === "bool") return expect(typeof raw === "boolean", raw, type, path);
  if (type === "number") return numberValue(raw, path);
  if ("list" in type) return listValue(type.list, raw, path);
  if ("map" in type) return mapValue(type.map, raw, path);
  return objectValue(type.object, raw, path);
}

function expect(fits: boolean, raw: unknown, wanted: string, path: TfPath): TfValue {
  if (!fits) throw new ValueError(path, `must be a ${wanted}, got ${kindOf(raw)}`);
  return raw as TfValue;
}

/**
 * Terraform's numbers have 512 bits. Integers come as MessagePack integers, or as decimal text beyond 64 bits;
 * fractions as floats if those are exact, else as decimal text (`"0.1"`).
 */
function numberValue(raw: unknown, path: TfPath): number | bigint {
  if (typeof raw === "bigint") return shortest(raw);
  if (typeof raw === "string" && /^-?\d+$/.test(raw)) return shortest(BigInt(raw));
  const value = typeof raw === "string" && raw.trim() !== "" ? Number(raw) : raw;
  if (typeof value !== "number" || !Number.isFinite(value)) {
    throw new ValueError(path, `must be a finite number, got ${kindOf(raw)}`);
  }
  return Number.isInteger(value) ? shortest(BigInt(value)) : value;
}

function shortest(value: bigint): number | bigint {
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

function listValue(element: TfType, raw: unknown, path: TfPath): TfValue[] {
  if (!Array.isArray(raw)) throw new ValueError(path, `must be a list, got ${kindOf(raw)}`);
  return raw.map((item, index) => decodeValue(element, item, [...path, index]));
}

function mapValue(element: TfType, raw: unknown, path: TfPath): TfObject {
  const map = emptyObject<TfValue>();
  for (const [key, value] of entries(raw, "map", path))
    map[key] = decodeValue(element, value, [...path, key]);
  return map;
}

function objectValue(attributes: Attributes, raw: unknown, path: TfPath): TfObject {
  const given = new Map(entries(raw, "object", path));
  for (const name of given.keys()) {
    if (!Object.hasOwn(attributes, name)) throw new ValueError([...path, name], "is not in the schema");
  }
  const object = emptyObject<TfValue>();
  for (const [name, { type }] of Object.entries(attributes)) {
    object[name] = decodeValue(type, given.get(name) ?? null, [...path, name]);
  }
  return object;
}

function entries(raw: unknown, wanted: string, path: TfPath): [string, unknown][] {
  if (!isObject(raw) || raw instanceof Uint8Array) {
    throw new ValueError(path, `must be a ${wanted}, got ${kindOf(raw)}`);
  }
  return Object.entries(raw).map(([key, value]) => {
    if (!key.startsWith(KEY_MARK))
      throw new ValueError(path, `has a key that is not text: ${formatPath([key])}`);
    return [key.slice(KEY_MARK.length), value];
  });
}

/** Names the kind of a value, not the value, which may be a secret. */
function kindOf(raw: unknown): string {
  if (raw === null) return "null";
  if (typeof raw === "symbol") return "an unknown value";
  if (Array.isArray(raw)) return "a list";
  return `a ${typeof raw}`;
}
