import {
  type Answerer,
  decodeConfig,
  diagnosticsAnswer,
  entryOf,
  failure,
  hasError,
  msgpackOf,
} from "./answer";
import { decodeState } from "./decode-value";
import { anError } from "./diagnostics";
import { encodeObject, encodePlanned } from "./encode-value";
import type { Received } from "./messages";
import type { ResourceHandlers, WireDynamicValue } from "./protocol";
import type { PluginProvider } from "./provider";
import type { PluginResource } from "./resource";
import { completed, fitted, readRawState, withoutWriteOnly, writeOnlyProblems } from "./resource-state";
import type { RunningCalls } from "./running-calls";
import type { Attributes, TfObject } from "./types";

/** MessagePack nil: for Terraform, a missing state. */
const NOTHING: WireDynamicValue = { msgpack: Buffer.from([0xc0]) };

/**
 * Private data from the first plan of an existing resource on. A create has none, except the second half of a
 * replacement: Terraform sends it that of the first half's plan.
 */
const EXISTS = Buffer.from("exists");

/** Answers the methods of managed resources with a provider's. */
export function resourceService(
  provider: PluginProvider,
  calls: RunningCalls,
  answer: Answerer,
): ResourceHandlers {
  const resourceOf = (typeName: string) => entryOf(provider.resources, "resource", typeName);
  /** Answers a call about one kind of resource. */
  const about = <T>(
    verb: string,
    typeName: string,
    work: (resource: PluginResource, attributes: Attributes) => T,
  ) =>
    answer(`${verb} ${typeName}`, async () => {
      const resource = resourceOf(typeName);
      return work(resource, resource.schema.attributes);
    });

  return {
    ValidateResourceConfig: ({ typeName, config, clientCapabilities }) =>
      about("validate", typeName, (resource, attributes) => {
        const given = decodeConfig(resource.schema, config);
        const isAllowed = clientCapabilities?.writeOnlyAttributesAllowed;
        const refused = isAllowed ? [] : writeOnlyProblems(attributes, given);
        return diagnosticsAnswer([...refused, ...resource.validate(given)]);
      }),

    UpgradeResourceState: ({ typeName, rawState }) =>
      about("read the stored state of", typeName, (resource, attributes) => {
        const state = fitted(attributes, readRawState(rawState));
        resource.stored?.(state);
        return { state: encodeState(attributes, state) };
      }),

    ReadResource: ({ typeName, currentState, private: kept }) =>
      about("read", typeName, (resource, attributes) => {
        const current = decodeState(attributes, msgpackOf(currentState, "state"));
        const state = current && resource.read ? resource.read(current) : current;
        return { newState: encodeState(attributes, state), private: kept };
      }),

    PlanResourceChange: ({ typeName, priorState, proposedNewState, config, priorPrivate }) =>
      about("plan", typeName, (resource, attributes) => {
        const prior = decodeState(attributes, msgpackOf(priorState, "prior state"));
        if (prior && !decodeState(attributes, msgpackOf(proposedNewState, "proposed state"))) {
          const told = resource.planDelete?.(prior) ?? [];
          return { ...diagnosticsAnswer(told), plannedState: NOTHING, plannedPrivate: priorPrivate };
        }
        const given = decodeConfig(resource.schema, config);
        const isReplacement = !prior && priorPrivate.length > 0;
        const plan = resource.plan({ prior, isReplacement, config: given });
        const { planned, replace = [], diagnostics = [] } = plan;
        if (!planned && !hasError(diagnostics)) throw new Error("the plan gave neither a state nor an error");
        return {
          ...diagnosticsAnswer(diagnostics),
          ...(planned && {
            plannedState: { msgpack: encodePlanned(attributes, withoutWriteOnly(attributes, planned)) },
          }),
          requiresReplace: replace.map((attributeName) => ({ steps: [{ attributeName }] })),
          plannedPrivate: prior ? EXISTS : priorPrivate,
        };
      }),

    ApplyResourceChange: async (request) => {
      const call = `apply ${request.typeName}`;
      try {
        return await calls.finish((signal) => apply(resourceOf(request.typeName), request, signal));
      } catch (error) {
        // A failed update must return a state, or Terraform would lose the old one.
        return {
          ...diagnosticsAnswer([failure(call, error, provider.project)]),
          newState: request.priorState ?? NOTHING,
          private: request.plannedPrivate,
        };
      }
    },

    ImportResourceState: ({ typeName }) =>
      about("import", typeName, ({ importRefusal }) =>
        diagnosticsAnswer([anError(`${typeName} cannot be imported`, importRefusal)]),
      ),

    MoveResourceState: ({ targetTypeName: typeName, sourceTypeName: type, sourceState }) =>
      answer(`take over the state of ${type}`, async () => {
        const { schema, move } = resourceOf(typeName);
        const moved = move?.({ type, state: readRawState(sourceState) }) ?? {
          refusal: anError(
            `${typeName} takes over no other resource`,
            `A moved block names ${type} as its origin. Remove that block.`,
          ),
        };
        if ("refusal" in moved) return diagnosticsAnswer([moved.refusal]);
        return { state: encodeState(schema.attributes, fitted(schema.attributes, moved.state)) };
      }),
  };
}

async function apply(resource: PluginResource, request: Received<"ApplyRequest">, signal: AbortSignal) {
  const { attributes } = resource.schema;
  const prior = decodeState(attributes, msgpackOf(request.priorState, "prior state"));
  const planned = decodeState(attributes, msgpackOf(request.plannedState, "planned state"));
  const change = planned
    ? resource.apply?.({ prior, planned, config: decodeConfig(resource.schema, request.config) }, signal)
    : prior && resource.delete?.(prior, signal);
  const { state: given, diagnostics = [] } = (await change) ?? {};
  const kept = given === undefined ? prior : given;
  const state = hasError(diagnostics) ? kept : planned && completed(planned, given ?? {});
  return {
    ...diagnosticsAnswer(diagnostics),
    newState: encodeState(attributes, state),
    private: request.plannedPrivate,
  };
}

function encodeState(attributes: Attributes, state: TfObject | null): WireDynamicValue {
  return state ? { msgpack: encodeObject(attributes, withoutWriteOnly(attributes, state)) } : NOTHING;
}
