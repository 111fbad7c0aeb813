/** A failure of a job, in words that follow its name. */
export class JobFailure extends Error {
  override readonly name = "JobFailure";

  /**
   * @param what text after the name of the command, without a full stop
   * @param detail cause and remedy, in sentences
   * @param isCertain whether the command ended by itself; a killed one may have done anything
   * @param isStarted whether the command was started
   */
  constructor(
    readonly what: string,
    readonly detail: string,
    readonly isCertain = true,
    readonly isStarted = false,
  ) {
    super(`${what}: ${detail}`);
  }

  /** The same failure with the last lines of the output. */
  afterOutput({ path, lastLines }: { readonly path: string; readonly lastLines: string }): JobFailure {
    const words = lastLines === "" ? "It printed nothing." : `Its last lines, of ${path}:\n\n${lastLines}`;
    return new JobFailure(this.what, [this.detail, words].filter(Boolean).join("\n\n"), this.isCertain, true);
  }

  /** The same failure with the command's name and the consequence. */
  of(subject: string, consequence = ""): JobFailure {
    const detail = [consequence, this.detail].filter(Boolean).join("\n\n");
    return new JobFailure(`${subject} ${this.what}`, detail, this.isCertain, this.isStarted);
  }
}

/** The failure of a command that was not started. */
export function notRun(detail: string): JobFailure {
  return new JobFailure("was not run", detail);
}
