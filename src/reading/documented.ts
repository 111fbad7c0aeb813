/** Errors for answers that are not as documented. */
import type { core, ZodMiniType } from "zod/mini";
import { BackupsError, quotable } from "../core/errors";
import type { Operation, Row } from "../listings/listing";
import type { PageAnswer } from "./page";
import { BadRow, told } from "./row";

const HINT =
  "The vendor's answer is not what it documents, so it is not trusted. Please report it, without keys.";

function unlikeDocumented(action: string, problem: string): BackupsError {
  return new BackupsError(
    "invalid-response",
    `the answer of ${action} is not what is documented: ${problem}`,
    { hint: HINT },
  );
}

/** The first problem: path, value, expectation. */
function problemIn(error: core.$ZodError, secrets: readonly string[]): string {
  const [issue] = error.issues;
  const path = issue?.path
    .map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`))
    .join("");
  const { input } = issue ?? {};
  // The message names the kind of an object.
  const isShown = input !== undefined && (input === null || typeof input !== "object");
  const got = isShown ? `got ${quotable(told(input), 40, secrets)}, ` : "";
  return quotable(`${path?.replace(/^\./, "") || "the answer"}: ${got}${issue?.message}`, 300, secrets);
}

/** Parses pages. zod is loaded while the first answer is on its way. */
export function pageParser(
  operation: Operation<never>,
  secrets: ReadonlySet<string>,
): (payload: unknown) => PageAnswer<Row> {
  let loaded: ZodMiniType<PageAnswer<Row>> | undefined;
  const schema = () => {
    loaded ??= (require("./schema") as typeof import("./schema")).pageOf(operation);
    return loaded;
  };
  setImmediate(schema);
  return (payload) => {
    const parsed = schema().safeParse(payload, { reportInput: true });
    if (parsed.success) return parsed.data;
    throw unlikeDocumented(operation.action, problemIn(parsed.error, [...secrets]));
  };
}

/**
 * Runs `turn`; a BadRow becomes an invalid-response error that names the row. Fields are named by their path, because
 * an argument may have the same name.
 */
export function refusing<Result>(
  { action, rows: [list] }: Operation<never>,
  secrets: ReadonlySet<string>,
  what: () => string,
  turn: () => Result,
): Result {
  try {
    return turn();
  } catch (error) {
    if (!(error instanceof BadRow)) throw error;
    const path = quotable(`${list}[].${error.path}`, 100);
    const problem = quotable(error.message, 300, [...secrets]);
    throw unlikeDocumented(action, `${what()}${path}: ${problem}`);
  }
}
