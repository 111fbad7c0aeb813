import { existsSync, readdirSync, readFileSync, watch, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { command, ended, startCommand } from "../cli/command";
import { fleetOf } from "./fleet";
import { fleetGround } from "./ground";

const ground = fleetGround();

describe("check of a file", () => {
  it("prints a line for each database, worst first, with what to do and a summary", async () => {
    const { run } = await ground.open(fleetOf(40));
    const { code, out, err } = await run("check");
    expect({ code, err }).toEqual({ code: 2, err: "" });
    const states = [...out.matchAll(/^(failing|late|unknown|fine|muted) /gm)].map(([, state]) => state);
    expect(states).toHaveLength(40);
    const order = ["failing", "late", "unknown", "fine", "muted"];
    expect(states).toEqual([...states].sort((a, b) => order.indexOf(String(a)) - order.indexOf(String(b))));
    expect(out).toMatch(
      /Next: Start one by hand, and see in the console whether automatic backups are on for rm-0001fleet/,
    );
    expect(out).toMatch(/40 in all: 3 failing, 4 late, 1 unknown, 31 fine, 1 muted\.\n$/);
  });

  it("gives the same text for the same answers in any order", async () => {
    const { run, emulator } = await ground.open(fleetOf(40));
    // Ages go on between two runs, and columns are as wide as the longest one.
    const stable = (text: string) =>
      text
        .replace(/request ID [\w-]+/g, "")
        .replace(/\d+ (?:min|[dhs])\b/g, "")
        .replace(/ +/g, " ");
    const first = await run("check");
    emulator.faults.push({ kind: "slow", delayMs: 60, times: 9 });
    expect(stable((await run("check")).out)).toBe(stable(first.out));
  });

  it("lists the others if one fails, with any failure", async () => {
    const { run, emulator } = await ground.open(fleetOf(40));
    emulator.faults.push(
      { kind: "html", listing: "jdcloud-redis" },
      { kind: "redirect", listing: "alicloud-polardb" },
    );
    const { code, out } = await run("check", "--max-retries", "0", "--format", "json");
    const { rows, asked } = JSON.parse(out);
    expect(code).toBe(2);
    expect(rows).toHaveLength(40);
    const broken = rows.filter(({ error }: { error: unknown }) => error !== null);
    expect(new Set(broken.map(({ listing }: { listing: string }) => listing))).toEqual(
      new Set(["jdcloud-redis", "alicloud-polardb", "jdcloud-rds"]),
    );
    expect(asked.answered).toBe(40 - broken.length);
  });

  it("asks once for an instance that is listed twice, and shows both", async () => {
    const { run, emulator } = await ground.open(fleetOf(4));
    const twice = readFileSync(ground.path("backups.yaml"), "utf8").replace(
      /^( {2}- .*crm-leads.*)\n/m,
      "$1\n$1\n",
    );
    const other = twice.replace(
      /^( {2}- .*)name: crm-leads, (.*)\n/m,
      "$1name: crm-leads, max_age: 30d, $2\n",
    );
    writeFileSync(ground.path("backups.yaml"), other);
    const { out } = await run("check", "--format", "json");
    const rows = JSON.parse(out).rows.filter(
      ({ instance_id: id }: { instance_id: string }) => id === "cdb-0000fleet",
    );
    expect(rows.map(({ name, state }: { name: string; state: string }) => [name, state])).toEqual([
      ["crm-leads #2", "failing"],
      ["crm-leads", "late"],
    ]);
    expect(emulator.requests.filter(({ instanceId }) => instanceId === "cdb-0000fleet")).toHaveLength(1);
  });

  it.each([
    [["--strict"], "    fine\n    unknown\n", 2],
    [[], "    fine\n    unknown\n", 3],
    [[], "    fine\n", 0],
    [[], "", 3],
  ])("ends, with %j, by the worst state and the switch", async (flags, states, code) => {
    const { run } = await ground.open(fleetOf(40));
    const lines = readFileSync(ground.path("backups.yaml"), "utf8").split("\n");
    const wanted = lines.filter(
      (line) =>
        (states.includes("fine") && line.includes("name: orders,")) ||
        (states.includes("unknown") && line.includes("name: hr-payroll,")),
    );
    writeFileSync(
      ground.path("backups.yaml"),
      ["defaults: { max_age: 50h }", wanted.length > 0 ? "instances:" : "instances: []", ...wanted, ""].join(
        "\n",
      ),
    );
    expect((await run("check", ...flags)).code).toBe(code);
  });

  it("lists all instances each time, without named or excepted ones, and fails if there are too few", async () => {
    const { run } = await ground.open(fleetOf(40));
    writeFileSync(
      ground.path("backups.yaml"),
      [
        "defaults: { max_age: 5000d }",
        "instances:",
        "  - { listing: alicloud-rds, region: cn-hangzhou, instances: all, except: [rm-0001fleet], at_least: 90 }",
        "  - { listing: alicloud-rds, region: cn-hangzhou, instance_id: rm-0002fleet, name: own }",
        "  - { listing: jdcloud-rds, region: cn-south-1, instances: all }",
      ].join("\n"),
    );
    const { code, out } = await run("check", "--format", "json");
    const { rows, discoveries } = JSON.parse(out) as {
      rows: { name: string; instance_id: string | null; state: string; finding: { what: string } }[];
      discoveries: { found: number }[];
    };
    expect(code).toBe(2);
    const ids = rows.flatMap(({ instance_id: id }) => id ?? []);
    expect(ids.filter((id) => id === "rm-0002fleet")).toHaveLength(1);
    expect(ids).not.toContain("rm-0001fleet");
    const groups = rows.filter(({ instance_id: id }) => id === null);
    expect(groups.map(({ name, state, finding }) => [name, state, finding.what])).toEqual([
      [
        "all of alicloud-rds",
        "failing",
        `${discoveries[0]?.found} instances were found, and there must be at least 90.`,
      ],
      ["all of jdcloud-rds", "failing", "0 instances were found, and there must be at least 1."],
    ]);
  });

  it("shows entries whose region is not known each with its own error, and a command that can be run", async () => {
    const { run } = await ground.open(fleetOf(4));
    const entries = [
      { listing: "jdcloud-redis", instance_id: "redis-1" },
      { listing: "alicloud-rds", instances: "all" },
    ];
    // JSON on one line: both entries are on line 1.
    writeFileSync(
      ground.path("backups.yaml"),
      JSON.stringify({ defaults: { max_age: "50h" }, instances: entries }),
    );
    const { out } = await run("check", "--format", "json");
    const { rows, asked, discoveries } = JSON.parse(out);
    const shown = rows.map((row: Record<string, unknown>) => [
      row.name,
      row.instance_id,
      row.region,
      row.command,
    ]);
    expect(shown).toEqual([
      ["all of alicloud-rds", null, "no region", "npx cdktf-backups instances alicloud-rds"],
      ["redis-1", "redis-1", "no region", "npx cdktf-backups list jdcloud-redis --instance-id redis-1"],
    ]);
    expect(rows[0].finding.next).toMatch(/ALICLOUD_REGION/);
    expect(rows[1].finding.next).toMatch(/JDCLOUD_REGION/);
    expect(asked).toMatchObject({ databases: 1, regions: 0, answered: 0 });
    expect(discoveries).toMatchObject([{ listing: "alicloud-rds", region: "no region", found: null }]);
    const { out: metrics } = await run("check", "--format", "prometheus");
    expect(metrics).not.toContain('instance_id="all"');
    expect(metrics).toMatch(/discovery_success\{listing="alicloud-rds".* 0$/m);
  });

  it("lists the instances of a place once, for an entry and for the search of others", async () => {
    const { run, emulator } = await ground.open(fleetOf(4));
    const entry = "{ listing: alicloud-rds, region: cn-hangzhou, instances: all, max_age: 1d }";
    writeFileSync(ground.path("backups.yaml"), `instances:\n  - ${entry}\n`);
    await run("report", "--out", ground.path("once.json"));
    expect(JSON.parse(readFileSync(ground.path("once.json"), "utf8")).unlisted).toEqual([]);
    expect(emulator.requests.filter(({ action }) => action === "DescribeDBInstances")).toHaveLength(1);
  });

  it.each([
    [["tencentcloud-mysql"], "--file: check tencentcloud-mysql has no such flag"],
    [["--instance-id", "cdb-1"], "--instance-id: does not work together with --file"],
    [["--max-age", "1d"], "--max-age: does not work together with --file"],
    [["--format", "yaml"], "--format: got"],
    [["--endpoint", ""], '--endpoint: got ""'],
    [["--report", "x.pdf"], "--report: got"],
    [["--ping", "ftp://x/secret"], "--ping: is not an http or https address"],
  ])("is UNKNOWN for %j, and asks nobody", async (flags, problem) => {
    const { run, emulator } = await ground.open(fleetOf(4));
    const { code, out } = await run("check", ...flags);
    expect(code).toBe(3);
    expect(out).toContain(`BACKUP UNKNOWN - ${problem}`);
    expect(out).not.toContain("secret");
    expect(emulator.requests).toEqual([]);
  });

  it("is UNKNOWN for a file that is not there, and says how to get one", async () => {
    const { code, out } = await command(["check", "--file", ground.path("none.yaml")]);
    expect(code).toBe(3);
    expect(out).toMatch(/cannot read .*none\.yaml.*discover/);
  });

  it("calls the address of --ping with the exit code, and never prints the address", async () => {
    const seen: string[] = [];
    const server = createServer(({ url }, response) => {
      seen.push(String(url));
      response.writeHead(404).end();
    }).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as AddressInfo;
    const { run } = await ground.open(fleetOf(4));
    const { code, err } = await run("check", "--ping", `http://127.0.0.1:${port}/secret-id/{code}`);
    server.close();
    expect(seen).toEqual([`/secret-id/${code}`]);
    expect(err).toBe("warning: --ping: the address answered with HTTP 404\n");
  });
});

describe("the file that --out writes", () => {
  it("is the old one until the whole new one is on the disk, also if the check is killed", async () => {
    const { file, env, emulator } = await ground.open(fleetOf(30));
    const out = ground.path("backups.prom");
    writeFileSync(out, "old\n");
    const killed = async (when: () => boolean) => {
      const child = startCommand(["check", "--file", file, "--format", "prometheus", "--out", out], env);
      const timer = setInterval(() => when() && child.kill("SIGKILL"), 1);
      await ended(child);
      clearInterval(timer);
    };
    await killed(() => emulator.requests.length > 10);
    expect(readFileSync(out, "utf8")).toBe("old\n");
    // Killed as soon as the new text appears beside it: what is there is one of the two, whole.
    let isWriting = false;
    const watcher = watch(ground.directory, (_event, name) => {
      isWriting ||= String(name).endsWith(".tmp");
    });
    await killed(() => isWriting);
    watcher.close();
    expect(isWriting).toBe(true);
    const text = readFileSync(out, "utf8");
    expect(
      text === "old\n" || /^# HELP[\s\S]*discovered_instances_min|instance_info\{.*\} 1\n$/.test(text),
    ).toBe(true);
    // What was left behind is no file that a collector takes.
    expect(readdirSync(ground.directory).filter((name) => name.endsWith(".prom"))).toEqual(["backups.prom"]);
  });

  it("is complete for 300 databases with ten of each failure", async () => {
    const { run, emulator } = await ground.open(fleetOf(300));
    for (const kind of ["throttle", "server-error", "bad-gateway", "reset", "truncate", "slow"] as const)
      emulator.faults.push({ kind, times: 10, delayMs: 20 });
    const out = ground.path("many.json");
    const { code } = await run("check", "--format", "json", "--out", out, "--max-retries", "20");
    const { rows, counts } = JSON.parse(readFileSync(out, "utf8"));
    expect(code).toBe(2);
    expect(rows).toHaveLength(300);
    // Only those that are not there are unknown: every failure on the way was tried again.
    expect(counts.unknown).toBe(8);
  });

  it("holds no key and no signed address, in no format", async () => {
    const { run, emulator } = await ground.open(fleetOf(40));
    const rows = JSON.stringify(emulator.data.instances, (_key, value) =>
      typeof value === "bigint" ? String(value) : value,
    );
    const addresses = new Set(rows.match(/https?:\/\/[^"]+/g));
    expect(addresses.size).toBeGreaterThan(100);
    const reports = ["html", "json", "md"].map((end) => ground.path(`secrets.${end}`));
    const texts = [(await run("report", "--out", reports.join(","))).out];
    for (const format of ["text", "nagios", "prometheus", "junit", "json", "github"])
      texts.push((await run("check", "--format", format)).out);
    texts.push(...reports.map((path) => readFileSync(path, "utf8")), (await run("list", "--json")).out);
    for (const text of texts) {
      expect(text).not.toMatch(/emulator-(?:access|secret)-key|https?:\/\//);
      expect(text.length).toBeGreaterThan(10);
    }
  });

  it("names a folder that is not there", async () => {
    const { run } = await ground.open(fleetOf(4));
    const { code, out } = await run("check", "--out", ground.path("none/backups.prom"));
    expect(code).toBe(3);
    expect(out).toMatch(/--out: cannot write .*none\/backups\.prom: .*ENOENT/);
    expect(existsSync(ground.path("none"))).toBe(false);
  });
});

describe("latest and list of a file", () => {
  it("print each database in the order of the file, and exit by the worst of them", async () => {
    const { run } = await ground.open(fleetOf(4));
    const latest = await run("latest");
    expect(latest.code).toBe(3);
    expect(latest.out.split("\n").map((line) => line.split(" ")[0])).toEqual([
      "DATABASE",
      "crm-leads",
      "payments-ledger",
      "会员积分库",
      "search-sessions",
      "",
    ]);
    const list = await run("list", "--json");
    expect(list.code).toBe(0);
    const { instances } = JSON.parse(list.out) as { instances: { name: string; total_count: number }[] };
    expect(instances.map(({ name, total_count: total }) => [name, total])).toEqual([
      ["crm-leads", 28],
      ["payments-ledger", 0],
      ["会员积分库", 28],
      ["search-sessions", 27],
    ]);
  });

  it("name the same backup as check does", async () => {
    const { run } = await ground.open(fleetOf(10));
    const { rows } = JSON.parse((await run("check", "--format", "json")).out);
    const { instances } = JSON.parse((await run("latest", "--json")).out);
    const byName = new Map(
      rows.map(({ name, latest }: { name: string; latest: { id: string } | null }) => [
        name,
        latest?.id ?? null,
      ]),
    );
    for (const { name, latest_id: id } of instances) expect([name, id]).toEqual([name, byName.get(name)]);
  });
});
