import { backupsProvider } from "./backups-provider";
import { protocolMethods } from "./wire/protocol";
import { providerService } from "./wire/provider-service";
import { RunningCalls } from "./wire/running-calls";

/** The encoded answer to GetProviderSchema: the build keeps it in a file. */
export async function encodedSchema(): Promise<Buffer> {
  const answer = await providerService(backupsProvider({}), new RunningCalls()).GetProviderSchema({});
  const method = protocolMethods().find(({ name }) => name === "GetProviderSchema");
  if (!method) throw new Error("GetProviderSchema is not in the table of methods");
  return method.answer.encode(answer);
}
