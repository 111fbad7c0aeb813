import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Cloud } from "../../src/clouds/cloud";
import { findCredentials } from "../../src/clouds/credentials";
import { BackupsError } from "../../src/core/errors";
import { alicloud } from "../../src/vendors/alicloud/cloud";
import { jdcloud } from "../../src/vendors/jdcloud/cloud";
import { tencentcloud } from "../../src/vendors/tencentcloud/cloud";
import { recordLongRun, rounds } from "../helpers/long-run";
import { noNetwork } from "../helpers/no-network";
import { Random, roundsOf, SEED } from "../helpers/random";
import { withBadBytes } from "./fuzz/bad-bytes";
import { prototypes } from "./fuzz/prototypes";

const PROFILES = ["default", "work", "john.doe", "__proto__", "constructor"];

interface Sample {
  readonly cloud: Cloud;
  readonly path: string;
  readonly text: string;
}

/** Values tell their profile, and are long enough to be found in a message. */
const secret = (index: number, what: string) => `zz${what}of${index}zz`;

function ini(id: string, key: string, token: string): string {
  return PROFILES.map(
    (name, index) =>
      `[${name}]\n${id} = ${secret(index, "id")}\n${key} = ${secret(index, "key")}\n${token} = ${secret(index, "token")}\n`,
  ).join("\n");
}

const samples: readonly Sample[] = [
  { cloud: tencentcloud, path: ".tencentcloud/credentials", text: ini("secret_id", "secret_key", "token") },
  {
    cloud: alicloud,
    path: ".alibabacloud/credentials",
    text: ini("access_key_id", "access_key_secret", "security_token"),
  },
  { cloud: jdcloud, path: ".jdc/config", text: ini("access_key", "secret_key", "security_token") },
  {
    cloud: tencentcloud,
    path: ".tccli/default.credential",
    text: JSON.stringify({
      secretId: secret(0, "id"),
      secretKey: secret(0, "key"),
      token: secret(0, "token"),
    }),
  },
  {
    cloud: alicloud,
    path: ".aliyun/config.json",
    text: JSON.stringify({
      current: "default",
      profiles: PROFILES.map((name, index) => ({
        name,
        mode: "StsToken",
        access_key_id: secret(index, "id"),
        access_key_secret: secret(index, "key"),
        sts_token: secret(index, "token"),
      })),
    }),
  },
];

/** Lines or pieces of a file dropped, doubled, swapped or renamed. */
function mutated(text: string, random: Random): Buffer {
  const parts = text.split(/(?<=[\n,{}])/);
  const [a, b] = [random.below(parts.length), random.below(parts.length)];
  const what = random.below(6);
  if (what === 0) parts.splice(a, 1);
  else if (what === 1) parts.splice(a, 0, parts[b] ?? "");
  else if (what === 2)
    parts[a] = (parts[a] ?? "").replace(/\w+/, random.pick(["__proto__", "constructor", "", "toString"]));
  else if (what === 3)
    parts[a] = (parts[a] ?? "").replace(
      /zz\w+zz/,
      random.pick(["", " ", "null", "true", '"', "[]", "{}", "5"]),
    );
  else if (what === 4)
    parts.splice(
      a,
      0,
      random.pick([
        "[__proto__]\n",
        "[]\n",
        "=\n",
        "polluted=1\n",
        "a[]=1\n",
        "[__proto__.x]\n",
        "\u0000",
        "}",
      ]),
    );
  return what === 5 ? withBadBytes(Buffer.from(text), random) : Buffer.from(parts.join(""));
}

/** The numbers of the profiles that the file's text puts a value into, by the names before it. */
function mayHold(text: string, profile: string, value: string): boolean {
  const isJson = text.trimStart().startsWith("{");
  const blocks = isJson ? text.split(/(?<=\})/) : text.split(/^(?=\s*\[)/m);
  return blocks.some((block) =>
    block.includes(value) && (!isJson || text.includes("profiles"))
      ? block.includes(profile)
      : isJson && !text.includes("profiles") && text.includes(value),
  );
}

it("gives keys that stand in the file under the profile asked for, or an error that quotes nothing", async () => {
  const home = mkdtempSync(join(tmpdir(), "backups-home-"));
  const before = prototypes();
  const counts: Record<string, number> = { rounds: 0, found: 0, refused: 0 };
  const problems: string[] = [];
  try {
    for (const round of roundsOf(rounds(1_000, 10_000))) {
      const random = new Random(round);
      const { cloud, path, text } = random.pick(samples);
      const profile = path.endsWith(".credential") ? "default" : random.pick(PROFILES);
      const bytes = random.once(8) ? Buffer.from(text) : mutated(text, random);
      const written = bytes.toString("utf8");
      const file = join(home, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, bytes);
      const outcome = await findCredentials(cloud, { profile }, { env: {}, home }, noNetwork).catch(
        (error: unknown) => ({ error }),
      );
      rmSync(dirname(file), { recursive: true });
      counts.rounds = Number(counts.rounds) + 1;
      let problem: string | undefined;
      if ("error" in outcome) {
        counts.refused = Number(counts.refused) + 1;
        const { error } = outcome;
        if (!(error instanceof BackupsError)) problem = `not a BackupsError: ${error}`;
        else if (error.code !== "credentials" || !error.message.includes(`~/${path}`))
          problem = `unclear: ${error.message}`;
        else if (/zz\w{3,}/.test(`${error.describe()} ${error.stack}`))
          problem = `quotes the file: ${error.message}`;
        else if (written === text) problem = `a sound file was refused for ${profile}: ${error.message}`;
      } else {
        counts.found = Number(counts.found) + 1;
        const { accessKey, secretKey, securityToken } = outcome;
        const stray = [accessKey, secretKey, securityToken].find(
          (value) => value && !mayHold(written, profile, value),
        );
        if (stray) problem = `${stray} is not under ${profile}`;
      }
      if (problem) problems.push(`FUZZ_SEED=${SEED} FUZZ_ROUND=${round} ${path}: ${problem}`);
    }
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
  expect(problems.slice(0, 8)).toEqual([]);
  expect(prototypes()).toBe(before);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  if (process.env.FUZZ_ROUND === undefined) expect(counts.found).toBeGreaterThan(Number(counts.rounds) / 5);
  recordLongRun("Credential files", counts);
}, 600_000);
