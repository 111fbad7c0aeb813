/** One check, its time limit, and what checks share. */
import type { Environment } from "../../clouds/cloud";
import { type CheckName, type Finding, problem, problemOf } from "./finding";

/** Where and how the checks look. */
export interface Place {
  /** Absolute path of the folder to examine. */
  readonly directory: string;
  readonly env: Environment;
  readonly home: string;
  /** Address to ask in place of the vendors'. @default theirs */
  readonly endpoint?: string;
  /** Milliseconds for each program and each request of a check. */
  readonly limitMs: number;
  readonly now: () => Date;
  /** Told of every text that no output may hold. */
  readonly hide: (secret: string) => void;
}

/** A check. */
export interface Check {
  readonly name: CheckName;
  /** What is checked, as the subject of a sentence. */
  readonly what: string;
  readonly run: () => Promise<readonly Finding[]> | readonly Finding[];
}

/** Runs a check. One that does not end in time, or fails, is a finding. */
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
