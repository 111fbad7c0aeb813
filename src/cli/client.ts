/** A client that is set up by a command's flags. */
import type { Cloud } from "../clouds/cloud";
import { homeDirectory } from "../clouds/home";
import { findRegion } from "../clouds/region";
import { hasSetting } from "../clouds/settings";
import type { FindRegion } from "../fleet/plan";
import { BackupsClient } from "../lookup/client";
import type { ClientOptions } from "../lookup/options";
import { ProgressLine } from "../lookup/progress";
import { clientTable } from "./client-arguments";
import { checkedValues } from "./flags";
import type { Io, Options } from "./io";

/** Finds regions in the environment and the vendors' files. */
export function regionFinder({ env }: Io): FindRegion {
  return ({ cloud }, profile) => findRegion(cloud, undefined, { profile }, { env, home: homeDirectory() });
}

type Hooks = Pick<ClientOptions, "onProgress" | "onCredentials">;

export function clientFrom(clouds: readonly Cloud[], options: Options, io: Io, hooks: Hooks): BackupsClient {
  const values = checkedValues(clientTable(...clouds), options);
  const settings = clouds.map((cloud) => {
    const own = Object.entries(values).filter(([name]) => hasSetting(cloud, name));
    return [cloud.name, { endpoint: options.endpoint, ...Object.fromEntries(own) }];
  });
  return new BackupsClient({
    testing: { env: io.env, now: io.now },
    onAdvice: (text) => io.err(`warning: ${text}\n`),
    timeout: values.timeout as number | undefined,
    maxRetries: values.maxRetries as number | undefined,
    ...hooks,
    ...Object.fromEntries(settings),
  });
}

/** Runs something with a client, with a progress line. */
export async function withClient<Result>(
  clouds: readonly Cloud[],
  options: Options,
  io: Io,
  use: (client: BackupsClient) => Promise<Result>,
  onCredentials?: Hooks["onCredentials"],
): Promise<Result> {
  const progress = new ProgressLine("pages", io);
  const onProgress = (done: number, total: number) => progress.show(done, total);
  try {
    return await use(clientFrom(clouds, options, io, { onProgress, onCredentials }));
  } finally {
    progress.end();
  }
}
