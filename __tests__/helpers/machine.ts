import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { BackupsClient, type ClientOptions, type CloudSettings, type Credentials } from "../../src/client";
import { demoData } from "../../src/emulator";
import { emulators } from "../emulator/running";
import {
  baseKeys,
  type KeyServerOptions,
  keyServer,
  sessionKeys,
  stsAction,
  stsParameters,
} from "./key-server";
import { type RawServer, rawServers } from "./raw-server";
import { temporaryDirectory } from "./terraform";

/** A lookup of each cloud that has roles. */
export const LOOKUPS = {
  alicloud: ["alicloud-redis", { instanceId: "r-bp1w8ynd3h5tq0zk", region: "cn-hangzhou" }],
  tencentcloud: ["tencentcloud-redis", { instanceId: "crs-8kq2v7dn", region: "ap-guangzhou" }],
} as const;

export type RoleCloud = keyof typeof LOOKUPS;

/** A machine whose metadata server, STS and listings are on loopback. The listings accept only the keys given. */
export class Machine {
  readonly home = temporaryDirectory();
  readonly told: Credentials[] = [];

  constructor(
    readonly keys: RawServer,
    private readonly listings: string,
    /** Requests of listings. */
    readonly used: readonly { readonly status?: number }[],
  ) {}

  put(path: string, content: unknown): string {
    const file = join(this.home, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content), { mode: 0o600 });
    return file;
  }

  /** Variables that lead every request to the servers. */
  get env(): Record<string, string> {
    return {
      BACKUPS_ENDPOINT_URL: this.listings,
      BACKUPS_ENDPOINT_URL_ALICLOUD_STS: this.keys.url,
      BACKUPS_ENDPOINT_URL_TENCENTCLOUD_STS: this.keys.url,
      BACKUPS_METADATA_URL: this.keys.url,
    };
  }

  client(
    env: Record<string, string>,
    settings: CloudSettings = {},
    options: ClientOptions = {},
  ): BackupsClient {
    return new BackupsClient({
      maxRetries: 0,
      alicloud: settings,
      tencentcloud: settings,
      onCredentials: (found) => this.told.push(found),
      ...options,
      testing: { home: this.home, env: { ...this.env, ...env }, ...options.testing },
    });
  }

  /** Looks a backup up; the emulator refuses any other keys than those that it was started with. */
  async find(
    cloud: RoleCloud,
    env: Record<string, string> = {},
    settings: CloudSettings = {},
  ): Promise<string | null> {
    const [name, query] = LOOKUPS[cloud];
    return (await this.client(env, settings).lookup(name, query)).latestId;
  }

  get stsCalls() {
    return this.keys.seen.filter(stsAction).map((request) => ({
      action: stsAction(request),
      asked: stsParameters(request),
      headers: request.headers,
    }));
  }

  get metadataPaths(): string[] {
    return this.keys.seen
      .filter((request) => !stsAction(request))
      .map(({ method, path }) => `${method} ${path}`);
  }
}

/** Variables that hold the keys that roles are assumed with. */
export const keysOf = {
  alicloud: {
    ALIBABA_CLOUD_ACCESS_KEY_ID: baseKeys.accessKey,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: baseKeys.secretKey,
  },
  tencentcloud: { TENCENTCLOUD_SECRET_ID: baseKeys.accessKey, TENCENTCLOUD_SECRET_KEY: baseKeys.secretKey },
} as const;
/** Starts machines whose servers are closed when the test that started them ends. */
export function machines(): (options?: KeyServerOptions, accepted?: Credentials) => Promise<Machine> {
  const startServer = rawServers();
  const startEmulator = emulators();
  return async (options = {}, accepted = sessionKeys) => {
    const { url, requests } = await startEmulator({
      credentials: [accepted],
      now: options.now,
      data: demoData(options.now?.() ?? new Date()),
    });
    return new Machine(await startServer(keyServer(options)), url, requests);
  };
}
