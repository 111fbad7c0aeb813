/** The schema of a file of instances, and its JSON Schema for editors. */
import { z } from "zod";
import { type Argument, kebabCase, snakeCase } from "../../core/argument";
import { spelt } from "../../core/message";
import { selectionArguments } from "../../core/selection";
import { listings } from "../../vendors";
import {
  bytesOf,
  countOf,
  type EditorSchema,
  endOf,
  gapOf,
  idOf,
  isList,
  percentOf,
  spanOf,
  switchOf,
  textOf,
} from "./scalars";

/** The options of the selection that a file may set. */
const SELECTION = ["types", "methods", "triggers"] as const;

/** JSON Schema types for an argument or its list items, besides texts. An ID may be a number. */
const TYPES: Readonly<Partial<Record<Argument["kind"], unknown>>> = {
  digits: ["string", "integer"],
  id: ["string", "integer"],
  ids: ["string", "integer"],
  integer: "integer",
  integers: "integer",
  bool: "boolean",
};

function editorOf({ kind, allowed }: Argument): EditorSchema {
  const one = allowed ? { enum: allowed } : { type: TYPES[kind] ?? "string" };
  return isList(kind) ? { type: "array", items: one, minItems: 1 } : one;
}

/**
 * The arguments of all listings and of the selection, by their names in the file. The arguments' tables check the
 * values.
 */
function argumentFields() {
  const selection = SELECTION.map((name) => [name, selectionArguments[name] as Argument] as const);
  const all = [...selection, ...listings.flatMap((listing) => Object.entries(listing.arguments))];
  const raw = z.union([z.string(), z.array(z.string())]);
  const fields = [...new Set(all.map(([name]) => name))].map((name) => {
    const own = all.filter(([other]) => other === name).map(([, argument]) => argument);
    const texts = new Set(own.map(({ description }) => description));
    const editors = new Set(own.map((argument) => JSON.stringify(editorOf(argument))));
    const [first, ...others] = [...editors].map((text) => JSON.parse(text));
    const editor = others.length > 0 ? { anyOf: [first, ...others] } : first;
    return [snakeCase(name), raw.meta({ description: [...texts].join(" "), editor })] as const;
  });
  return Object.fromEntries(fields);
}

const lookupFields = argumentFields();

/** The file's names that are arguments of a lookup. */
export const argumentNames: readonly string[] = Object.keys(lookupFields);

const SPELT_IN_FILE = new Set([...argumentNames, "instance_id", "region", "warn_age", "max_age"]);

/** Names of arguments for messages about a file. An argument without a field in the file is a flag. */
export const inFile = spelt((name) => {
  const field = snakeCase(name);
  return SPELT_IN_FILE.has(field) ? field : `--${kebabCase(name)}`;
});

/** Limits for the backups of an instance. */
const limits = z
  .object({
    warn_age: spanOf("A latest restorable backup older than this is late."),
    max_age: spanOf("A latest restorable backup older than this fails."),
    min_size: bytesOf("Bytes that the latest restorable backup must have."),
    min_size_of_usual: percentOf(
      "Share of the median size of earlier backups that the latest restorable one must have.",
    ),
    min_count: countOf("Least number of restorable backups."),
    count: z
      .strictObject({
        within: spanOf("The period, which ends now."),
        at_least: countOf("Least number of restorable backups within the period."),
      })
      .meta({ description: "Least number of restorable backups within a period." })
      .transform(({ within, at_least: atLeast }) => ({ within, atLeast })),
    max_gap: gapOf(
      "Longest time without a backup in the last 30 days, else the database is late: a duration, or a multiple of the usual interval, such as 2x.",
    ),
    failed_attempt: switchOf("Whether the database is late if its newest attempt failed."),
    early_expiry: switchOf(
      "Whether the database is late if its latest restorable backup expires before the next one is due.",
    ),
    min_window: spanOf("How far back the oldest restorable backup must reach."),
  })
  .partial();

/** The limits as the file writes them. */
export type RawLimits = z.output<typeof limits>;

export const limitNames = Object.keys(limits.shape) as readonly (keyof RawLimits)[];

/** Fields of an entry that the defaults may also set. */
const shared = z
  .object({
    region: textOf("Region of the instances. Default: the environment, or the vendor's own files."),
    profile: textOf("Profile in the vendor's own files whose keys are used. Default: the environment."),
    labels: z.record(z.string().min(1), textOf("A label's value.")).meta({
      description: "Labels for reports and filters; owner and tier are shown in columns of their own.",
    }),
    ...limits.shape,
    ...lookupFields,
  })
  .partial().shape;

const names = listings.map(({ name }) => name);

/** Fields that only an entry has. */
const own = z
  .object({
    instance_id: idOf("The instance. An ID is always text; quotation marks are not needed."),
    instances: textOf(
      "`all`: every instance of the regions, found anew at each run.",
      { allowed: ["all"] },
      { const: "all" },
    ),
    regions: z
      .array(textOf("A region."))
      .min(1)
      .meta({ description: "With `instances: all`, several regions." }),
    except: z
      .array(idOf("An instance."))
      .meta({ description: "With `instances: all`, instances that are left out." }),
    at_least: countOf("With `instances: all`, least number of instances in each region. Default: 1."),
    name: textOf("Name to show. Default: the ID; with `instances: all`, the name that the vendor lists."),
    ignore: z
      .strictObject({
        reason: textOf("Reason for muting it."),
        until: endOf("End of the muting: a date, whose whole day counts, or a time."),
      })
      .meta({ description: "Mutes the instance until a date. Then it is late, and counts again." })
      .transform(({ reason, until }) => ({ reason, ...until })),
  })
  .partial().shape;

const entry = z
  .strictObject({
    listing: textOf("Name of the listing.", { allowed: names }, { enum: names, type: "string" }),
    ...own,
    ...shared,
  })
  .meta({
    description: "One instance, or all instances of regions.",
    also: { oneOf: [{ required: ["instance_id"] }, { required: ["instances"] }] },
  });

export const fileSchema = z
  .strictObject({
    $schema: z.string().meta({ description: "Address of this schema, for editors." }).optional(),
    defaults: z
      .strictObject(shared)
      .meta({ description: "Values for entries that do not set their own." })
      .optional(),
    instances: z.array(entry).meta({ description: "The instances whose backups are checked." }),
  })
  .meta({ title: "File of instances", description: "Databases whose backups cdktf-backups checks." });

/** An entry as the file writes it. */
export type RawEntry = z.output<typeof entry>;

/** The defaults as the file writes them. */
export type RawDefaults = NonNullable<z.output<typeof fileSchema>["defaults"]>;

/** The JSON Schema of the file, for editors. */
export function jsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(fileSchema, {
    target: "draft-7",
    io: "input",
    override: ({ jsonSchema: node }) => {
      const { editor, also, description } = node as Record<string, unknown>;
      if (editor) {
        for (const key of Object.keys(node)) delete (node as Record<string, unknown>)[key];
        Object.assign(node, { description, ...(editor as EditorSchema) });
      }
      if (also) Object.assign(node, also, { also: undefined });
    },
  }) as Record<string, unknown>;
}
