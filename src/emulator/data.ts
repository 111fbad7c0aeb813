import { readFile } from "node:fs/promises";
import { z } from "zod";
import { messageOf } from "../core/error-text";
import { usageError } from "../core/errors";
import { parseJson } from "../core/json";
import { listings } from "../vendors";

/** A backup with the vendor's field names and types. Integers beyond 2^53 are bigints. */
export type VendorRow = Record<string, unknown>;

/** A database instance with its backups, in the order of the answer. */
export interface EmulatorInstance {
  /** Name of the listing, such as `tencentcloud-redis`. */
  listing: string;
  instanceId: string;
  region: string;
  /**
   * `cluster`: a cloud-native Alibaba Cloud cluster, listed only by the operation for clusters. `released`: a released
   * instance of Alibaba Cloud RDS or PolarDB, listed by DescribeDetachedBackups.
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

/** The emulator's data. */
export interface EmulatorData {
  instances: EmulatorInstance[];
}

const HINT =
  "Give a JSON file such as " +
  '{"instances": [{"listing": "…", "instanceId": "…", "region": "…", "backups": [{…}]}]}.';

/**
 * Reads emulator data from a JSON file. Integers beyond 2^53 stay exact.
 *
 * @throws BackupsError `usage`, with the path in the document, if the file cannot be read, is not JSON, or has another
 * structure
 */
export async function readEmulatorData(path: string): Promise<EmulatorData> {
  const wrong = (problem: string) => usageError("data", problem, HINT);
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw wrong(`cannot read ${path}: ${messageOf(error)}.`);
  });
  let document: unknown;
  try {
    document = parseJson(text);
  } catch (error) {
    throw wrong(`${path} is not JSON: ${messageOf(error)}.`);
  }
  const checked = schema().safeParse(document);
  const problems = checked.success
    ? repeated(checked.data)
    : checked.error.issues.map(
        ({ path: place, message }) => `${z.core.toDotPath(place) || "the document"}: ${message}`,
      );
  if (checked.success && problems.length === 0) return checked.data;
  throw wrong(`${path} is not emulator data: ${problems.join("; ")}.`);
}

/** Messages about instances that are there twice: only the first would be found. */
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
        // Rows are not checked, to test a client with incomplete or malformed ones.
        backups: z.array(z.record(z.string(), z.unknown())),
      }),
    ),
  });
}
