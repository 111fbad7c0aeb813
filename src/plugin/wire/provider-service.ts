import { answerer, decodeConfig, diagnosticsAnswer, entryOf, hasError } from "./answer";
import { anError, type Diagnostic } from "./diagnostics";
import { encodeObject } from "./encode-value";
import type { Message } from "./messages";
import { type Handlers, MAX_MESSAGE_BYTES } from "./protocol";
import type { PluginProvider } from "./provider";
import { resourceService } from "./resource-service";
import type { RunningCalls } from "./running-calls";
import { encodeSchema, type Schema } from "./schema";

/** Largest state, with room for diagnostics in the same message. */
const MAX_STATE_BYTES = MAX_MESSAGE_BYTES - 2 ** 20;

/** Answers the protocol's methods with a provider. Every failure becomes a diagnostic. */
export function providerService(provider: PluginProvider, calls: RunningCalls): Handlers {
  const answer = answerer(calls, provider.project);
  const dataSource = (typeName: string) => entryOf(provider.dataSources, "data source", typeName);

  return {
    GetProviderSchema: () =>
      answer("give its schema", async () => ({
        provider: encodeSchema(provider.schema),
        resources: encodeSchemas(provider.resources),
        dataSources: encodeSchemas(provider.dataSources),
        serverCapabilities: { planDestroy: true, getProviderSchemaOptional: true, moveResourceState: true },
        diagnostics: [],
      })),

    ValidateProviderConfig: ({ config }) =>
      answer("validate the provider block", async () =>
        diagnosticsAnswer(provider.validateConfig(decodeConfig(provider.schema, config))),
      ),

    ConfigureProvider: ({ config }) =>
      answer("take the provider block", async () =>
        diagnosticsAnswer(await provider.configure(decodeConfig(provider.schema, config))),
      ),

    ValidateDataResourceConfig: ({ typeName, config }) =>
      answer(`validate ${typeName}`, async () => {
        const source = dataSource(typeName);
        return diagnosticsAnswer(source.validate(decodeConfig(source.schema, config)));
      }),

    ReadDataSource: ({ typeName, config: given }) =>
      answer(`read ${typeName}`, async (signal) => {
        const source = dataSource(typeName);
        const config = decodeConfig(source.schema, given);
        const { state, diagnostics } = await source.read(config, signal);
        const answered = diagnosticsAnswer(diagnostics);
        if (state) {
          const msgpack = encodeObject(source.schema.attributes, state);
          if (msgpack.length <= MAX_STATE_BYTES) return { ...answered, state: { msgpack } };
          return diagnosticsAnswer([...diagnostics, tooLarge(msgpack.length, source.whenTooLarge(config))]);
        }
        if (hasError(diagnostics)) return answered;
        throw new Error("the read gave neither a state nor an error");
      }),

    ...resourceService(provider, calls, answer),
  };
}

function tooLarge(bytes: number, detail: string): Diagnostic {
  const [size, most] = [bytes, MAX_MESSAGE_BYTES].map((count) => Math.ceil(count / 2 ** 20));
  return anError(
    "Answer too large for Terraform",
    `It has ${size} MiB, and Terraform accepts at most ${most} MiB from a provider. ${detail}`,
  );
}

function encodeSchemas(
  all: Readonly<Record<string, { readonly schema: Schema }>>,
): Record<string, Message<"Schema">> {
  return Object.fromEntries(Object.entries(all).map(([name, { schema }]) => [name, encodeSchema(schema)]));
}
