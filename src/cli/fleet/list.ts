/** `list --file`: every backup of each database, in the order of the file. */
import { BackupsError } from "../../core/errors";
import { toJson } from "../../core/json";
import { listWith, planFor } from "../../fleet/plan";
import { lookupQuery, type Subject } from "../../fleet/subject";
import type { Examination } from "../../lookup/lookup";
import { describeError, warningJson } from "../describe-error";
import { exitCodeOf, exitCodes } from "../exit-codes";
import { formatBytes, formatTable, verdictJson } from "../format";
import type { Io } from "../io";
import { withFleet } from "./open";

/** What was answered for a database, or why not. */
type Answer = { readonly subject: Subject } & ({ readonly found: Examination } | { readonly error: unknown });

function answerJson({ subject, ...answer }: Answer, showUrls: boolean): unknown {
  const { name, listing, instanceId, region } = subject;
  const head = { name, listing, instance_id: instanceId, region };
  if ("error" in answer) return { ...head, error: describeError(answer.error), backups: null };
  const { latest, verdicts, warnings } = answer.found;
  return {
    ...head,
    error: null,
    total_count: verdicts.length,
    latest_id: latest?.id ?? null,
    warnings: warnings.map(warningJson),
    backups: verdicts.map((verdict) => verdictJson(verdict, showUrls)),
  };
}

function answerText({ subject, ...answer }: Answer): string {
  const head = `${subject.name}: ${subject.listing} ${subject.instanceId} in ${subject.region}\n`;
  if ("error" in answer) return `${head}could not be asked: ${describeError(answer.error)}\n\n`;
  const { latest, verdicts } = answer.found;
  if (verdicts.length === 0) return `${head}the listing is empty\n\n`;
  const rows = verdicts.map(({ backup, eligible, reason }) => [
    backup.id || "-",
    backup.startedAt ?? "-",
    formatBytes(backup.sizeBytes),
    backup.type,
    backup.status,
    backup === latest ? "latest" : eligible ? "yes" : `no: ${reason}`,
  ]);
  return `${head}${formatTable(["ID", "STARTED", "SIZE", "TYPE", "STATUS", "ELIGIBLE"], rows)}\n`;
}

/** Prints every backup of each database of a file. */
export function listFleet(options: Readonly<Record<string, unknown>>, io: Io): Promise<number> {
  return withFleet(options, io, async ({ file, run }) => {
    const { client, findRegion } = run;
    const plan = await planFor(file, listWith(client, run.onWarning), findRegion);
    let [done, failed] = [0, 0];
    // All are asked at once, and each is printed when those before it are.
    const asked = plan.subjects.map(async (subject): Promise<Answer> => {
      try {
        const found = await client.examine(subject.listing, lookupQuery(subject));
        return { subject, found };
      } catch (error) {
        failed += 1;
        return { subject, error };
      } finally {
        done += 1;
        run.onProgress?.(done, plan.subjects.length, failed);
      }
    });
    const unasked = [
      ...plan.failures,
      ...plan.discoveries.flatMap(({ error, entry }) =>
        error ? [{ error, subject: { name: `line ${entry.line}` } }] : [],
      ),
    ];
    const codes: number[] = unasked.map(({ error }) =>
      error instanceof BackupsError ? exitCodeOf(error.code) : exitCodes.failed,
    );
    for (const { subject, error } of unasked) io.err(`${subject.name}: ${describeError(error)}\n`);
    if (options.json) io.out('{\n"instances": [');
    for (const [index, answer] of asked.entries()) {
      const settled = await answer;
      if ("error" in settled)
        codes.push(settled.error instanceof BackupsError ? exitCodeOf(settled.error.code) : exitCodes.failed);
      if (options.json)
        io.out(`${index > 0 ? "," : ""}\n${toJson(answerJson(settled, Boolean(options.showUrls)))}`);
      else io.out(answerText(settled));
      await io.keptUp?.();
    }
    if (options.json) io.out("\n]\n}\n");
    return codes[0] ?? exitCodes.done;
  });
}
