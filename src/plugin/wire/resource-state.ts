/** Terraform's rules for the states of all managed resources. */
import { isObject } from "../../core/is-object";
import { parseJson } from "../../core/json";
import { anError, type Diagnostic } from "./diagnostics";
import type { Message } from "./messages";
import type { RawObject } from "./resource";
import { type Attributes, type TfObject, type TfPath, type TfType, type TfValue, UNKNOWN } from "./types";
import { ValueError } from "./value-error";

/** The value without write-only attributes. */
export function withoutWriteOnly(attributes: Attributes, value: TfObject): TfObject {
  const kept = Object.entries(value).map(([name, item]) => [name, attributes[name]?.writeOnly ? null : item]);
  return Object.fromEntries(kept) as TfObject;
}

/** Rejects write-only values for a Terraform that does not support them, because it would expect them in the plan. */
export function writeOnlyProblems(attributes: Attributes, config: TfObject): Diagnostic[] {
  return Object.entries(attributes)
    .filter(([name, { writeOnly }]) => writeOnly && (config[name] ?? null) !== null)
    .map(([name]) =>
      anError(
        `${name} needs Terraform 1.11`,
        `${name} is write-only: no plan and no state has its value. Terraform and OpenTofu support such arguments from ` +
          "version 1.11 on. Use a newer version, or leave the argument out.",
        [name],
      ),
    );
}

/**
 * The state after an apply: the planned state with the unknown values filled in.
 *
 * @throws ValueError naming a value that differs from the plan
 */
export function completed(planned: TfObject, values: TfObject): TfObject {
  for (const [name, value] of Object.entries(values)) {
    checkPlanned(planned[name] ?? null, value, [name]);
  }
  return { ...planned, ...values };
}

function checkPlanned(planned: TfValue, value: TfValue, path: TfPath): void {
  if (planned === UNKNOWN || planned === value) return;
  const [wanted, given] = [membersOf(planned), membersOf(value)];
  if (!wanted || !given || wanted.size !== given.size) throw new ValueError(path, "was planned otherwise");
  for (const [key, item] of wanted) {
    const other = given.get(key);
    if (other === undefined) throw new ValueError([...path, key], "was planned, and is missing");
    checkPlanned(item, other, [...path, key]);
  }
}

function membersOf(value: TfValue): Map<string | number, TfValue> | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  return Array.isArray(value) ? new Map(value.entries()) : new Map(Object.entries(value));
}

/**
 * Reads a state that was stored as JSON.
 *
 * @throws Error if it is not a JSON object
 */
export function readRawState(state: Message<"RawState"> | null): RawObject {
  const value = parseJson(Buffer.from(state?.json ?? []).toString());
  if (!isObject(value)) throw new Error("Terraform sent a state that is no object");
  return value;
}

/** Fits a stored state to the current schema: drops attributes that only an older package had. */
export function fitted(attributes: Attributes, state: RawObject): TfObject {
  const members = Object.entries(attributes).map(([name, { type }]) => [
    name,
    fittedValue(type, state[name]),
  ]);
  return Object.fromEntries(members) as TfObject;
}

function fittedValue(type: TfType, value: unknown): unknown {
  if (typeof type === "string" || value === null || value === undefined) return value ?? null;
  if ("object" in type) return isObject(value) ? fitted(type.object, value) : value;
  if ("list" in type) return Array.isArray(value) ? value.map((item) => fittedValue(type.list, item)) : value;
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([key, item]) => [key, fittedValue(type.map, item)] as const);
  return Object.fromEntries(members);
}
