import type { Environment } from "../../clouds/credential-sources";
import { type CheckName, type Finding, problem, problemOf, type Result, type Results } from "./finding";

export interface Place {
  /** Absolute path of the folder to examine. */
  readonly directory: string;
  readonly env: Environment;
  readonly home: string;
  /** Address to use instead of the vendors'. @default theirs */
  readonly endpoint?: string;
  /** Milliseconds for each program and each request of a check. */
  readonly limitMs: number;
  readonly now: () => Date;
  /** Called with every text that must not be in the output. */
  readonly hide: (secret: string) => void;
}

export interface Check {
  readonly name: CheckName;
  /** The checked thing, as the subject of a sentence. */
  readonly what: string;
  readonly run: () => Promise<Results> | Results;
}

/** Runs a check. A timeout or an exception is a finding. */
export async function findingsOf({ name, what, run }: Check, limitMs: number): Promise<readonly Finding[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Result>((resolve) => {
    const message = `${what} could not be checked within ${limitMs / 1000} s`;
    const remedy = "Look for what does not answer: a program, a mount, a name server.";
    timer = setTimeout(resolve, limitMs, problem(message, remedy));
  });
  const results = await Promise.race([Promise.resolve().then(run), late])
    .catch((error: unknown) => problemOf(error, `${what} could not be checked`))
    .finally(() => clearTimeout(timer));
  return [results].flat().map((result) => ({ check: name, ...result }));
}
