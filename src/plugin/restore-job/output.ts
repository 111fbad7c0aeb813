/** Writes the output of a job's commands to a file, and keeps its end for the error. */
import { closeSync, constants, fchmodSync, fstatSync, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { StringDecoder } from "node:string_decoder";
import { messageOf } from "../../core/error-text";
import { log } from "../wire/log";
import { RedactedStream } from "../wire/redact";
import { notRun } from "./job-failure";

/** Last lines of the output in an error. */
const SHOWN_LINES = 20;
const SHOWN_CHARACTERS = 4_000;

const { O_APPEND, O_CREAT, O_NOFOLLOW = 0, O_NONBLOCK = 0, O_TRUNC, O_WRONLY } = constants;

/** The output of one command, without secrets. */
export class CommandOutput {
  readonly #file: number;
  readonly #decoder = new StringDecoder("utf8");
  readonly #redacted = new RedactedStream();
  #end = "";
  #line = "";

  /**
   * @param isFirst whether to overwrite the file
   * @throws JobFailure if it cannot be written
   */
  constructor(
    readonly path: string,
    private readonly job: string,
    isFirst: boolean,
  ) {
    try {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      // A link could lead to a file with another mode, and a pipe without a reader would never open.
      const flags = O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_NONBLOCK | (isFirst ? O_TRUNC : 0);
      this.#file = openSync(path, flags, 0o600);
      // The mode of a device, such as /dev/null, is everybody's.
      if (process.platform !== "win32" && fstatSync(this.#file).isFile()) fchmodSync(this.#file, 0o600);
    } catch (error) {
      throw notRun(
        `Its output cannot be written to output_file ${path} (${messageOf(error)}). Make that possible, or name another file.`,
      );
    }
  }

  write(piece: Buffer): void {
    this.#keep(this.#redacted.push(this.#decoder.write(piece)));
  }

  note(text: string): void {
    this.#keep(`# ${new Date().toISOString()} ${text}\n`, false);
  }

  end(): void {
    this.#keep(this.#redacted.push(this.#decoder.end()) + this.#redacted.end());
    if (this.#line) this.#tell("\n");
    try {
      closeSync(this.#file);
    } catch (error) {
      log.warn("output not written", { job: this.job, error: messageOf(error) });
    }
  }

  /** The last lines, for an error. */
  get lastLines(): string {
    return this.#end.slice(-SHOWN_CHARACTERS).trimEnd().split("\n").slice(-SHOWN_LINES).join("\n");
  }

  #keep(clean: string, isShown = true): void {
    if (clean === "") return;
    try {
      writeSync(this.#file, clean);
    } catch (error) {
      // A full disk must not end a restore.
      log.warn("output not written", { job: this.job, error: messageOf(error) });
    }
    if (!isShown) return;
    this.#end = (this.#end + clean).slice(-2 * SHOWN_CHARACTERS);
    this.#tell(clean);
  }

  /** Writes whole lines to Terraform's log. */
  #tell(clean: string): void {
    const lines = (this.#line + clean).split("\n");
    this.#line = lines.pop() ?? "";
    // A progress bar may end no line for hours.
    if (this.#line.length > SHOWN_CHARACTERS) {
      lines.push(this.#line);
      this.#line = "";
    }
    for (const line of lines) log.info(line, { job: this.job });
  }
}
