/** `list --file`: every backup of each database, in the order of the file. */
import { wrapTo } from "../../core/cells";
import { toJson } from "../../core/json";
import type { Screen } from "../../core/screen";
import { listWith, planFor } from "../../fleet/plan";
import { type Answer, examineAll } from "../../fleet/run";
import { formatBackups, limitFrom, restOf } from "../backup-table";
import { describeError, warningJson } from "../describe-error";
import { exitCodeFor, exitCodes } from "../exit-codes";
import { verdictJson } from "../format";
import type { Io, Options } from "../io";
import { withFleet } from "./open";

function answerJson({ subject, ...answer }: Answer, showUrls: boolean, limit: number | undefined): unknown {
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
    backups: verdicts.slice(0, limit).map((verdict) => verdictJson(verdict, showUrls)),
  };
}

/** Columns left out in tables of many databases. */
const BRIEF = ["METHOD", "TRIGGER"];

function answerText(
  { subject, ...answer }: Answer,
  limit: number | undefined,
  screen: Screen | undefined,
): string {
  const title = `${subject.name}: ${subject.listing} ${subject.instanceId} in ${subject.region}`;
  const head = `${screen ? wrapTo(title, screen.columns).join("\n") : title}\n`;
  if ("error" in answer) return `${head}the lookup failed: ${describeError(answer.error)}\n\n`;
  if (answer.found.verdicts.length === 0) return `${head}the listing is empty\n\n`;
  const rest = screen && restOf(answer.found, limit);
  return `${head}${formatBackups(answer.found, limit, screen, BRIEF)}${rest ? `${rest}\n` : ""}\n`;
}

export function listFleet(options: Options, io: Io): Promise<number> {
  const limit = limitFrom(options, io);
  return withFleet(options, io, async (file, run) => {
    const { client, findRegion } = run;
    const plan = await planFor(file, listWith(client, run.onWarning), findRegion);
    // All lookups run at the same time, and are printed in order.
    const asked = examineAll(plan.subjects, run);
    for (const { name, error } of plan.failures) io.err(`${name}: ${describeError(error)}\n`);
    const codes = plan.failures.map(({ error }) => exitCodeFor(error));
    if (options.json) io.out('{\n"instances": [');
    for (const [index, answer] of asked.entries()) {
      const settled = await answer;
      if ("error" in settled) codes.push(exitCodeFor(settled.error));
      if (options.json)
        io.out(`${index > 0 ? "," : ""}\n${toJson(answerJson(settled, Boolean(options.showUrls), limit))}`);
      else io.out(answerText(settled, limit, io.screen));
      await io.keptUp?.();
    }
    if (options.json) io.out("\n]\n}\n");
    return codes[0] ?? exitCodes.done;
  });
}
