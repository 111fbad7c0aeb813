/** The properties of a construct as arguments of its data source. */
import { type IResolvable, Token } from "cdktf";
import { type ArgumentTable, isGiven, snakeCase } from "../core/argument";
import { BackupsError } from "../core/errors";
import { refusal } from "./refusal";

/** Properties that are arguments, by name. */
export type Arguments = Readonly<Record<string, unknown>>;

/** A value, or a token for it. CDKTF's tokens for texts and lists have the types of plain texts and lists of texts. */
type OrToken<Value> = [Value] extends [boolean]
  ? boolean | IResolvable
  : [Value] extends [string]
    ? Value | (string & {})
    : Value extends readonly (infer Item)[]
      ? readonly OrToken<Item>[]
      : Value;

/** Arguments as a construct takes them: every value may be a token. Synthesis refuses words that are not allowed. */
export type WithTokens<Given> = { readonly [Name in keyof Given]: OrToken<Exclude<Given[Name], undefined>> };

/** Whether a value, or one inside it, is a token. */
export function isLate(value: unknown): boolean {
  if (Token.isUnresolved(value)) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(isLate);
}

/**
 * Checks the arguments that are known at synthesis. Refuses an undefined property if more backups would be eligible
 * without it, such as `process.env.AT` in a shell without AT, unless `optional` names it.
 *
 * @param check throws BackupsError
 * @throws Error with the construct's path
 */
export function checkKnown(
  path: string,
  table: ArgumentTable,
  given: Arguments,
  optional: readonly string[],
  check: (known: Arguments) => void,
): void {
  const other = optional.find((name) => !Object.hasOwn(table, name));
  if (other) {
    throw refusal(
      path,
      `optional: got ${JSON.stringify(other)}, expected names of arguments of this construct`,
    );
  }
  const known = Object.entries(given).filter(
    ([name, value]) =>
      !Object.hasOwn(table, name) || (!isLate(value) && (isGiven(value) || !optional.includes(name))),
  );
  try {
    check(Object.fromEntries(known));
  } catch (error) {
    throw error instanceof BackupsError ? refusal(path, error.describe()) : error;
  }
}

/** The arguments by Terraform's names. `given` names the arguments that the provider must not read as null. */
export function terraformArguments(
  table: ArgumentTable,
  given: Arguments,
  optional: readonly string[],
): Record<string, unknown> {
  const names = Object.keys(table).filter((name) => isGiven(given[name]));
  const mustHaveValue = names.filter((name) => {
    const { required, safeToLeaveOut } = table[name] ?? {};
    return !required && !safeToLeaveOut && isLate(given[name]) && !optional.includes(name);
  });
  return {
    ...Object.fromEntries(names.map((name) => [snakeCase(name), given[name]])),
    ...(mustHaveValue.length > 0 && { given: mustHaveValue.map(snakeCase) }),
  };
}
