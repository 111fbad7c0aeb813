import { redact } from "./redact";

/** Levels of hclog, the quietest last. */
const LEVELS = ["trace", "debug", "info", "warn", "error", "off"] as const;

export type LogLevel = Exclude<(typeof LEVELS)[number], "off">;

/** Further facts of a log line, as text or numbers. */
export type LogFields = Readonly<Record<string, string | number | boolean>>;

/**
 * The lowest written level, from TF_LOG_PROVIDER or else TF_LOG, as in Terraform: nothing if neither is set, everything
 * for another word (such as JSON).
 */
export function logThreshold(env: NodeJS.ProcessEnv): number {
  const wanted = env.TF_LOG_PROVIDER || env.TF_LOG;
  if (!wanted) return LEVELS.indexOf("off");
  const level = LEVELS.find((name) => name === wanted.toLowerCase());
  return LEVELS.indexOf(level ?? "trace");
}

/** Formats a line of hclog's JSON format, without any registered secret. */
export function logLine(level: LogLevel, message: string, fields: LogFields, now: Date): string {
  const clean = Object.entries(fields).map(([name, value]) => [name, redact(String(value))]);
  return JSON.stringify({
    "@level": level,
    "@message": redact(message),
    "@module": "provider",
    // go-plugin reads exactly six fraction digits and takes the line for plain text otherwise.
    "@timestamp": now.toISOString().replace("Z", "000Z"),
    ...Object.fromEntries(clean),
  });
}

function write(level: LogLevel, message: string, fields: LogFields = {}): void {
  if (LEVELS.indexOf(level) < logThreshold(process.env)) return;
  process.stderr.write(`${logLine(level, message, fields, new Date())}\n`);
}

/** Writes to Terraform's log, which users see with TF_LOG_PROVIDER=DEBUG. */
export const log = {
  debug: (message: string, fields?: LogFields): void => write("debug", message, fields),
  info: (message: string, fields?: LogFields): void => write("info", message, fields),
  warn: (message: string, fields?: LogFields): void => write("warn", message, fields),
  error: (message: string, fields?: LogFields): void => write("error", message, fields),
};
