import { type MessageCodec, messageCodec } from "./messages";

const PROVIDER = "/tfplugin6.Provider";

/** Longest message in either direction: Terraform's limit. Source: grpcMaxMessageSize in its plugin6. */
export const MAX_MESSAGE_BYTES = 64 * 1024 * 1024;

/** Path, request and answer of each method. Others are answered UNIMPLEMENTED. */
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
    "TypedConfigRequest",
    "DiagnosticsAnswer",
  ],
  ReadDataSource: [`${PROVIDER}/ReadDataSource`, "TypedConfigRequest", "ReadAnswer"],
  ValidateResourceConfig: [
    `${PROVIDER}/ValidateResourceConfig`,
    "ValidateResourceRequest",
    "DiagnosticsAnswer",
  ],
  UpgradeResourceState: [`${PROVIDER}/UpgradeResourceState`, "UpgradeRequest", "ReadAnswer"],
  ReadResource: [`${PROVIDER}/ReadResource`, "ReadResourceRequest", "ReadResourceAnswer"],
  PlanResourceChange: [`${PROVIDER}/PlanResourceChange`, "PlanRequest", "PlanAnswer"],
  ApplyResourceChange: [`${PROVIDER}/ApplyResourceChange`, "ApplyRequest", "ApplyAnswer"],
  ImportResourceState: [`${PROVIDER}/ImportResourceState`, "ImportRequest", "ImportAnswer"],
  MoveResourceState: [`${PROVIDER}/MoveResourceState`, "MoveRequest", "MoveAnswer"],
  StopProvider: [`${PROVIDER}/StopProvider`, "Empty", "StopAnswer"],
  // Not in tfplugin6: go-plugin calls it before it closes the connection, and then waits for the process to end.
  Shutdown: ["/plugin.GRPCController/Shutdown", "Empty", "Empty"],
} as const;

/**
 * go-plugin waits here for the plugin's output, as long as the plugin runs. We send nothing, but keep the call open:
 * gRPC closes a connection without calls after half an hour.
 */
export const STDIO_PATH = "/plugin.GRPCStdio/StreamStdio";

/** A method of the protocol. */
export type MethodName = keyof typeof METHODS;

/** A value of the schema's type; exactly one of the fields is set. */
export interface WireDynamicValue {
  readonly msgpack?: Uint8Array;
  readonly json?: Uint8Array;
}

/** See `Diagnostic`. */
export interface WireDiagnostic {
  readonly severity: number;
  readonly summary: string;
  readonly detail: string;
  readonly attribute?: WirePath;
}

/** See `Path`. */
export interface WirePath {
  readonly steps: readonly { readonly attributeName: string }[];
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
  readonly writeOnly: boolean;
}

/** See `Schema`. */
export interface WireSchema {
  readonly version: number;
  readonly block: {
    /** See {@link attributeCodec}. */
    readonly attributes: readonly Uint8Array[];
    readonly description: string;
    readonly descriptionKind: number;
  };
}

/** An answer with only diagnostics. */
export interface DiagnosticsAnswer {
  readonly diagnostics: readonly WireDiagnostic[];
}

type Nothing = Record<string, never>;
type ConfigRequest = { readonly config: WireDynamicValue | null };
type TypedRequest = { readonly typeName: string };
type RawState = { readonly json: Uint8Array } | null;

/** Request for a managed resource's plan. */
export type PlanRequest = ConfigRequest &
  TypedRequest & {
    readonly priorState: WireDynamicValue | null;
    /** For a delete, not an object. */
    readonly proposedNewState: WireDynamicValue | null;
    readonly priorPrivate: Uint8Array;
  };

/** Request for an apply; a null `plannedState` deletes, a null `priorState` creates. */
export type ApplyRequest = ConfigRequest &
  TypedRequest & {
    readonly priorState: WireDynamicValue | null;
    readonly plannedState: WireDynamicValue | null;
    readonly plannedPrivate: Uint8Array;
  };

/** Request and response of each method. */
export interface Handlers extends DataSourceHandlers, ResourceHandlers {}

/** The methods of a provider with data sources. */
export interface DataSourceHandlers {
  GetProviderSchema(request: Nothing): Promise<
    DiagnosticsAnswer & {
      readonly provider?: WireSchema;
      readonly resources?: Readonly<Record<string, WireSchema>>;
      readonly dataSources?: Readonly<Record<string, WireSchema>>;
      readonly serverCapabilities?: {
        readonly planDestroy: boolean;
        readonly getProviderSchemaOptional: boolean;
        readonly moveResourceState: boolean;
      };
    }
  >;
  ValidateProviderConfig(request: ConfigRequest): Promise<DiagnosticsAnswer>;
  ConfigureProvider(
    request: ConfigRequest & { readonly terraformVersion: string },
  ): Promise<DiagnosticsAnswer>;
  ValidateDataResourceConfig(request: ConfigRequest & TypedRequest): Promise<DiagnosticsAnswer>;
  ReadDataSource(
    request: ConfigRequest & TypedRequest,
  ): Promise<DiagnosticsAnswer & { readonly state?: WireDynamicValue }>;
}

/** The further methods for managed resources. */
export interface ResourceHandlers {
  ValidateResourceConfig(
    request: ConfigRequest &
      TypedRequest & { readonly clientCapabilities: { readonly writeOnlyAttributesAllowed: boolean } | null },
  ): Promise<DiagnosticsAnswer>;
  UpgradeResourceState(
    request: TypedRequest & { readonly version: number; readonly rawState: RawState },
  ): Promise<DiagnosticsAnswer & { readonly state?: WireDynamicValue }>;
  ReadResource(
    request: TypedRequest & {
      readonly currentState: WireDynamicValue | null;
      readonly private: Uint8Array;
    },
  ): Promise<DiagnosticsAnswer & { readonly newState?: WireDynamicValue; readonly private?: Uint8Array }>;
  PlanResourceChange(request: PlanRequest): Promise<
    DiagnosticsAnswer & {
      readonly plannedState?: WireDynamicValue;
      readonly requiresReplace?: readonly WirePath[];
      readonly plannedPrivate?: Uint8Array;
    }
  >;
  ApplyResourceChange(
    request: ApplyRequest,
  ): Promise<DiagnosticsAnswer & { readonly newState?: WireDynamicValue; readonly private?: Uint8Array }>;
  ImportResourceState(request: TypedRequest & { readonly id: string }): Promise<DiagnosticsAnswer>;
  MoveResourceState(request: {
    readonly sourceProviderAddress: string;
    readonly sourceTypeName: string;
    readonly sourceSchemaVersion: number;
    readonly sourceState: RawState;
    readonly targetTypeName: string;
  }): Promise<DiagnosticsAnswer & { readonly targetState?: WireDynamicValue }>;
}

export interface Method {
  readonly name: MethodName;
  /** HTTP/2 path, such as `/tfplugin6.Provider/ReadDataSource`. */
  readonly path: string;
  readonly request: MessageCodec;
  readonly answer: MessageCodec;
}

/** The codec of {@link WireAttribute}. */
export const attributeCodec: MessageCodec = messageCodec("Attribute");

/** The methods of the protocol, each with the codecs of its messages. */
export function protocolMethods(): Method[] {
  return Object.entries(METHODS).map(([name, [path, request, answer]]) => ({
    name: name as MethodName,
    path,
    request: messageCodec(request),
    answer: messageCodec(answer),
  }));
}
