import { readFile } from "node:fs/promises";
import { z } from "zod";
import { messageOf } from "../core/error-text";
import { usageError } from "../core/errors";
import { parseJson } from "../core/json";
import { listings } from "../vendors";

/** A backup in the field names and types of the vendor that lists it. Integers beyond 2^53 are bigints. */
export type VendorRow = Record<string, unknown>;

/** One database instance and what its backup listing holds, in the order in which it is answered. */
export interface EmulatorInstance {
  /** Name of the listing, such as `tencentcloud-redis`. */
  listing: string;
  instanceId: string;
  region: string;
  /**
   * `cluster`: a cloud-native Alibaba Cloud cluster, whose backups only the operation for clusters lists. `released`: one
   * of Alibaba Cloud RDS or PolarDB that is gone, whose backups DescribeDetachedBackups lists.
   */
  kind?: "cluster" | "released";
  /**
   * Fields of its row in the list of instances, in the vendor's names: its state, its role, its engine. @default a
   * running primary instance
   */
  attributes?: VendorRow;
  /** Name of the array in a Tencent Cloud Redis answer. @default `BackupSet` */
  responseField?: "BackupSet" | "RedisBackupSet";
  backups: VendorRow[];
}

/** Everything that the emulator knows. */
export interface EmulatorData {
  instances: EmulatorInstance[];
}

/**
 * Reads emulator data from a JSON file. Integers beyond 2^53 are kept exactly.
 *
 * @throws BackupsError `usage` for a file that cannot be read, is not JSON, or has another shape: names the path in it
 */
export async function readEmulatorData(path: string): Promise<EmulatorData> {
  const hint =
    "Give a JSON file such as " +
    '{"instances": [{"listing": "…", "instanceId": "…", "region": "…", "backups": [{…}]}]}.';
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    throw usageError("data", `cannot read ${path}: ${messageOf(error)}.`, hint);
  }
  let document: unknown;
  try {
    document = parseJson(text);
  } catch (error) {
    throw usageError("data", `${path} is not JSON: ${messageOf(error)}.`, hint);
  }
  const checked = schema().safeParse(document);
  const problems = checked.success
    ? repeated(checked.data)
    : checked.error.issues.map((issue) => `${pathOf(issue.path)}: ${issue.message}`);
  if (checked.success && problems.length === 0) return checked.data;
  throw usageError("data", `${path} is not emulator data: ${problems.join("; ")}.`, hint);
}

/** A place in the document as one writes it in code: `instances[2].backups[0]`. */
function pathOf(path: readonly PropertyKey[]): string {
  const text = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("");
  return text.replace(/^\./, "") || "the document";
}

/** An instance that is there twice: only the first would ever be answered. */
function repeated({ instances }: EmulatorData): string[] {
  const keys = instances.map(({ listing, instanceId, region }) =>
    JSON.stringify([listing, instanceId, region]),
  );
  return keys.flatMap((key, index) => {
    const first = keys.indexOf(key);
    const { listing, instanceId, region } = instances[index] as EmulatorInstance;
    const what = `${listing} ${instanceId} in ${region} is also instances[${first}]`;
    return first === index ? [] : [`instances[${index}]: ${what}; put the backups of both into one`];
  });
}

function schema() {
  return z.strictObject({
    instances: z.array(
      z.strictObject({
        listing: z.enum(listings.map(({ name }) => name) as [string, ...string[]]),
        instanceId: z.string().min(1),
        region: z.string().min(1),
        kind: z.enum(["cluster", "released"]).optional(),
        attributes: z.record(z.string(), z.unknown()).optional(),
        responseField: z.enum(["BackupSet", "RedisBackupSet"]).optional(),
        // Rows are free: an incomplete or malformed one shows how a client copes with it.
        backups: z.array(z.record(z.string(), z.unknown())),
      }),
    ),
  });
}
