/** What commands print on a terminal: each is run against the emulator, at one time for all. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { emulatorEnvironment } from "../../src/cli/commands/emulate";
import { run } from "../../src/cli/program";
import { demoCredentials, startEmulator } from "../../src/emulator";
import { fence } from "./markdown";

const NOW = new Date("2026-11-28T03:00:00Z");
const COLUMNS = 100;

const FILE = `defaults: { max_age: 26h }
instances:
  - { listing: tencentcloud-mysql, instance_id: cdb-7mx4r2te, region: ap-shanghai, name: orders }
  - { listing: alicloud-redis, instance_id: r-bp1c6jm2x9fu4vse, region: cn-hangzhou, name: sessions, max_age: 6h }
`;

/** A command line for each command that asks a cloud or prints what is known. */
const LINES: Readonly<Record<string, readonly string[]>> = {
  latest: ["latest tencentcloud-mysql cdb-7mx4r2te --region ap-shanghai"],
  list: ["list tencentcloud-mysql cdb-7mx4r2te --region ap-shanghai --limit 6"],
  check: [
    "check tencentcloud-mysql cdb-7mx4r2te --region ap-shanghai --max-age 26h",
    "check --file backups.yaml",
  ],
  discover: ["discover --listings alicloud-rds,alicloud-redis --regions alicloud:cn-hangzhou"],
  instances: ["instances alicloud-rds --regions cn-hangzhou,cn-beijing"],
  listings: ["listings"],
};

/** What each command prints, as a block of the page, by its name. */
export async function commandOutputs(): Promise<ReadonlyMap<string, string>> {
  const now = () => NOW;
  const directory = mkdtempSync(join(tmpdir(), "backups-docs-"));
  const file = join(directory, "backups.yaml");
  writeFileSync(file, FILE);
  const emulator = await startEmulator({ now });
  const { BACKUPS_ENDPOINT_URL: _, ...env } = emulatorEnvironment(emulator.url, demoCredentials);
  try {
    const blocks = new Map<string, string>();
    for (const [name, lines] of Object.entries(LINES)) {
      const texts: string[] = [];
      for (const line of lines) {
        let text = "";
        const write = (part: string) => {
          text += part;
        };
        const words = line.split(" ").map((word) => (word === "backups.yaml" ? file : word));
        const endpoint = name === "listings" ? [] : ["--endpoint", emulator.url];
        const screen = { columns: COLUMNS, hasColor: false };
        await run([...words, ...endpoint], { out: write, err: write, env, screen, now });
        texts.push(fence("text", `$ npx cdktf-backups ${line}\n${text.replaceAll(file, "backups.yaml")}`));
      }
      blocks.set(name, texts.join("\n\n"));
    }
    return blocks;
  } finally {
    await emulator.close();
    rmSync(directory, { recursive: true });
  }
}
