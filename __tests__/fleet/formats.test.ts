import { readFileSync, writeFileSync } from "node:fs";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import parsePrometheus from "parse-prometheus-text-format";
import {
  githubAnnotations,
  githubOutputs,
  githubSummary,
  MAX_SUMMARY_BYTES,
} from "../../src/fleet/formats/github";
import { jsonReport } from "../../src/fleet/formats/json";
import { junitReport } from "../../src/fleet/formats/junit";
import { markdownReport } from "../../src/fleet/formats/markdown";
import { nagiosReport } from "../../src/fleet/formats/nagios";
import { prometheusReport } from "../../src/fleet/formats/prometheus";
import type { Report, Row } from "../../src/fleet/report";
import { states } from "../../src/fleet/states";
import { command } from "../cli/command";
import { fleetOf } from "./fleet";
import { fleetGround } from "./ground";
import { hostileReport, madeReport } from "./made-report";

const ground = fleetGround();

/** A row of JSON, as far as these tests look at it. */
interface JsonRow {
  readonly name: string;
  readonly instance_id: string;
  readonly state: string;
  readonly latest: { readonly consistent_from: string; readonly id: string } | null;
}

describe("the Prometheus format", () => {
  const families = (text: string) => new Map(parsePrometheus(text).map((family) => [family.name, family]));

  it("can be parsed, and says of every database whether its lookup succeeded", async () => {
    const { run } = await ground.open(fleetOf(40));
    const text = (await run("check", "--format", "prometheus")).out;
    const { rows } = JSON.parse((await run("check", "--format", "json")).out) as { rows: JsonRow[] };
    const found = families(text);
    const success = found.get("cdktf_backups_lookup_success")?.metrics ?? [];
    expect(success).toHaveLength(40);
    for (const { name, state } of rows) {
      const sample = success.find(({ labels }) => labels?.name === name);
      expect([name, sample?.value]).toEqual([name, state === "unknown" ? "0" : "1"]);
    }
    const times = found.get("cdktf_backups_last_success_timestamp_seconds")?.metrics ?? [];
    for (const { name, latest } of rows) {
      const sample = times.find(({ labels }) => labels?.name === name);
      expect([name, sample?.value]).toEqual([
        name,
        latest ? String(Date.parse(latest.consistent_from) / 1000) : undefined,
      ]);
    }
    expect(found.get("cdktf_backups_max_age_seconds")?.metrics).toHaveLength(40);
    for (const { name, type, help } of found.values())
      expect([name, type, help.length > 0]).toEqual([name, "GAUGE", true]);
  });

  it("has the time from which the check counts the age: the earliest possible time of the data", () => {
    const found = families(prometheusReport(madeReport([{}])));
    const [sample] = found.get("cdktf_backups_last_success_timestamp_seconds")?.metrics ?? [];
    expect(sample?.value).toBe(String(Date.parse("2026-11-28T02:50:00Z") / 1000));
  });

  it("has no backup's ID in it, no time of a sample, and no series twice", async () => {
    const { run } = await ground.open(fleetOf(10));
    const text = (await run("check", "--format", "prometheus")).out;
    const { rows } = JSON.parse((await run("check", "--format", "json")).out) as { rows: JsonRow[] };
    for (const { latest } of rows) if (latest) expect(text).not.toContain(latest.id);
    const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
    for (const line of lines) expect(line).toMatch(/^cdktf_backups_\w+(?:\{.*\})? -?[\d.e+]+$/);
    const series = lines.map((line) => line.replace(/ [^ ]+$/, ""));
    expect(new Set(series).size).toBe(series.length);
  });

  it("keeps any name in its label", () => {
    const name = 'a"b\\c\nd}e';
    const [sample] =
      families(prometheusReport(madeReport([{ name }]))).get("cdktf_backups_lookup_success")?.metrics ?? [];
    expect(sample?.labels?.name).toBe(name);
  });
});

describe("the JUnit format", () => {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: "",
    isArray: (name) => /^test(?:suite|case)$/.test(name),
  });

  it("has a case for each database, in a suite for each listing and region", async () => {
    const { run } = await ground.open(fleetOf(40));
    const { out } = await run("check", "--format", "junit");
    expect(XMLValidator.validate(out)).toBe(true);
    const { testsuites } = parser.parse(out);
    expect(testsuites).toMatchObject({ tests: "40", failures: "3", errors: "1", skipped: "1" });
    const cases = testsuites.testsuite.flatMap(({ testcase }: { testcase: object[] }) => testcase);
    expect(cases).toHaveLength(40);
    expect(cases.filter((each: object) => "failure" in each)).toHaveLength(3);
    expect(cases.filter((each: object) => "error" in each)).toHaveLength(1);
    for (const suite of testsuites.testsuite) expect(Number(suite.tests)).toBe(suite.testcase.length);
  });

  it("is valid XML with any name", () => {
    const text = junitReport(hostileReport());
    expect(XMLValidator.validate(text)).toBe(true);
    const { testsuites } = parser.parse(text);
    expect(testsuites.tests).toBe(String(hostileReport().rows.length));
  });
});

describe("the Nagios format", () => {
  it("has totals in a first line of at most 512 bytes, and no bar but its own", () => {
    const chinese = madeReport(
      Array.from({ length: 40 }, (_, index) => ({ state: "failing", name: `订单数据库-😀${index}` })),
    );
    const [line = ""] = nagiosReport(chinese, "critical").split("\n");
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(512);
    expect(line).toMatch(/BACKUPS CRITICAL - 40 failing: 订单数据库-😀0 failing.*… \| failing=40;;;0/);
    const report = hostileReport();
    const text = nagiosReport(report, "critical");
    const [first = "", ...rest] = text.trimEnd().split("\n");
    expect(Buffer.byteLength(first)).toBeLessThanOrEqual(512);
    const [, metrics = "", ...more] = first.split(" | ");
    expect(more).toEqual([]);
    for (const state of states) expect(metrics).toContain(`${state}=${report.counts[state]};;;0`);
    expect(first).toMatch(/^BACKUPS CRITICAL - \d+ failing/);
    expect(rest.join("\n")).not.toContain("|");
  });

  it("leaves out lines beyond what Nagios reads, and says how many", () => {
    const rows = Array.from(
      { length: 500 },
      (_, index): Partial<Row> => ({ name: `订单数据库-${index}`, state: "failing" }),
    );
    const text = nagiosReport(madeReport(rows), "critical");
    expect(Buffer.byteLength(text)).toBeLessThan(8000);
    expect(text).toMatch(/\nand \d+ more\n$/);
  });
});

describe("the GitHub format", () => {
  it("appends a summary and outputs to the files of the step, and annotates lines of the file", async () => {
    const { env, file } = await ground.open(fleetOf(40));
    const [summary, outputs] = [ground.path("summary.md"), ground.path("outputs")];
    writeFileSync(summary, "before\n");
    writeFileSync(outputs, "");
    const { out, code } = await command(["check", "--file", file, "--format", "github"], {
      ...env,
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_OUTPUT: outputs,
    });
    expect(code).toBe(2);
    expect(readFileSync(summary, "utf8")).toMatch(
      /^before\n# Three databases cannot be restored as agreed\.\n/,
    );
    expect(readFileSync(outputs, "utf8")).toMatch(
      /^verdict<<([\w-]{36})\ncritical\n\1\nexit-code<<\1\n2\n\1\n/,
    );
    const lines = readFileSync(file, "utf8").split("\n");
    const annotations = [...out.matchAll(/^::(error|warning) file=.*?,line=(\d+),title=(.*?) is \w+::/gm)];
    expect(annotations.map(([, kind]) => kind)).toEqual([
      ...Array(3).fill("error"),
      ...Array(5).fill("warning"),
    ]);
    for (const [, , line, name] of annotations) expect(lines[Number(line) - 1]).toContain(`name: ${name},`);
  });

  it("stays within GitHub's limits, and says what it leaves out", () => {
    const rows = Array.from(
      { length: 5000 },
      (_, index): Partial<Row> => ({ name: `db-${index}-${"x".repeat(250)}`, state: "failing" }),
    );
    const report = madeReport(rows);
    expect(githubAnnotations(report).trimEnd().split("\n")).toHaveLength(10);
    expect(githubAnnotations(report)).toContain("and 4991 more");
    const summary = githubSummary(report);
    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(MAX_SUMMARY_BYTES);
    expect(summary).toMatch(/\d+ more rows are left out here/);
  });

  it("lets no text begin a command or an output of its own", () => {
    const report = madeReport([
      {
        name: "a\n::error::b%",
        state: "failing",
        finding: { what: "x\n::set-output name=y::z", next: "", since: null },
      },
    ]);
    expect(githubAnnotations(report).trimEnd().split("\n")).toHaveLength(1);
    expect(
      githubOutputs(report, "critical", 2, "end")
        .split("\n")
        .filter((line) => line === "end"),
    ).toHaveLength(8);
  });
});

describe("the JSON and Markdown formats", () => {
  it("are the same structure in snake_case, labels as they are", () => {
    const json = JSON.parse(jsonReport(madeReport([{ labels: { costCentre: "1" } }])));
    expect(json.rows[0]).toMatchObject({ labels: { costCentre: "1" }, eligible_count: 3, age_seconds: 3600 });
  });

  it("is one table row for a database with any name", () => {
    const report = hostileReport();
    const lines = markdownReport(report).split("\n");
    expect(lines.filter((line) => /^\| (?:failing|late|unknown|fine|muted) \|/.test(line))).toHaveLength(
      report.rows.length,
    );
    expect(lines.join("\n")).not.toMatch(/<script|!\[|\[[^\]]*\]\(|[\u202e]/);
  });
});

/** A report is plain data: nothing in it is lost in JSON. */
it("a report is plain data", () => {
  const report: Report = hostileReport();
  expect(JSON.parse(JSON.stringify(report))).toEqual(report);
});
