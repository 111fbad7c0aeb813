import { messageOf, stackOf } from "../../core/error-text";
import { decodeObject } from "./decode-value";
import { anError, type Diagnostic, encodeDiagnostic } from "./diagnostics";
import { log } from "./log";
import type { Message } from "./messages";
import type { WireDynamicValue } from "./protocol";
import { redact } from "./redact";
import { Interrupted, type RunningCalls } from "./running-calls";
import type { Schema } from "./schema";
import type { TfObject } from "./types";
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
  const clean = diagnostics.map((told) => ({
    ...told,
    summary: redact(told.summary),
    detail: redact(told.detail),
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

/** @throws ValueError naming the attribute whose bytes do not match its type */
export function decodeConfig({ attributes }: Schema, config: WireDynamicValue | null): TfObject {
  return decodeObject(attributes, msgpackOf(config, "configuration"));
}

/**
 * A data source or a resource by its type's name.
 *
 * @throws Error if there is none
 */
export function entryOf<T>(table: Readonly<Record<string, T>>, kind: string, typeName: string): T {
  const found = Object.hasOwn(table, typeName) ? table[typeName] : undefined;
  if (!found) throw new Error(`there is no ${kind} ${JSON.stringify(typeName)}`);
  return found;
}

/** The diagnostic for a call that threw. */
export function failure(call: string, error: unknown, project: string): Diagnostic {
  if (error instanceof Interrupted) {
    return anError("Interrupted", `${error.message} before it could ${call}.`);
  }
  log.error("internal error", { call, error: stackOf(error) });
  return anError(
    "Internal error in the provider",
    `The provider failed to ${call}: ${messageOf(error)}.\n\n` +
      `This is a bug in ${project}, not in your configuration. Please report it with this message and the log that ` +
      "Terraform prints if the environment variable TF_LOG_PROVIDER is DEBUG.",
    error instanceof ValueError ? error.path : undefined,
  );
}
