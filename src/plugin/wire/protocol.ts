import { type Message, type MessageCodec, type MessageName, messageCodec, type Received } from "./messages";

/** Longest message in either direction: Terraform's limit. Source: grpcMaxMessageSize in its plugin6. */
export const MAX_MESSAGE_BYTES = 64 * 1024 * 1024;

/** Request and answer of each method. Others are answered UNIMPLEMENTED. */
const DATA_SOURCE_METHODS = {
  GetProviderSchema: ["Empty", "SchemaAnswer"],
  ValidateProviderConfig: ["ValidateProviderRequest", "StateAnswer"],
  ConfigureProvider: ["ConfigureRequest", "DiagnosticsAnswer"],
  ValidateDataResourceConfig: ["TypedConfigRequest", "DiagnosticsAnswer"],
  ReadDataSource: ["TypedConfigRequest", "StateAnswer"],
} as const;

const RESOURCE_METHODS = {
  ValidateResourceConfig: ["ValidateResourceRequest", "DiagnosticsAnswer"],
  UpgradeResourceState: ["UpgradeRequest", "StateAnswer"],
  ReadResource: ["ReadResourceRequest", "ReadResourceAnswer"],
  PlanResourceChange: ["PlanRequest", "PlanAnswer"],
  ApplyResourceChange: ["ApplyRequest", "ApplyAnswer"],
  ImportResourceState: ["ImportRequest", "StateAnswer"],
  MoveResourceState: ["MoveRequest", "StateAnswer"],
} as const;

const METHODS = {
  ...DATA_SOURCE_METHODS,
  ...RESOURCE_METHODS,
  StopProvider: ["Empty", "Empty"],
  Shutdown: ["Empty", "Empty"],
} as const;

/** Not of tfplugin6: go-plugin calls it before it closes the connection, and then waits for the process to end. */
const SHUTDOWN_PATH = "/plugin.GRPCController/Shutdown";

/**
 * go-plugin waits here for the plugin's output, as long as the plugin runs. We send nothing, but keep the call open:
 * gRPC closes a connection without calls after half an hour.
 */
export const STDIO_PATH = "/plugin.GRPCStdio/StreamStdio";

type HandlersOf<Table extends Readonly<Record<string, readonly [MessageName, MessageName]>>> = {
  readonly [Name in keyof Table]: (request: Received<Table[Name][0]>) => Promise<Message<Table[Name][1]>>;
};

/** Answers of a provider's managed resources. */
export type ResourceHandlers = HandlersOf<typeof RESOURCE_METHODS>;

/** Answers of a provider. */
export type Handlers = HandlersOf<typeof DATA_SOURCE_METHODS> & ResourceHandlers;

/** A value of the schema's type. */
export type WireDynamicValue = Message<"DynamicValue">;

export interface Method {
  readonly name: keyof typeof METHODS;
  /** HTTP/2 path, such as `/tfplugin6.Provider/ReadDataSource`. */
  readonly path: string;
  readonly request: MessageCodec;
  readonly answer: MessageCodec;
}

/** The methods of the protocol, each with the codecs of its messages. */
export function protocolMethods(): Method[] {
  return Object.entries(METHODS).map(([name, [request, answer]]) => ({
    name: name as Method["name"],
    path: name === "Shutdown" ? SHUTDOWN_PATH : `/tfplugin6.Provider/${name}`,
    request: messageCodec(request),
    answer: messageCodec(answer),
  }));
}
