import { messageOf, stackOf } from "../../error-text";
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
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T | DiagnosticsAnswer> => {
    try {
      return await calls.run(work);
    } catch (error) {
      return diagnosticsAnswer([failure(call, error)]);
    }
  };

  const dataSource = (typeName: string): PluginDataSource => {
    const source = Object.hasOwn(provider.dataSources, typeName) ? provider.dataSources[typeName] : undefined;
    if (!source) throw new Error(`there is no data source ${JSON.stringify(typeName)}`);
    return source;
  };

  return {
    GetProviderSchema: () =>
      answer("give its schema", async () => ({
        provider: encodeSchema(provider.schema),
        dataSources: Object.fromEntries(
          Object.entries(provider.dataSources).map(([name, { schema }]) => [name, encodeSchema(schema)]),
        ),
        serverCapabilities: { getProviderSchemaOptional: true },
        diagnostics: [],
      })),

    ValidateProviderConfig: ({ config }) =>
      answer("validate the provider block", async () =>
        diagnosticsAnswer(provider.validateConfig(decode(provider.schema, config))),
      ),

    ConfigureProvider: ({ config, terraformVersion }) =>
      answer("take the provider block", async () =>
        diagnosticsAnswer(await provider.configure(decode(provider.schema, config), terraformVersion)),
      ),

    ValidateDataResourceConfig: ({ typeName, config }) =>
      answer(`validate ${typeName}`, async () => {
        const source = dataSource(typeName);
        return diagnosticsAnswer(source.validate(decode(source.schema, config)));
      }),

    ReadDataSource: ({ typeName, config }) =>
      answer(`read ${typeName}`, async (signal) => {
        const source = dataSource(typeName);
        const { state, diagnostics } = await source.read(decode(source.schema, config), signal);
        const answered = diagnosticsAnswer(diagnostics);
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

function diagnosticsAnswer(diagnostics: readonly Diagnostic[]): DiagnosticsAnswer {
  const clean = diagnostics.map(({ summary, detail, ...rest }) => ({
    ...rest,
    summary: redact(summary),
    detail: redact(detail),
  }));
  return { diagnostics: clean.map(encodeDiagnostic) };
}

function failure(call: string, error: unknown): Diagnostic {
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
      "This is a bug in cdktf-backups, not in your configuration. Please report it with this message and the " +
      "log that Terraform prints when the environment variable TF_LOG_PROVIDER is set to DEBUG.",
    ...(error instanceof ValueError && error.path.length > 0 ? { attribute: error.path } : {}),
  };
}
