/** The part of Protocol Buffers that the plugin protocol's messages need (protobuf.dev, "Encoding"). */

/** A field of a message: `type` is a scalar below, or the name of a message. */
export interface Field {
  readonly id: number;
  readonly type: string;
  readonly rule?: "repeated";
  /** Set for a map, whose values have the type. */
  readonly keyType?: "string";
}

/** The fields of a message by name. */
export type Fields = Readonly<Record<string, Field>>;

export type Messages = Readonly<Record<string, Fields>>;

/** Types encoded as varints; an enumeration is an int32. */
const VARINTS = new Set(["int32", "bool"]);
const VARINT = 0;
const FIXED_64 = 1;
const LENGTH = 2;
const FIXED_32 = 5;

/** Values of fields that were not sent. */
const DEFAULTS: Readonly<Record<string, unknown>> = {
  int32: 0,
  bool: false,
  string: "",
  bytes: Buffer.alloc(0),
};

/** A map is sent as a list of these. */
const entryOf = (type: string): Fields => ({ key: { id: 1, type: "string" }, value: { id: 2, type } });

type Values = Record<string, unknown>;

/** Encodes a message. Fields that are missing, or have their default, are left out. */
export function encodeMessage(messages: Messages, name: string, message: object): Buffer {
  return Buffer.concat(partsOf(messages, messages[name] as Fields, message as Values));
}

function partsOf(messages: Messages, fields: Fields, message: Values): Uint8Array[] {
  return Object.entries(fields).flatMap(([name, { id, type, rule, keyType }]) => {
    const value = message[name];
    if (value === undefined || value === null) return [];
    if (keyType) {
      const entries = Object.entries(value).map(([key, item]) =>
        Buffer.concat(partsOf(messages, entryOf(type), { key, value: item })),
      );
      return entries.flatMap((entry) => fieldParts(messages, id, "bytes", entry));
    }
    if (rule) return (value as unknown[]).flatMap((item) => fieldParts(messages, id, type, item));
    const isDefault = value === DEFAULTS[type] || (type === "bytes" && (value as Uint8Array).length === 0);
    return isDefault ? [] : fieldParts(messages, id, type, value);
  });
}

function fieldParts(messages: Messages, id: number, type: string, value: unknown): Uint8Array[] {
  if (VARINTS.has(type)) return [varint(id * 8 + VARINT), varint(Number(value))];
  const fields = messages[type];
  const parts = fields
    ? partsOf(messages, fields, value as Values)
    : [type === "string" ? Buffer.from(value as string) : (value as Uint8Array)];
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return [varint(id * 8 + LENGTH), varint(length), ...parts];
}

/** @throws Error for anything but a whole number from 0 to 2^53: the protocol has no others */
function varint(value: number): Uint8Array {
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`${value} cannot be sent as a whole number`);
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  return Uint8Array.from([...bytes, rest]);
}

/**
 * Decodes a message. A field that was not sent has its default: null for a message, nothing in a list or a map. Fields
 * that are not in the table are skipped.
 *
 * @throws Error if the bytes are not a message
 */
export function decodeMessage(messages: Messages, name: string, bytes: Uint8Array): Values {
  return decode(messages, messages[name] as Fields, new Reader(bytes));
}

function decode(messages: Messages, fields: Fields, reader: Reader): Values {
  const message: Values = {};
  const byId = new Map<number, readonly [string, Field]>();
  for (const [name, field] of Object.entries(fields)) {
    byId.set(field.id, [name, field]);
    message[name] = field.keyType ? Object.create(null) : field.rule ? [] : (DEFAULTS[field.type] ?? null);
  }
  while (!reader.isAtEnd) {
    const tag = reader.varint();
    const [name, field] = byId.get(Math.floor(tag / 8)) ?? [];
    const wanted = field && (VARINTS.has(field.type) ? VARINT : LENGTH);
    if (!name || !field || tag % 8 !== wanted) {
      reader.skip(tag % 8);
    } else if (field.keyType) {
      const entry = decode(messages, entryOf(field.type), new Reader(reader.bytes()));
      (message[name] as Values)[entry.key as string] = entry.value;
    } else {
      const value = readValue(messages, field.type, reader);
      if (field.rule) (message[name] as unknown[]).push(value);
      else message[name] = value;
    }
  }
  return message;
}

function readValue(messages: Messages, type: string, reader: Reader): unknown {
  if (type === "bool") return reader.varint() !== 0;
  if (VARINTS.has(type)) return reader.varint();
  const bytes = reader.bytes();
  if (type === "string") return bytes.toString();
  const fields = messages[type];
  return fields ? decode(messages, fields, new Reader(bytes)) : bytes;
}

class Reader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  /** A whole number; one beyond 2^53 is not exact. */
  varint(): number {
    let value = 0;
    for (let place = 0; place < 10; place++) {
      const byte = this.#take(1)[0] as number;
      value += (byte & 0x7f) * 2 ** (7 * place);
      if (byte < 0x80) return value;
    }
    throw new Error("a number of the message has no end");
  }

  /** A value with its length in front. */
  bytes(): Buffer {
    return this.#take(this.varint());
  }

  skip(layout: number): void {
    if (layout === VARINT) this.varint();
    else if (layout === LENGTH) this.bytes();
    else if (layout === FIXED_64 || layout === FIXED_32) this.#take(layout === FIXED_64 ? 8 : 4);
    else throw new Error(`the message has a field of the unknown layout ${layout}`);
  }

  #take(length: number): Buffer {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new Error("the message ends too early");
    const part = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return part;
  }
}
