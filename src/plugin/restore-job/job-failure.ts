/** What went wrong with a job, to be told after its name. */
export class JobFailure extends Error {
  override readonly name = "JobFailure";

  /**
   * @param what follows the name of what was run, without a full stop
   * @param detail cause and remedy, in sentences
   * @param isCertain whether the command itself said how it ended: nobody knows what one that was ended has done
   * @param isStarted whether the command did anything at all
   */
  constructor(
    readonly what: string,
    readonly detail: string,
    readonly isCertain = true,
    readonly isStarted = false,
  ) {
    super(`${what}: ${detail}`);
  }

  /** The same of a command that did something, with its last words. */
  afterOutput({ path, lastLines }: { readonly path: string; readonly lastLines: string }): JobFailure {
    const words = lastLines === "" ? "It printed nothing." : `Its last lines, of ${path}:\n\n${lastLines}`;
    return new JobFailure(this.what, [this.detail, words].filter(Boolean).join("\n\n"), this.isCertain, true);
  }

  /** The same with what was run, and what follows from it. */
  of(subject: string, consequence = ""): JobFailure {
    const detail = [consequence, this.detail].filter(Boolean).join("\n\n");
    return new JobFailure(`${subject} ${this.what}`, detail, this.isCertain, this.isStarted);
  }
}
