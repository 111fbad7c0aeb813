import { Annotations } from "cdktf";
import type { IConstruct } from "constructs";
import { BackupsError } from "../core/errors";
import { inSentences } from "../core/message";
import { BackupsClient, type ClientOptions, type LookupResult } from "../lookup/lookup";
import { ProgressLine } from "../lookup/progress";
import type { LookupQuery } from "../lookup/query";
import { type BackupLookup, lookupsAtSynth } from "./backup-lookup";
import { BackupsProvider } from "./backups-provider";

/** What makes lookups: a client, or something in its place in a unit test. */
export type LookupMaker = Pick<BackupsClient, "lookup">;

/** How `resolveBackups` works. */
export interface ResolveBackupsOptions extends ClientOptions {
  /** Makes the lookups, in place of the clouds. @default a client with these options and the provider's settings */
  readonly client?: LookupMaker;
}

function failureText(lookup: BackupLookup, error: unknown): string {
  const text = error instanceof BackupsError ? error.describe() : String(error);
  return `  [${lookup.node.path}] ${text.replaceAll("\n", "\n    ")}`;
}

/**
 * Makes all lookups below a construct that are declared with `resolve: "synth"`, concurrently, the same listing once.
 * Call it after the stacks are built and before `app.synth()`.
 *
 * @throws AggregateError of all failures, each with its construct's path
 */
export async function resolveBackups(root: IConstruct, options: ResolveBackupsOptions = {}): Promise<void> {
  const lookups = lookupsAtSynth(root);
  if (lookups.length === 0) return;
  const clients = new Map<unknown, LookupMaker>();
  const clientFor = (lookup: BackupLookup): LookupMaker => {
    if (options.client) return options.client;
    const provider = BackupsProvider.of(lookup, lookup.provider);
    const known =
      clients.get(provider) ??
      new BackupsClient({
        onAdvice: (text) => Annotations.of(root).addWarning(text),
        ...provider?.clientOptions(),
        ...options,
      });
    clients.set(provider, known);
    return known;
  };
  const progress = new ProgressLine("lookups", {
    err: (text) => process.stderr.write(text),
    isTerminal: Boolean(process.stderr.isTTY),
  });
  let done = 0;
  const outcomes = await Promise.allSettled(
    lookups.map(async (lookup): Promise<LookupResult> => {
      try {
        return await clientFor(lookup).lookup(lookup.listing, lookup.query as unknown as LookupQuery);
      } finally {
        progress.show(++done, lookups.length);
      }
    }),
  );
  progress.end();
  const failures: { lookup: BackupLookup; error: unknown }[] = [];
  for (const [index, outcome] of outcomes.entries()) {
    const lookup = lookups[index] as BackupLookup;
    if (outcome.status === "rejected") {
      failures.push({ lookup, error: outcome.reason });
      continue;
    }
    lookup.resolveWith(outcome.value);
    for (const warning of outcome.value.warnings) Annotations.of(lookup).addWarning(inSentences(warning));
  }
  if (failures.length > 0) {
    throw new AggregateError(
      failures.map(({ error }) => error),
      `${failures.length} of ${lookups.length} backup lookups failed:\n${failures
        .map(({ lookup, error }) => failureText(lookup, error))
        .join("\n")}`,
    );
  }
}
