import { Annotations, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { BackupsError } from "../core/errors";
import { inSentences } from "../core/message";
import { BackupsClient } from "../lookup/client";
import type { ClientOptions } from "../lookup/options";
import { ProgressLine } from "../lookup/progress";
import type { LookupQuery } from "../lookup/query";
import type { ListingName } from "../vendors";
import type { LookupAnswer } from "./answer-local";
import { BackupLookup, goesOnWithErrors } from "./backup-lookup";
import { BackupsProvider } from "./backups-provider";
import { ownError, userFrames } from "./refusal";

/** Makes lookups: a client, or its replacement in a unit test. */
export interface LookupMaker {
  /** Finds the newest restorable backup of an instance. */
  lookup(listing: ListingName, query: LookupQuery): Promise<LookupAnswer>;
}

/** Through cdktf's command, because an app that runs alone throws. */
function toDestroy(what: string, stack: string): string {
  return `To destroy ${what} all the same, run: npx cdktf destroy ${stack}`;
}

/** Options of {@link resolveBackups}: those of the client, which override the provider's settings. */
export interface ResolveBackupsOptions extends ClientOptions {
  /** Makes the lookups instead of a client. @default a client with these options and the provider's settings */
  readonly client?: LookupMaker;
}

/**
 * Makes all lookups with `resolve: "synth"` below a construct, concurrently; the same listing is read once. Call it after
 * the stacks are built and before `app.synth()`.
 *
 * If cdktf's command runs the app, a failed lookup becomes a warning. Every plan of its stack then fails, but a destroy
 * and the other stacks do not.
 *
 * @throws Error if the app runs alone and lookups fail: all failures, each with its construct's path
 */
export async function resolveBackups(root: IConstruct, options: ResolveBackupsOptions = {}): Promise<void> {
  // Not later, because after an await the stack no longer has the user's code.
  const frames = userFrames();
  const lookups = root.node
    .findAll()
    .filter(BackupLookup.isBackupLookup)
    .filter(({ resolution }) => resolution === "synth");
  const clients = new Map<unknown, LookupMaker>();
  const clientFor = (lookup: BackupLookup): LookupMaker => {
    if (options.client) return options.client;
    // A lookup at synthesis accepts only a BackupsProvider.
    const provider = (lookup.provider as BackupsProvider | undefined) ?? BackupsProvider.of(lookup);
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
  const failures = await Promise.all(
    lookups.map(async (lookup): Promise<string | undefined> => {
      try {
        const found = await clientFor(lookup).lookup(lookup.listing, lookup.query as unknown as LookupQuery);
        lookup.resolveWith(found);
        for (const warning of found.warnings) Annotations.of(lookup).addWarning(inSentences(warning));
        return undefined;
      } catch (error) {
        const text = error instanceof BackupsError ? error.describe() : String(error);
        const stack = TerraformStack.of(lookup).node.path;
        const failure = `${text}\nThe stack ${stack} cannot be planned without it. ${toDestroy("it", stack)}`;
        lookup.resolveWith({ failure });
        if (goesOnWithErrors()) Annotations.of(lookup).addWarning(failure);
        return `[${lookup.node.path}] ${text}`;
      } finally {
        progress.show(++done, lookups.length);
      }
    }),
  );
  progress.end();
  const texts = failures.filter((failure) => failure !== undefined);
  if (texts.length === 0 || goesOnWithErrors()) return;
  const head = `${texts.length} of ${lookups.length} backup lookups failed:`;
  const tail = `Nothing is synthesised. ${toDestroy("a stack", "STACK")}`;
  throw ownError([head, ...texts, tail].join("\n"), frames);
}
