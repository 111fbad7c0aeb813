/** A check and its time limit. */
import type { Environment } from "../../clouds/credential-sources";
import { type CheckName, type Finding, problem, problemOf } from "./finding";

/** Inputs of the checks. */
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

/** A check. */
export interface Check {
  readonly name: CheckName;
  /** The checked thing, as the subject of a sentence. */
  readonly what: string;
  readonly run: () => Promise<readonly Finding[]> | readonly Finding[];
}

/** Runs a check. A timeout or an exception is a finding. */
export async function findingsOf({ name, what, run }: Check, limitMs: number): Promise<readonly Finding[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<readonly Finding[]>((resolve) => {
    timer = setTimeout(() => {
      const message = `${what} could not be checked within ${limitMs / 1000} s`;
      resolve([problem(name, message, "Look for what does not answer: a program, a mount, a name server.")]);
    }, limitMs);
  });
  try {
    return await Promise.race([(async () => await run())(), late]);
  } catch (error) {
    return [problemOf(name, error, `${what} could not be checked`)];
  } finally {
    clearTimeout(timer);
  }
}
