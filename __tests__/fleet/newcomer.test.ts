import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { parseFleetFile } from "../../src/fleet/file/read-file";
import { BIN, ended, environmentOf } from "../cli/command";
import { emulators } from "../emulator/running";
import { temporaryDirectory } from "../helpers/terraform";

const ROOT = join(__dirname, "../..");
const page = readFileSync(join(ROOT, "docs/fleet.md"), "utf8");

/** Fenced blocks of a language, in order. */
const blocks = (language: string, text = page) =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, "gm"))].map(
    ([, block = ""]) => block,
  );

const read = (name: string) => readFileSync(join(ROOT, name), "utf8");

describe("the steps in docs/fleet.md", () => {
  const start = emulators();

  it("work as printed", async () => {
    const directory = temporaryDirectory();
    const env = environmentOf(await start());
    const run = (line: string) => {
      // The port on the page may be taken here.
      const [, , ...args] = line
        .replace("http://127.0.0.1:4010", String(env.BACKUPS_ENDPOINT_URL))
        .split(" ");
      const here = { PATH: process.env.PATH, HOME: "/nowhere", ...env } as NodeJS.ProcessEnv;
      return ended(spawn(process.execPath, [BIN, ...args], { cwd: directory, env: here }));
    };
    const lines = blocks("sh").join("").split("\n");
    const commands = lines.filter(
      (line) => line.startsWith("npx cdktf-backups ") && !line.includes("emulate"),
    );
    const outcomes: (readonly [string, number | null, string])[] = [];
    for (const line of commands) {
      const { code, out, err } = await run(line);
      expect(err).not.toContain("answered in place of");
      outcomes.push([line.split(" ").slice(2, 3).join(" "), code, out]);
    }
    expect(outcomes.map(([name, code]) => [name, code])).toEqual([
      ["discover", 0],
      ["check", 2],
      ["report", 0],
      ["check", 2],
      ["permissions", 0],
    ]);
    // What the page says of the check is what the check says.
    const shown = blocks("text")[0] ?? "";
    const [failing] = shown.split("…");
    const withoutAges = (text: string) => text.replace(/[\d,]+ (?:d|h|min)\b/g, "n").replace(/ +/g, " ");
    expect(withoutAges(outcomes[1]?.[2] ?? "")).toContain(withoutAges(String(failing).trim()));
    expect(outcomes[1]?.[2]).toContain("11 in all: 1 failing, 1 late, 9 fine.");
    expect(readFileSync(join(directory, "backups-report.html"), "utf8")).toMatch(/^<!doctype html>/);
    expect(readFileSync(join(directory, "backups.prom"), "utf8")).toContain("cdktf_backups_lookup_success{");
    // The muted line, put in the place of the one that is there, until a date that is not over.
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    const muted = String(blocks("yaml")[0]).replace(/until: [\d-]+/, `until: ${tomorrow}`);
    const file = join(directory, "backups.yaml");
    const id = "r-bp1zxszhcgatnx****";
    const text = readFileSync(file, "utf8").split("\n");
    writeFileSync(file, text.map((line) => (line.includes(id) ? muted.trimEnd() : line)).join("\n"));
    const again = await run("npx cdktf-backups check --file backups.yaml --endpoint http://127.0.0.1:4010");
    expect([again.code, again.out.includes("1 muted")]).toEqual([1, true]);
  });

  it("show a file that can be read", () => {
    expect(parseFleetFile("backups.yaml", blocks("yaml")[1] ?? "").entries).toHaveLength(3);
  });
});

describe("the files for other tools", () => {
  const start = emulators();

  it("are YAML, and name existing series", () => {
    const { groups } = parse(read("integrations/prometheus-rules.yaml"));
    const rules = groups[0].rules as { alert: string; expr: string }[];
    const made = read("src/fleet/formats/prometheus.ts");
    const series = new Set(rules.flatMap(({ expr }) => expr.match(/cdktf_backups_\w+/g) ?? []));
    expect(series.size).toBeGreaterThan(8);
    const unknown = [...series].filter((name) => !made.includes(`"${name.replace("cdktf_backups_", "")}"`));
    expect(unknown).toEqual([]);
    const alarms = rules.map(({ alert }) => alert);
    expect(alarms).toEqual(
      expect.arrayContaining([
        "DatabaseBackupMetricsAbsent",
        "DatabaseBackupMetricsStale",
        "DatabaseBackupMetricsEmpty",
      ]),
    );
  });

  it("document every series", () => {
    const made = [
      ...read("src/fleet/formats/prometheus.ts").matchAll(/(?:run|each|found|samples)\(\s*"(\w+)"/g),
    ].map(([, name]) => name);
    const text = read("docs/monitoring.md");
    expect(made.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });

  it.each([
    ["critical", "false", 1, "critical"],
    ["never", "false", 0, "critical"],
    ["often", "false", 1, ""],
  ])("ends the step with fail-on %s as it says", async (failOn, strict, code, verdict) => {
    const { steps } = parse(read("action.yml")).runs as { steps: { run?: string }[] };
    const directory = temporaryDirectory();
    // What npx would fetch is here already.
    writeFileSync(join(directory, "npx"), `#!/bin/sh\nshift 2\nexec "${process.execPath}" "${BIN}" "$@"\n`, {
      mode: 0o755,
    });
    writeFileSync(join(directory, "backups.yaml"), blocks("yaml")[1] ?? "");
    writeFileSync(join(directory, "outputs"), "");
    const { code: exitCode } = await ended(
      spawn("bash", ["-eo", "pipefail", "-c", steps[0]?.run ?? ""], {
        cwd: directory,
        env: {
          ...environmentOf(await start()),
          PATH: `${directory}:${process.env.PATH}`,
          HOME: "/nowhere",
          FILE: "backups.yaml",
          REPORT: "r",
          STRICT: strict,
          FAIL_ON: failOn,
          VERSION: "latest",
          GITHUB_OUTPUT: join(directory, "outputs"),
        } as NodeJS.ProcessEnv,
      }),
    );
    expect(exitCode).toBe(code);
    expect(readFileSync(join(directory, "outputs"), "utf8")).toContain(verdict);
  });

  it.each(["action.yml", "integrations/gitlab-ci.yml", "integrations/kubernetes-cronjob.yaml"])(
    "call the command in %s with existing flags",
    (name) => {
      const text = read(name);
      expect(parse(text)).toBeTruthy();
      const help = read("docs/cli.md");
      const flags = new Set(
        text.match(/(?<=cdktf-backups[\s\S]*)--(?:file|format|report|out|strict|ping)\b/g),
      );
      expect(flags.size).toBeGreaterThan(2);
      for (const flag of flags) expect(help).toContain(`${flag}`);
    },
  );
});
