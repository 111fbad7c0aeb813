import { decodeMessage, encodeMessage, type Fields } from "./protobuf";

/**
 * The messages of Terraform's plugin protocol 6 that data sources and managed resources need. Field numbers are the
 * interface (terraform docs/plugin-protocol/tfplugin6.proto and go-plugin internal/plugin/grpc_controller.proto); the
 * names of messages are ours.
 */
export const MESSAGES = {
  Empty: {},
  // Terraform also accepts JSON, which cannot express unknown values.
  DynamicValue: { msgpack: { id: 1, type: "bytes" } },
  PathStep: { attributeName: { id: 1, type: "string" } },
  Path: { steps: { id: 1, type: "PathStep", rule: "repeated" } },
  Diagnostic: {
    severity: { id: 1, type: "int32" },
    summary: { id: 2, type: "string" },
    detail: { id: 3, type: "string" },
    attribute: { id: 4, type: "Path" },
  },
  NestedType: {
    // Already encoded, because many schemas share them.
    attributes: { id: 1, type: "bytes", rule: "repeated" },
    nesting: { id: 3, type: "int32" },
  },
  Attribute: {
    name: { id: 1, type: "string" },
    type: { id: 2, type: "bytes" },
    description: { id: 3, type: "string" },
    required: { id: 4, type: "bool" },
    optional: { id: 5, type: "bool" },
    computed: { id: 6, type: "bool" },
    sensitive: { id: 7, type: "bool" },
    descriptionKind: { id: 8, type: "int32" },
    nestedType: { id: 10, type: "NestedType" },
    writeOnly: { id: 11, type: "bool" },
  },
  Block: {
    attributes: { id: 2, type: "bytes", rule: "repeated" },
    description: { id: 4, type: "string" },
    descriptionKind: { id: 5, type: "int32" },
  },
  Schema: { block: { id: 2, type: "Block" } },
  ServerCapabilities: {
    planDestroy: { id: 1, type: "bool" },
    getProviderSchemaOptional: { id: 2, type: "bool" },
    moveResourceState: { id: 3, type: "bool" },
  },
  SchemaAnswer: {
    provider: { id: 1, type: "Schema" },
    resources: { id: 2, type: "Schema", keyType: "string" },
    dataSources: { id: 3, type: "Schema", keyType: "string" },
    diagnostics: { id: 4, type: "Diagnostic", rule: "repeated" },
    serverCapabilities: { id: 6, type: "ServerCapabilities" },
  },
  ValidateProviderRequest: { config: { id: 1, type: "DynamicValue" } },
  ConfigureRequest: { config: { id: 2, type: "DynamicValue" } },
  TypedConfigRequest: { typeName: { id: 1, type: "string" }, config: { id: 2, type: "DynamicValue" } },
  ClientCapabilities: { writeOnlyAttributesAllowed: { id: 2, type: "bool" } },
  ValidateResourceRequest: {
    typeName: { id: 1, type: "string" },
    config: { id: 2, type: "DynamicValue" },
    clientCapabilities: { id: 3, type: "ClientCapabilities" },
  },
  DiagnosticsAnswer: { diagnostics: { id: 1, type: "Diagnostic", rule: "repeated" } },
  // Also of methods that answer no state.
  StateAnswer: {
    state: { id: 1, type: "DynamicValue" },
    diagnostics: { id: 2, type: "Diagnostic", rule: "repeated" },
  },
  RawState: { json: { id: 1, type: "bytes" } },
  UpgradeRequest: {
    typeName: { id: 1, type: "string" },
    rawState: { id: 3, type: "RawState" },
  },
  ReadResourceRequest: {
    typeName: { id: 1, type: "string" },
    currentState: { id: 2, type: "DynamicValue" },
    private: { id: 3, type: "bytes" },
  },
  ReadResourceAnswer: {
    newState: { id: 1, type: "DynamicValue" },
    diagnostics: { id: 2, type: "Diagnostic", rule: "repeated" },
    private: { id: 3, type: "bytes" },
  },
  PlanRequest: {
    typeName: { id: 1, type: "string" },
    priorState: { id: 2, type: "DynamicValue" },
    proposedNewState: { id: 3, type: "DynamicValue" },
    config: { id: 4, type: "DynamicValue" },
    priorPrivate: { id: 5, type: "bytes" },
  },
  PlanAnswer: {
    plannedState: { id: 1, type: "DynamicValue" },
    requiresReplace: { id: 2, type: "Path", rule: "repeated" },
    plannedPrivate: { id: 3, type: "bytes" },
    diagnostics: { id: 4, type: "Diagnostic", rule: "repeated" },
  },
  ApplyRequest: {
    typeName: { id: 1, type: "string" },
    priorState: { id: 2, type: "DynamicValue" },
    plannedState: { id: 3, type: "DynamicValue" },
    config: { id: 4, type: "DynamicValue" },
    plannedPrivate: { id: 5, type: "bytes" },
  },
  ApplyAnswer: {
    newState: { id: 1, type: "DynamicValue" },
    private: { id: 2, type: "bytes" },
    diagnostics: { id: 3, type: "Diagnostic", rule: "repeated" },
  },
  ImportRequest: { typeName: { id: 1, type: "string" } },
  MoveRequest: {
    sourceTypeName: { id: 2, type: "string" },
    sourceState: { id: 4, type: "RawState" },
    targetTypeName: { id: 5, type: "string" },
  },
} as const satisfies Record<string, Fields>;

/** The name of a message above. */
export type MessageName = keyof typeof MESSAGES;

/** The values of each type of field. */
interface Scalars {
  int32: number;
  bool: boolean;
  string: string;
  bytes: Uint8Array;
}

type OneOf<Type> = Type extends keyof Scalars
  ? Scalars[Type]
  : Type extends MessageName
    ? Message<Type>
    : never;
type ValueOf<F> = F extends { readonly type: infer Type; readonly rule: "repeated" }
  ? readonly OneOf<Type>[]
  : F extends { readonly type: infer Type; readonly keyType: "string" }
    ? Readonly<Record<string, OneOf<Type>>>
    : F extends { readonly type: infer Type }
      ? OneOf<Type> | (Type extends keyof Scalars ? never : null)
      : never;

/** A message to send: fields may be left out. */
export type Message<Name extends MessageName> = {
  readonly [F in keyof (typeof MESSAGES)[Name]]?: ValueOf<(typeof MESSAGES)[Name][F]>;
};

/** A message as it was received: a message that was not sent is null, other fields have their defaults. */
export type Received<Name extends MessageName> = Required<Message<Name>>;

/** Encodes and decodes one kind of message. */
export interface MessageCodec<Name extends MessageName = MessageName> {
  encode(message: Message<Name>): Buffer;
  decode(bytes: Uint8Array): Received<Name>;
}

export function messageCodec<Name extends MessageName>(name: Name): MessageCodec<Name> {
  return {
    encode: (message) => encodeMessage(MESSAGES, name, message),
    decode: (bytes) => decodeMessage(MESSAGES, name, bytes) as unknown as Received<Name>,
  };
}
