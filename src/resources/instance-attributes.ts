import { snakeCase } from "../core/argument";
import { type DatabaseInstance, instanceKinds, instanceRoles, instanceStates } from "../core/instance";
import type { Attributes } from "../plugin/wire/types";
import { computed, wordsOf } from "./attribute";

const oneOf = (words: readonly string[]) => `One of ${wordsOf(words)}.`;

/** The fields of an instance in Terraform: their descriptions. */
const FIELDS: Readonly<Record<keyof DatabaseInstance, string>> = {
  id: "ID, for `instance_id` of a lookup.",
  name: "Its name, or null.",
  region: "Region that was listed.",
  state: oneOf(instanceStates),
  vendorState: "Its state, in the vendor's own word.",
  role: `Its role. ${oneOf(instanceRoles)}`,
  kind: `How its backups are listed: \`sharded\` shard by shard, others as a whole. ${oneOf(instanceKinds)}`,
  engine: "Its engine, in the vendor's own word, or null.",
  lookable: "Whether it can have backups. Such instances are in `ids`.",
  reason: "Why it is not lookable, or null.",
};

/** Attributes of one instance. */
export const instanceAttributes: Attributes = Object.fromEntries(
  Object.entries(FIELDS).map(([name, description]) => [
    snakeCase(name),
    computed(name === "lookable" ? "bool" : "string", description),
  ]),
);
