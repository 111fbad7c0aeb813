/** Answers Terraform's calls. Loaded while Terraform reads the handshake. */
import type { Socket } from "node:net";
import { createGrpcServer } from "./grpc-server";
import type { Handlers } from "./protocol";
import type { PluginProvider } from "./provider";
import type { RunningCalls } from "./running-calls";

export { connector } from "./mutual-tls";

/**
 * Makes the gRPC server of a provider. The first call that needs the provider loads it.
 *
 * @param schema returns the encoded answer to GetProviderSchema, if there is one
 * @param shutdown called after the answer to Shutdown
 */
export function pluginService(
  load: () => PluginProvider,
  schema: (() => Uint8Array) | undefined,
  calls: RunningCalls,
  shutdown: () => void,
): (socket: Socket) => void {
  let provider: PluginProvider | undefined;
  let service: Handlers | undefined;
  const loaded = (): Handlers => {
    const { providerService } = require("./provider-service") as typeof import("./provider-service");
    provider ??= load();
    service ??= providerService(provider, calls);
    return service;
  };
  return createGrpcServer(async (method, request) => {
    if (method === "Shutdown") {
      for (const resource of Object.values(provider?.resources ?? {})) resource.ended?.();
      setImmediate(shutdown);
      return {};
    }
    if (method === "StopProvider") {
      calls.stop();
      return {};
    }
    if (method === "GetProviderSchema" && schema) return schema();
    return (loaded()[method] as (given: object) => Promise<object>)(request);
  });
}
