import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { widthOf } from "../../src/core/cells";
import { demoData } from "../../src/emulator";
import { emulators } from "../emulator/running";
import { temporaryDirectory } from "../helpers/terraform";
import { describeWith, inTerminal } from "../helpers/tmux";
import { BIN, command, environmentOf } from "./command";

const MYSQL = ["tencentcloud-mysql", "cdb-7mx4r2te", "--region", "ap-shanghai"];
const SHARDS = ["alicloud-redis", "r-bp1c6jm2x9fu4vse", "--region", "cn-hangzhou"];
const RDS = ["alicloud-rds", "--region", "cn-hangzhou"];
const LONG_NAME = "订单数据库（华东一区，主实例）与备用实例的长名字😀";

/** The built-in data, with a Chinese name for each instance of Alibaba Cloud RDS. */
function chineseData() {
  const data = demoData(new Date());
  for (const instance of data.instances)
    if (instance.listing === "alicloud-rds")
      instance.attributes = { ...instance.attributes, DBInstanceDescription: LONG_NAME };
  return data;
}

const FILE = `defaults: { max_age: 1h }
instances:
  - { listing: tencentcloud-mysql, instance_id: cdb-7mx4r2te, region: ap-shanghai, name: ${LONG_NAME}, labels: { owner: 订单组 } }
  - { listing: alicloud-redis, instance_id: r-bp1c6jm2x9fu4vse, region: cn-hangzhou, max_age: 90d }
`;

const idsOf = (listing: string) =>
  (JSON.parse(listing).backups as readonly { readonly id: string }[]).map(({ id }) => id);

describe("on a pipe", () => {
  const start = emulators();

  it("tables keep their bytes", async () => {
    const emulator = await start({ data: chineseData() });
    const env = environmentOf(emulator);
    const outOf = async (...args: readonly string[]) => (await command(args, env)).out;
    const sample = ["--instance-id", "cdb-c1nl9rpv", "--region", "ap-guangzhou"];
    expect(await outOf("list", "tencentcloud-mysql", ...sample)).toBe(
      [
        "ID         STARTED               SIZE       TYPE     METHOD   TRIGGER    STATUS     ELIGIBLE",
        "436184134  2017-04-29T16:01:29Z  637.9 KiB  unknown  logical  automatic  succeeded  latest",
        "12445233   2017-04-28T16:01:34Z  637.9 KiB  unknown  logical  automatic  succeeded  yes",
        "",
      ].join("\n"),
    );
    expect(await outOf("latest", "tencentcloud-mysql", ...sample)).toBe("436184134\n");
    expect(await outOf("check", "tencentcloud-mysql", ...sample, "--max-age", "9999d")).toMatch(
      /^BACKUP OK - Tencent Cloud MySQL cdb-c1nl9rpv: newest restorable backup 436184134 is \d+d(?: \d+h)? old \| age=\d+s;;863913600;0 size=653226B listed=2\n$/,
    );
    // Padded as on a terminal, where East Asian characters take two columns.
    expect((await outOf("instances", ...RDS)).split("\n").slice(0, 2)).toEqual([
      `ID                    NAME${" ".repeat(widthOf(LONG_NAME) - 4)}  STATE    ROLE       KIND      ENGINE  REGION       LOOKABLE`,
      `rm-bp1w8ynd3h5tq0zk1  ${LONG_NAME}  running  primary    standard  MySQL   cn-hangzhou  yes`,
    ]);
    expect((await outOf("listings")).split("\n").slice(0, 2)).toEqual([
      "LISTING                API                       TERRAFORM DATA SOURCE",
      "tencentcloud-redis     Tencent Cloud Redis       backups_tencentcloud_redis",
    ]);
    const { out, err } = await command(["list", ...MYSQL], env);
    expect({ lines: out.trimEnd().split("\n").length, err }).toEqual({ lines: 39, err: "" });
  });
});

describeWith("tmux", "on a terminal", () => {
  const start = emulators();
  const directory = temporaryDirectory();
  const file = join(directory, "backups.yaml");
  writeFileSync(file, FILE);

  const shell = (emulator: { readonly url: string }, ...lines: readonly (readonly string[])[]) =>
    lines
      .map((args) => {
        const endpoint = args[0] === "listings" ? [] : ["--endpoint", emulator.url];
        return `${process.execPath} ${BIN} ${[...args, ...endpoint].join(" ")} 2>/dev/null`;
      })
      .join("; ");

  it.each([60, 80, 120])("of %d columns no line is longer, and no ID is cut", async (columns) => {
    const emulator = await start({ data: chineseData() });
    const env = { ...environmentOf(emulator), BACKUPS_ENDPOINT_URL: undefined };
    const line = shell(
      emulator,
      ["list", ...MYSQL],
      ["list", ...SHARDS, "--limit", "9"],
      ["instances", ...RDS],
      ["listings"],
      ["check", "--file", file],
      ["latest", "--file", file],
      ["list", "--file", file, "--limit", "3"],
    );
    const { lines, rows } = await inTerminal(line, columns, env);
    expect(lines).toEqual(rows);
    const listed = async (args: readonly string[]) =>
      idsOf((await command(["list", ...args, "--json"], environmentOf(emulator))).out);
    const firstWords = new Set(lines.map((row) => row.split(" ")[0]));
    const mysql = await listed(MYSQL);
    const wanted = [
      ...mysql.slice(0, 20),
      ...(await listed(SHARDS)).slice(0, 9),
      "rm-bp1w8ynd3h5tq0zk1",
      "rr-bp1c6jm2x9fu4vse1",
    ];
    expect(wanted.filter((id) => !firstWords.has(id))).toEqual([]);
    expect(firstWords).not.toContain(mysql[20]);
    expect(lines.join("\n")).toMatch(/ \d+d(?: \d+h)? ago +/);
    expect(lines.join("\n")).toContain("订单数据库");
    expect(/^ID +STARTED +AGE /m.test(lines.join("\n"))).toBe(columns > 60);
  });

  it("words of a status have a colour, and none with NO_COLOR", async () => {
    const emulator = await start();
    const env = { ...environmentOf(emulator), BACKUPS_ENDPOINT_URL: undefined };
    const line = shell(emulator, ["list", ...MYSQL]);
    const colored = (await inTerminal(line, 120, env)).colored;
    expect(colored).toContain("\u001b[32msucceeded");
    expect(colored).toContain("\u001b[31mfailed");
    const { colored: plain, lines } = await inTerminal(line, 120, { ...env, NO_COLOR: "1" });
    expect(plain).not.toContain("\u001b");
    expect(lines.join("\n")).toMatch(/ succeeded +latest/);
    expect((await inTerminal(line, 120, { ...env, TERM: "dumb", FORCE_COLOR: "1" })).colored).toContain(
      "\u001b[32m",
    );
  });

  it("says how many backups are not shown, and where the latest is", async () => {
    const emulator = await start();
    const env = { ...environmentOf(emulator), BACKUPS_ENDPOINT_URL: undefined };
    const run = (...flags: readonly string[]) =>
      inTerminal(shell(emulator, ["list", ...MYSQL, ...flags]).replaceAll(" 2>/dev/null", ""), 120, env);
    expect((await run()).lines.at(-2)).toBe("18 older backups are not shown. --limit 38 shows all.");
    expect((await run("--limit", "2")).lines.at(-2)).toMatch(
      /^36 older backups are not shown, among them the latest restorable one, \d+\. --limit 38 shows all\.$/,
    );
    expect((await run("--limit", "38")).lines.filter(Boolean)).toHaveLength(39);
  });
});
