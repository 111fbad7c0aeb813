import { type Answerer, diagnosticsAnswer, failure, hasError, msgpackOf } from "./answer";
import { decodeObject, decodeState } from "./decode-value";
import { encodeObject, encodePlanned } from "./encode-value";
import type { ApplyRequest, ResourceHandlers, WireDynamicValue } from "./protocol";
import type { PluginProvider } from "./provider";
import type { Applied, PluginResource } from "./resource";
import { completed, fitted, readRawState, withoutWriteOnly, writeOnlyProblems } from "./resource-state";
import type { RunningCalls } from "./running-calls";
import type { TfObject } from "./types";

/** MessagePack nil: for Terraform, a missing state. */
const NOTHING: WireDynamicValue = { msgpack: Buffer.from([0xc0]) };

/** Answers the methods of managed resources with a provider's. */
export function resourceService(
  provider: PluginProvider,
  calls: RunningCalls,
  answer: Answerer,
): ResourceHandlers {
  const resourceOf = (typeName: string): PluginResource => {
    const found = Object.hasOwn(provider.resources, typeName) ? provider.resources[typeName] : undefined;
    if (!found) throw new Error(`there is no resource ${JSON.stringify(typeName)}`);
    return found;
  };

  return {
    ValidateResourceConfig: ({ typeName, config, clientCapabilities }) =>
      answer(`validate ${typeName}`, async () => {
        const resource = resourceOf(typeName);
        const given = decodeConfig(resource, config);
        const { writeOnlyAttributesAllowed = false } = clientCapabilities ?? {};
        const refused = writeOnlyAttributesAllowed
          ? []
          : writeOnlyProblems(resource.schema.attributes, given);
        return diagnosticsAnswer([...refused, ...resource.validate(given)]);
      }),

    UpgradeResourceState: ({ typeName, version, rawState }) =>
      answer(`read the stored state of ${typeName}`, async () => {
        const resource = resourceOf(typeName);
        const { schema, upgrade } = resource;
        const stored = readRawState(rawState);
        const isOld = Number(version) < (schema.version ?? 0);
        if (isOld && !upgrade) throw new Error(`states of version ${version} cannot be read any more`);
        const current = isOld && upgrade ? upgrade(stored, Number(version)) : stored;
        const state = fitted(schema.attributes, current);
        resource.stored?.(state);
        return { state: encodeState(schema.attributes, state), diagnostics: [] };
      }),

    ReadResource: ({ typeName, currentState, private: kept }) =>
      answer(`read ${typeName}`, async (signal) => {
        const resource = resourceOf(typeName);
        const { attributes } = resource.schema;
        const current = decodeState(attributes, msgpackOf(currentState, "state"));
        const { state, diagnostics = [] } =
          current && resource.read ? await resource.read(current, signal) : { state: current };
        return { ...diagnosticsAnswer(diagnostics), newState: encodeState(attributes, state), private: kept };
      }),

    PlanResourceChange: ({ typeName, priorState, proposedNewState, config, priorPrivate }) =>
      answer(`plan ${typeName}`, async () => {
        const resource = resourceOf(typeName);
        const { attributes } = resource.schema;
        const prior = decodeState(attributes, msgpackOf(priorState, "prior state"));
        if (prior && !decodeState(attributes, msgpackOf(proposedNewState, "proposed state"))) {
          const told = resource.planDelete?.({ prior, private: Buffer.from(priorPrivate) }) ?? [];
          return { ...diagnosticsAnswer(told), plannedState: NOTHING, plannedPrivate: priorPrivate };
        }
        const plan = resource.plan({
          prior,
          config: decodeConfig(resource, config),
          private: Buffer.from(priorPrivate),
        });
        const { planned, replace = [], private: given, diagnostics = [] } = plan;
        if (!planned && !hasError(diagnostics)) throw new Error("the plan gave neither a state nor an error");
        return {
          ...diagnosticsAnswer(diagnostics),
          ...(planned && {
            plannedState: { msgpack: encodePlanned(attributes, withoutWriteOnly(attributes, planned)) },
          }),
          requiresReplace: replace.map((attributeName) => ({ steps: [{ attributeName }] })),
          plannedPrivate: given ?? priorPrivate,
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
      answer(`import ${typeName}`, async () =>
        diagnosticsAnswer([
          {
            severity: "error",
            summary: `${typeName} cannot be imported`,
            detail: resourceOf(typeName).importRefusal,
          },
        ]),
      ),

    MoveResourceState: (request) =>
      answer(`take over the state of ${request.sourceTypeName}`, async () => {
        const { targetTypeName, sourceProviderAddress, sourceTypeName, sourceSchemaVersion, sourceState } =
          request;
        const { schema, move } = resourceOf(targetTypeName);
        if (!move) {
          return diagnosticsAnswer([
            {
              severity: "error",
              summary: `${targetTypeName} takes over no other resource`,
              detail: `A moved block names ${sourceTypeName} as its origin. Remove that block.`,
            },
          ]);
        }
        const { state, diagnostics = [] } = move({
          provider: sourceProviderAddress,
          type: sourceTypeName,
          version: Number(sourceSchemaVersion),
          state: readRawState(sourceState),
        });
        return {
          ...diagnosticsAnswer(diagnostics),
          ...(state && { targetState: encodeState(schema.attributes, fitted(schema.attributes, state)) }),
        };
      }),
  };
}

async function apply(resource: PluginResource, request: ApplyRequest, signal: AbortSignal) {
  const { attributes } = resource.schema;
  const prior = decodeState(attributes, msgpackOf(request.priorState, "prior state"));
  const planned = decodeState(attributes, msgpackOf(request.plannedState, "planned state"));
  const kept = Buffer.from(request.plannedPrivate);
  const applied = await changed(resource, prior, planned, request, kept, signal);
  const { state: given, private: stored = kept, diagnostics = [] } = applied;
  const state = hasError(diagnostics)
    ? given === undefined
      ? prior
      : given
    : planned && completed(planned, given ?? {});
  return { ...diagnosticsAnswer(diagnostics), newState: encodeState(attributes, state), private: stored };
}

function changed(
  resource: PluginResource,
  prior: TfObject | null,
  planned: TfObject | null,
  request: ApplyRequest,
  kept: Uint8Array,
  signal: AbortSignal,
): Promise<Applied> {
  if (planned) {
    const change = { planned, config: decodeConfig(resource, request.config), private: kept };
    return prior ? resource.update({ ...change, prior }, signal) : resource.create(change, signal);
  }
  if (!prior) throw new Error("Terraform asked to delete what is not there");
  return resource.delete({ prior, private: kept }, signal);
}

function decodeConfig({ schema }: PluginResource, config: WireDynamicValue | null): TfObject {
  return decodeObject(schema.attributes, msgpackOf(config, "configuration"));
}

function encodeState(
  attributes: PluginResource["schema"]["attributes"],
  state: TfObject | null,
): WireDynamicValue {
  return state ? { json: encodeObject(attributes, withoutWriteOnly(attributes, state)) } : NOTHING;
}
