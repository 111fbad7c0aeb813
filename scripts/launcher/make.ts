/**
 * Makes src/delivery/launcher.zip: the two launchers that stand for the provider inside a stack. The same two files are
 * there on every platform, because a lock file then holds one checksum that is right everywhere. The name without a dot is the
 * executable on Linux and macOS; Windows finds the other one by adding `.cmd` to it.
 *
 * THEIR BYTES MAY NEVER CHANGE. Lock files of users hold their checksum; one changed byte makes Terraform refuse the
 * provider, and `init -upgrade` does not heal it. Everything that may have to change is in the package that they find:
 * bin/terraform-provider-backups.cjs.
 *
 * They do not look where they are themselves: Terraform copies them into `.terraform` and plugin caches. They look from
 * the working directory upwards, first along the path by which it was entered, then along its real path. NODE_OPTIONS is
 * dropped, because a preload that prints would spoil the handshake.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The launchers, in the order of the archive. */
export const LAUNCHERS = ["terraform-provider-backups", "terraform-provider-backups.cmd"].map((name) => ({
  name,
  content: readFileSync(join(__dirname, name)),
}));

/** 1980-01-01, the first day that the format can tell: the bytes then depend on nothing but names and contents. */
const DOS_DATE = (1 << 5) | 1;
const VERSION = 20;
const MADE_BY_UNIX = (3 << 8) | VERSION;
/** A regular file with mode 0755, which unpacking restores. */
const EXECUTABLE = (0o100755 << 16) >>> 0;

/** The launchers as a zip archive of executable files, uncompressed (PKWARE APPNOTE 6.3.10, sections 4.3.7, 4.3.12, 4.3.16). */
export function launcherArchive(): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of LAUNCHERS) {
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
  const count = LAUNCHERS.length;
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

if (require.main === module)
  writeFileSync(join(__dirname, "../../src/delivery/launcher.zip"), launcherArchive());
