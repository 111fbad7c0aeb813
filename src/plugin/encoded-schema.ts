import { backupsProvider } from "./backups-provider";
import { messageCodec } from "./wire/messages";
import { providerService } from "./wire/provider-service";
import { RunningCalls } from "./wire/running-calls";

/** The encoded answer to GetProviderSchema: the build keeps it in a file. */
export async function encodedSchema(): Promise<Buffer> {
  const answer = await providerService(backupsProvider({}), new RunningCalls()).GetProviderSchema({});
  return messageCodec("SchemaAnswer").encode(answer);
}
