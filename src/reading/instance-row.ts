/** Turns a row into an instance. Pure. */
import { anId, isId } from "../core/id";
import { type DatabaseInstance, withReason } from "../core/instance";
import type { InstanceOperation, Row } from "../listings/listing";
import { BadRow, idIn, readFields, told, withoutSecrets, wordIn } from "./row";

/** @throws BadRow if it has no usable ID */
export function instanceOf(operation: InstanceOperation, row: Row, region: string): DatabaseInstance {
  const { fields, always, refine } = operation;
  const { values } = readFields(fields, row, { timeZone: "Z", instanceId: "" });
  const stateField = wordIn(fields, row, "state");
  const { field, id } = idIn(fields, row);
  if (!isId(id)) throw new BadRow(field, `got ${told(row[field] ?? null)}, expected ${anId}`);
  const described = {
    name: null,
    region,
    state: "unknown",
    vendorState: stateField === undefined ? null : withoutSecrets(String(row[stateField])),
    role: "unknown",
    kind: "unknown",
    engine: null,
    ...always,
    ...values,
    id,
  } as const;
  return withReason(refine?.(described, row) ?? described);
}
