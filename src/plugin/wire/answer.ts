import { messageOf, stackOf } from "../../core/error-text";
import { type Diagnostic, encodeDiagnostic } from "./diagnostics";
import { log } from "./log";
import type { Message } from "./messages";
import type { WireDynamicValue } from "./protocol";
import { redact } from "./redact";
import { Interrupted, type RunningCalls } from "./running-calls";
import { ValueError } from "./value-error";

/** Does the work of a call and returns its answer. Every failure becomes a diagnostic. */
export type Answerer = <T>(
  call: string,
  work: (signal: AbortSignal) => Promise<T>,
) => Promise<T | DiagnosticsAnswer>;

type DiagnosticsAnswer = Message<"DiagnosticsAnswer">;

/** Makes the answerer of a provider's calls, which end when Terraform says stop. */
export function answerer(calls: RunningCalls, project: string): Answerer {
  return async (call, work) => {
    try {
      return await calls.run(work);
    } catch (error) {
      return diagnosticsAnswer([failure(call, error, project)]);
    }
  };
}

/** Encodes diagnostics, without any registered secret. */
export function diagnosticsAnswer(diagnostics: readonly Diagnostic[]): DiagnosticsAnswer {
  const clean = diagnostics.map(({ summary, detail, ...rest }) => ({
    ...rest,
    summary: redact(summary),
    detail: redact(detail),
  }));
  return { diagnostics: clean.map(encodeDiagnostic) };
}

export function hasError(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}

/**
 * The MessagePack bytes of a request's value.
 *
 * @throws Error if there are none; Terraform always sends them
 */
export function msgpackOf(value: WireDynamicValue | null, what: string): Uint8Array {
  if (!value?.msgpack?.length) throw new Error(`Terraform sent no ${what} in MessagePack form`);
  return value.msgpack;
}

/** The diagnostic for a call that threw. */
export function failure(call: string, error: unknown, project: string): Diagnostic {
  if (error instanceof Interrupted) {
    return {
      severity: "error",
      summary: "Interrupted",
      detail: `${error.message} before it could ${call}.`,
    };
  }
  log.error("internal error", { call, error: stackOf(error) });
  return {
    severity: "error",
    summary: "Internal error in the provider",
    detail:
      `The provider failed to ${call}: ${messageOf(error)}.\n\n` +
      `This is a bug in ${project}, not in your configuration. Please report it with this message and the ` +
      "log that Terraform prints when the environment variable TF_LOG_PROVIDER is set to DEBUG.",
    ...(error instanceof ValueError && error.path.length > 0 ? { attribute: error.path } : {}),
  };
}
