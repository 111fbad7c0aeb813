import { decodeObject } from "./decode-value";
import { type Diagnostic, encodeDiagnostic } from "./diagnostics";
import { encodeObject } from "./encode-value";
import { log } from "./log";
import type { DiagnosticsAnswer, Handlers, WireDynamicValue } from "./protocol";
import type { PluginDataSource, PluginProvider } from "./provider";
import { redact } from "./redact";
import { Interrupted, type RunningCalls } from "./running-calls";
import { encodeSchema, type Schema } from "./schema";
import type { TfObject } from "./types";
import { ValueError } from "./value-error";

const EMPTY_SCHEMA: Schema = { description: "", attributes: {} };

/**
 * Answers the protocol's methods with a provider. There is always an answer: whatever fails becomes a diagnostic.
 *
 * @param shutdown called when Shutdown has been answered
 */
export function providerService(
  provider: PluginProvider,
  calls: RunningCalls,
  shutdown: () => void,
): Handlers {
  const answer = async <T extends DiagnosticsAnswer>(
    call: string,
    schema: Schema,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T | DiagnosticsAnswer> => {
    try {
      return await calls.run(work);
    } catch (error) {
      return diagnosticsAnswer([failure(call, error)], schema);
    }
  };

  const answerFor = <T extends DiagnosticsAnswer>(
    verb: string,
    typeName: string,
    work: (source: PluginDataSource, signal: AbortSignal) => Promise<T>,
  ): Promise<T | DiagnosticsAnswer> => {
    const source = Object.hasOwn(provider.dataSources, typeName) ? provider.dataSources[typeName] : undefined;
    return answer(`${verb} ${typeName}`, source?.schema ?? EMPTY_SCHEMA, async (signal) => {
      if (!source) throw new Error(`there is no data source ${JSON.stringify(typeName)}`);
      return work(source, signal);
    });
  };

  return {
    GetProviderSchema: () =>
      answer("give schema", EMPTY_SCHEMA, async () => ({
        provider: encodeSchema(provider.schema),
        dataSources: Object.fromEntries(
          Object.entries(provider.dataSources).map(([name, { schema }]) => [name, encodeSchema(schema)]),
        ),
        serverCapabilities: { getProviderSchemaOptional: true },
        diagnostics: [],
      })),

    ValidateProviderConfig: ({ config }) =>
      answer("validate provider", provider.schema, async () =>
        diagnosticsAnswer(provider.validateConfig(decode(provider.schema, config)), provider.schema),
      ),

    ConfigureProvider: ({ config, terraformVersion }) =>
      answer("configure provider", provider.schema, async () => {
        const diagnostics = await provider.configure(decode(provider.schema, config), terraformVersion);
        return diagnosticsAnswer(diagnostics, provider.schema);
      }),

    ValidateDataResourceConfig: ({ typeName, config }) =>
      answerFor("validate", typeName, async (source) =>
        diagnosticsAnswer(source.validate(decode(source.schema, config)), source.schema),
      ),

    ReadDataSource: ({ typeName, config }) =>
      answerFor("read", typeName, async (source, signal) => {
        const { state, diagnostics } = await source.read(decode(source.schema, config), signal);
        const answered = diagnosticsAnswer(diagnostics, source.schema);
        if (state) return { ...answered, state: { json: encodeObject(source.schema.attributes, state) } };
        if (diagnostics.some(({ severity }) => severity === "error")) return answered;
        throw new Error("the read gave neither a state nor an error");
      }),

    StopProvider: async () => {
      calls.stop();
      return {};
    },

    Shutdown: async () => {
      setImmediate(shutdown);
      return {};
    },
  };
}

function decode(schema: Schema, config: WireDynamicValue | null): TfObject {
  if (!config?.msgpack?.length) throw new Error("Terraform sent no configuration in MessagePack form");
  return decodeObject(schema.attributes, config.msgpack);
}

function diagnosticsAnswer(diagnostics: readonly Diagnostic[], schema: Schema): DiagnosticsAnswer {
  const clean = ({ summary, detail, ...rest }: Diagnostic): Diagnostic => ({
    ...rest,
    summary: redact(summary),
    detail: redact(detail),
  });
  return { diagnostics: diagnostics.map((diagnostic) => encodeDiagnostic(clean(diagnostic), schema)) };
}

function failure(call: string, error: unknown): Diagnostic {
  if (error instanceof Interrupted) {
    return {
      severity: "error",
      summary: "Interrupted",
      detail: `${error.message} before it could ${call}.`,
    };
  }
  log.error("internal error", {
    call,
    error: error instanceof Error ? (error.stack ?? error.message) : String(error),
  });
  return {
    severity: "error",
    summary: "Internal error in the provider",
    detail:
      `The provider failed to ${call}: ${error instanceof Error ? error.message : String(error)}.\n\n` +
      "This is a bug in cdktf-backups, not in your configuration. Please report it with this message and the " +
      "log that Terraform prints when the environment variable TF_LOG_PROVIDER is set to DEBUG.",
    ...(error instanceof ValueError && error.path.length > 0 ? { attribute: error.path } : {}),
  };
}
