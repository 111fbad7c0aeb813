import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { resolveBackups, TencentCloudRedisBackups } from "../../src";
import { kebabCase, snakeCase } from "../../src/core/argument";
import { selectionArguments } from "../../src/core/selection";
import { commonArguments } from "../../src/lookup/query";
import { backupsProvider } from "../../src/plugin/backups-provider";
import { listings } from "../../src/vendors";
import { command } from "../cli/command";
import { appOf, newStack } from "../constructs/synthesised";
import { emulators } from "../emulator/running";
import { testKeys, testKeysInEnvironment } from "../helpers/client";

const NAMES = [
  ...Object.keys({ ...commonArguments, ...selectionArguments, timeout: 0, maxRetries: 0, domain: 0 }),
  ...listings.flatMap((listing) => Object.keys(listing.arguments)),
];
const ADVICE =
  "Please check the region, set timeout, raise maxAge, give --no-required and set required to false.";

/** Every name as each front end writes it, in messages that are short enough to be quoted whole. */
const SAID = [ADVICE];
for (const name of new Set(NAMES)) {
  const words = `parameter ${name}, --${kebabCase(name)} or ${snakeCase(name)}: set ${name} to true; `;
  const last = SAID.length - 1;
  if (SAID.length > 1 && `${SAID[last]}${words}`.length < 390) SAID[last] += words;
  else SAID.push(`The ${words}`);
}
const messages = SAID.map((text) => text.trim());

const QUERY = { instanceId: "crs-1", region: "ap-guangzhou" };
const FLAGS = ["--instance-id", QUERY.instanceId, "--region", QUERY.region];
const LISTING = "tencentcloud-redis";

describe("the words of a vendor, with every argument in every spelling", () => {
  const start = emulators();
  const refusing = async (message: string) => {
    const refusal = { kind: "refusal", code: "UnauthorizedOperation", status: 200, message } as const;
    const { url } = await start({ data: { instances: [] }, credentials: [testKeys], faults: [refusal] });
    return { ...testKeysInEnvironment, BACKUPS_ENDPOINT_URL: url };
  };

  it.each([
    ["latest", LISTING, ...FLAGS],
    ["latest", LISTING, ...FLAGS, "--on-unavailable", "warn"],
    ["list", LISTING, ...FLAGS],
    ["check", LISTING, ...FLAGS, "--max-age", "1d"],
    ["instances", LISTING, "--region", QUERY.region],
  ])("come out of the command as they are: %s %s", async (...args) => {
    for (const said of messages) {
      const { out, err } = await command(args, await refusing(said));
      expect(out + err).toContain(said);
    }
  });

  it.each([["check"], ["latest"], ["list"]])("are unchanged in the output of %s --file", async (name) => {
    const folder = mkdtempSync(join(tmpdir(), "words-"));
    const file = join(folder, "backups.yaml");
    writeFileSync(
      file,
      `instances:\n- {listing: ${LISTING}, instance_id: crs-1, region: ap-guangzhou, max_age: 1d}\n`,
    );
    try {
      for (const said of messages) {
        const { out, err } = await command([name, "--file", file], await refusing(said));
        expect(out + err).toContain(said);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it.each(["error", "warn"])("are unchanged in Terraform's output (on_unavailable %s)", async (word) => {
    for (const said of messages) {
      const { dataSources } = backupsProvider(await refusing(said));
      const config = { instance_id: QUERY.instanceId, region: QUERY.region, on_unavailable: word };
      const source = dataSources.backups_tencentcloud_redis;
      const { diagnostics = [] } = (await source?.read(config, new AbortController().signal)) ?? {};
      expect(diagnostics.map(({ detail }) => detail).join()).toContain(said);
    }
  });

  it("are unchanged in constructs' errors", async () => {
    for (const said of messages) {
      const stack = newStack();
      new TencentCloudRedisBackups(stack, "it", { ...QUERY, resolve: "synth" });
      const made = resolveBackups(appOf(stack), { testing: { env: await refusing(said), home: "/nowhere" } });
      await expect(made).rejects.toThrow(said);
    }
  });
});
