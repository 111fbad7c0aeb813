import { Root, type Type } from "protobufjs/light";

/**
 * The part of Terraform's plugin protocol 6 that a provider with data sources only needs. Field numbers and the
 * names of services and methods are the interface (terraform docs/plugin-protocol/tfplugin6.proto and
 * go-plugin internal/plugin/grpc_controller.proto); the names of messages are ours.
 */
const DESCRIPTOR = {
  nested: {
    Empty: { fields: {} },
    DynamicValue: { fields: { msgpack: { id: 1, type: "bytes" }, json: { id: 2, type: "bytes" } } },
    PathStep: { fields: { attributeName: { id: 1, type: "string" } } },
    Path: { fields: { steps: { id: 1, type: "PathStep", rule: "repeated" } } },
    Diagnostic: {
      fields: {
        severity: { id: 1, type: "int32" },
        summary: { id: 2, type: "string" },
        detail: { id: 3, type: "string" },
        attribute: { id: 4, type: "Path" },
      },
    },
    NestedType: {
      fields: {
        // Encoded ones: many schemas have them in common.
        attributes: { id: 1, type: "bytes", rule: "repeated" },
        nesting: { id: 3, type: "int32" },
      },
    },
    Attribute: {
      fields: {
        name: { id: 1, type: "string" },
        type: { id: 2, type: "bytes" },
        description: { id: 3, type: "string" },
        required: { id: 4, type: "bool" },
        optional: { id: 5, type: "bool" },
        computed: { id: 6, type: "bool" },
        sensitive: { id: 7, type: "bool" },
        descriptionKind: { id: 8, type: "int32" },
        nestedType: { id: 10, type: "NestedType" },
      },
    },
    Block: {
      fields: {
        attributes: { id: 2, type: "bytes", rule: "repeated" },
        description: { id: 4, type: "string" },
        descriptionKind: { id: 5, type: "int32" },
      },
    },
    Schema: { fields: { block: { id: 2, type: "Block" } } },
    ServerCapabilities: { fields: { getProviderSchemaOptional: { id: 2, type: "bool" } } },
    SchemaAnswer: {
      fields: {
        provider: { id: 1, type: "Schema" },
        dataSources: { id: 3, type: "Schema", keyType: "string" },
        diagnostics: { id: 4, type: "Diagnostic", rule: "repeated" },
        serverCapabilities: { id: 6, type: "ServerCapabilities" },
      },
    },
    ValidateProviderRequest: { fields: { config: { id: 1, type: "DynamicValue" } } },
    ValidateProviderAnswer: { fields: { diagnostics: { id: 2, type: "Diagnostic", rule: "repeated" } } },
    ConfigureRequest: {
      fields: { terraformVersion: { id: 1, type: "string" }, config: { id: 2, type: "DynamicValue" } },
    },
    DataSourceRequest: {
      fields: { typeName: { id: 1, type: "string" }, config: { id: 2, type: "DynamicValue" } },
    },
    DiagnosticsAnswer: { fields: { diagnostics: { id: 1, type: "Diagnostic", rule: "repeated" } } },
    ReadAnswer: {
      fields: {
        state: { id: 1, type: "DynamicValue" },
        diagnostics: { id: 2, type: "Diagnostic", rule: "repeated" },
      },
    },
    StopAnswer: { fields: { error: { id: 1, type: "string" } } },
  },
};

const PROVIDER = "/tfplugin6.Provider";

/** Path, request and answer of each method. What is not here is answered UNIMPLEMENTED. */
const METHODS = {
  GetProviderSchema: [`${PROVIDER}/GetProviderSchema`, "Empty", "SchemaAnswer"],
  ValidateProviderConfig: [
    `${PROVIDER}/ValidateProviderConfig`,
    "ValidateProviderRequest",
    "ValidateProviderAnswer",
  ],
  ConfigureProvider: [`${PROVIDER}/ConfigureProvider`, "ConfigureRequest", "DiagnosticsAnswer"],
  ValidateDataResourceConfig: [
    `${PROVIDER}/ValidateDataResourceConfig`,
    "DataSourceRequest",
    "DiagnosticsAnswer",
  ],
  ReadDataSource: [`${PROVIDER}/ReadDataSource`, "DataSourceRequest", "ReadAnswer"],
  StopProvider: [`${PROVIDER}/StopProvider`, "Empty", "StopAnswer"],
  // Not of tfplugin6: go-plugin calls it before it closes the connection, and then waits for the process to end.
  Shutdown: ["/plugin.GRPCController/Shutdown", "Empty", "Empty"],
} as const;

/** A value of the type that the schema names; one of the two is set. */
export interface WireDynamicValue {
  readonly msgpack?: Uint8Array;
  readonly json?: Uint8Array;
}

/** See `Diagnostic`. */
export interface WireDiagnostic {
  readonly severity: number;
  readonly summary: string;
  readonly detail: string;
  readonly attribute?: { readonly steps: readonly { readonly attributeName: string }[] };
}

/** See `Attribute`; either `type` or `nestedType` is set. */
export interface WireAttribute {
  readonly name: string;
  readonly type?: Uint8Array;
  readonly nestedType?: { readonly attributes: readonly Uint8Array[]; readonly nesting: number };
  readonly description: string;
  readonly descriptionKind: number;
  readonly required: boolean;
  readonly optional: boolean;
  readonly computed: boolean;
  readonly sensitive: boolean;
}

/** See `Schema`. */
export interface WireSchema {
  readonly block: {
    /** See {@link attributeCodec}. */
    readonly attributes: readonly Uint8Array[];
    readonly description: string;
    readonly descriptionKind: number;
  };
}

/** An answer that holds nothing but diagnostics. */
export interface DiagnosticsAnswer {
  readonly diagnostics: readonly WireDiagnostic[];
}

type Nothing = Record<string, never>;
type ConfigRequest = { readonly config: WireDynamicValue | null };
type DataSourceRequest = ConfigRequest & { readonly typeName: string };

/** What each method is asked and what it answers. */
export interface Handlers {
  GetProviderSchema(request: Nothing): Promise<
    DiagnosticsAnswer & {
      readonly provider?: WireSchema;
      readonly dataSources?: Readonly<Record<string, WireSchema>>;
      readonly serverCapabilities?: { readonly getProviderSchemaOptional: boolean };
    }
  >;
  ValidateProviderConfig(request: ConfigRequest): Promise<DiagnosticsAnswer>;
  ConfigureProvider(
    request: ConfigRequest & { readonly terraformVersion: string },
  ): Promise<DiagnosticsAnswer>;
  ValidateDataResourceConfig(request: DataSourceRequest): Promise<DiagnosticsAnswer>;
  ReadDataSource(
    request: DataSourceRequest,
  ): Promise<DiagnosticsAnswer & { readonly state?: WireDynamicValue }>;
  StopProvider(request: Nothing): Promise<Nothing>;
  Shutdown(request: Nothing): Promise<Nothing>;
}

/** One method as it goes over the wire. */
export interface Method {
  readonly name: keyof Handlers;
  /** HTTP/2 path, such as `/tfplugin6.Provider/ReadDataSource`. */
  readonly path: string;
  readonly request: MessageCodec;
  readonly answer: MessageCodec;
}

/** Turns one kind of message into bytes and back. */
export interface MessageCodec {
  encode(message: object): Buffer;
  decode(bytes: Uint8Array): object;
}

const root = Root.fromJSON(DESCRIPTOR);

/** The codec of {@link WireAttribute}. */
export const attributeCodec: MessageCodec = messageCodec(root.lookupType("Attribute"));

/** The methods of the protocol, each with the codecs of its messages. */
export function protocolMethods(): Method[] {
  return Object.entries(METHODS).map(([name, [path, request, answer]]) => ({
    name: name as keyof Handlers,
    path,
    request: messageCodec(root.lookupType(request)),
    answer: messageCodec(root.lookupType(answer)),
  }));
}

function messageCodec(type: Type): MessageCodec {
  return {
    encode: (message) => Buffer.from(type.encode(message).finish()),
    decode: (bytes) => type.decode(bytes),
  };
}
