/** Entries of a file of instances from a stack's synthesised JSON. Pure. */
import { isObject } from "../core/is-object";
import { dataSourceType } from "../listings/data-source-type";
import { listings } from "../vendors";
import type { NewEntry } from "./file/file-text";
import { argumentNames } from "./file/schema";

type Block = Readonly<Record<string, unknown>>;

export interface StackEntries {
  readonly entries: readonly NewEntry[];
  /** Lookups that are left out, each with the reason. */
  readonly skipped: readonly string[];
}

/** An object in an object; empty if there is none. */
function objectIn(value: unknown, name: string): Block {
  const inner = isObject(value) ? value[name] : undefined;
  return isObject(inner) ? inner : {};
}

/** Whether only Terraform knows a value. */
const isLate = (value: unknown): boolean =>
  typeof value === "string" ? /[$%]\{/.test(value) : Array.isArray(value) && value.some(isLate);

/** Fields of a file that a lookup may set under the same name. */
const FIELDS: readonly string[] = ["region", "profile", "warn_age", "max_age", ...argumentNames];

/** The values of a lookup's `each`; undefined if only Terraform knows them. */
function eachOf(forEach: unknown): readonly unknown[] | undefined {
  if (forEach === undefined) return [undefined];
  if (isObject(forEach)) return Object.values(forEach);
  const list = typeof forEach === "string" ? /^\$\{toset\((\[.*\])\)\}$/s.exec(forEach)?.[1] : undefined;
  try {
    return list === undefined ? undefined : (JSON.parse(list) as unknown[]);
  } catch {
    return undefined;
  }
}

/** A value with its reference to `each` resolved. */
function resolved(value: unknown, each: unknown): unknown {
  if (typeof value !== "string") return value;
  const path = /^\$\{each\.value((?:\.\w+|\["\w+"\])*)\}$/.exec(value)?.[1];
  if (path === undefined) return value;
  const steps = [...path.matchAll(/\w+/g)].map(([step]) => step);
  return steps.reduce<unknown>((inner, step) => (isObject(inner) ? inner[step] : undefined), each) ?? value;
}

function entryOf(listing: string, name: string, block: Block, each: unknown): NewEntry | undefined {
  const value = (field: string) => resolved(block[field], each);
  const instanceId = value("instance_id");
  if (typeof instanceId !== "string" || isLate(instanceId)) return undefined;
  const fields = FIELDS.map((field) => [field, value(field)] as const);
  if (fields.some(([, given]) => isLate(given))) return undefined;
  return {
    listing,
    instance_id: instanceId,
    name: each === undefined ? name : `${name} ${instanceId}`,
    ...Object.fromEntries(fields.filter(([, given]) => given !== undefined)),
  };
}

const MADE_AT_SYNTHESIS =
  "it was made at synthesis, and its result does not have the arguments; synthesise with BACKUPS_RESOLVE=plan";

/** Locals with the result of a lookup at synthesis. */
function answers(json: unknown): readonly string[] {
  const fields = ["latest_id", "eligible_count", "total_count"];
  return Object.entries(objectIn(json, "locals"))
    .filter(([, value]) => isObject(value) && fields.every((field) => field in value))
    .map(([name]) => name);
}

/** Every lookup of a stack, in the order of its JSON. */
export function stackEntries(stack: string, json: unknown): StackEntries {
  const data = objectIn(json, "data");
  const entries: NewEntry[] = [];
  const skipped: string[] = [];
  for (const listing of listings) {
    const type = dataSourceType(listing);
    for (const [name, block] of Object.entries(objectIn(data, type))) {
      if (!isObject(block)) continue;
      const made = eachOf(block.for_each)?.map((each) => entryOf(listing.name, name, block, each)) ?? [
        undefined,
      ];
      entries.push(...made.filter((entry) => entry !== undefined));
      if (made.includes(undefined))
        skipped.push(`${stack}: data.${type}.${name}: only Terraform knows its instance`);
    }
  }
  skipped.push(...answers(json).map((name) => `${stack}: local.${name}: ${MADE_AT_SYNTHESIS}`));
  return { entries, skipped };
}
