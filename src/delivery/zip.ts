/** A file to be stored. */
export interface ZipEntry {
  /** ASCII. */
  readonly name: string;
  readonly text: string;
}

/** 1980-01-01, the first day that the format can tell: the bytes then depend on nothing but names and contents. */
const DOS_DATE = (1 << 5) | 1;
const VERSION = 20;
const MADE_BY_UNIX = (3 << 8) | VERSION;
/** A regular file with mode 0755, which unpacking restores. */
const EXECUTABLE = (0o100755 << 16) >>> 0;

/** Writes a zip archive of executable files, uncompressed (PKWARE APPNOTE 6.3.10, sections 4.3.7, 4.3.12, 4.3.16). */
export function storedZip(entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, text } of entries) {
    const content = Buffer.from(text);
    const fileName = Buffer.from(name);
    // Version needed, flags, method "stored", time, date, CRC, both sizes, length of the name, no extra field.
    const common = numbers(
      [VERSION, 2],
      [0, 2],
      [0, 2],
      [0, 2],
      [DOS_DATE, 2],
      [crc32(content), 4],
      [content.length, 4],
      [content.length, 4],
      [fileName.length, 2],
      [0, 2],
    );
    const local = Buffer.concat([numbers([0x04034b50, 4]), common, fileName, content]);
    // After the common part: no comment, disk 0, internal attributes, external attributes, offset of the file.
    const tail = numbers([0, 2], [0, 2], [0, 2], [EXECUTABLE, 4], [offset, 4]);
    central.push(numbers([0x02014b50, 4], [MADE_BY_UNIX, 2]), common, tail, fileName);
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const count = entries.length;
  const end = numbers(
    [0x06054b50, 4],
    [0, 2],
    [0, 2],
    [count, 2],
    [count, 2],
    [directory.length, 4],
    [offset, 4],
    [0, 2],
  );
  return Buffer.concat([...locals, directory, end]);
}

function numbers(...fields: readonly (readonly [value: number, bytes: number])[]): Buffer {
  const buffer = Buffer.alloc(fields.reduce((sum, [, bytes]) => sum + bytes, 0));
  let position = 0;
  for (const [value, bytes] of fields) position = buffer.writeUIntLE(value, position, bytes);
  return buffer;
}

/** CRC-32 of the zip format. Node.js has its own only since 20.15. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
