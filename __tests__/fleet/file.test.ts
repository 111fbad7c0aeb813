import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { parse } from "yaml";
import { parseFleetFile, readFleetFile } from "../../src/fleet/file/read-file";
import { jsonSchema } from "../../src/fleet/file/schema";
import { refusalOf, thrownBy } from "../helpers/client";
import { temporaryDirectory } from "../helpers/terraform";

const MYSQL = "listing: tencentcloud-mysql, region: ap-shanghai, max_age: 50h";

/** The entries of a file with one line for each. */
const entries = (...lines: string[]) =>
  parseFleetFile("f.yaml", `instances:\n${lines.map((line) => `  - ${line}\n`).join("")}`).entries;

/** What a file is refused with. */
const refusal = (text: string) => thrownBy(() => parseFleetFile("f.yaml", text)).message;

describe("a file of instances", () => {
  it.each(["0123", "9007199254740993", "on", "1e3", "0x1f", "null", "~", "true", "2026-11-28"])(
    "keeps the ID %s unchanged",
    (id) => {
      expect(entries(`{ ${MYSQL}, instance_id: ${id} }`)[0]?.instanceId).toBe(id);
    },
  );

  it("has the checksum of its bytes, with a byte order mark too, and is refused if it is not UTF-8", async () => {
    const path = join(temporaryDirectory(), "backups.yaml");
    writeFileSync(path, `\ufeffinstances:\n  - { ${MYSQL}, instance_id: cdb-1, name: 订单 }\n`);
    const { sha256, entries } = await readFleetFile(path);
    expect(sha256).toBe(createHash("sha256").update(readFileSync(path)).digest("hex"));
    expect(entries).toMatchObject([{ name: "订单", line: 2 }]);
    // As PowerShell writes a redirected output.
    writeFileSync(path, Buffer.from("\ufeffinstances: []\n", "utf16le"));
    const { message, hint } = await refusalOf(readFleetFile(path));
    expect([message, hint]).toEqual([`file: ${path} is not UTF-8 text`, "Save it as UTF-8."]);
  });

  it("searches a region once that is listed twice, because Prometheus refuses a series twice", () => {
    const [all] = entries("{ listing: alicloud-rds, instances: all, regions: [a, b, a], max_age: 50h }");
    expect(all?.regions).toEqual(["a", "b"]);
  });

  it("may be JSON, with numbers as IDs", () => {
    const text = `{"instances": [{"listing": "jdcloud-redis", "instance_id": 9007199254740993, "max_age": "1d"}]}`;
    expect(parseFleetFile("f.json", text).entries[0]).toMatchObject({
      instanceId: "9007199254740993",
      regions: [undefined],
      limits: { maxAge: { text: "1d", seconds: 86_400 } },
    });
  });

  it("lets an entry's own values override the defaults, and merges labels", () => {
    const [first, second] = parseFleetFile(
      "f.yaml",
      [
        "defaults: { warn_age: 26h, max_age: 50h, shard_count: 3, labels: { owner: Orders, tier: gold } }",
        "instances:",
        "  - { listing: alicloud-redis, instance_id: r-1, labels: { tier: silver }, max_age: 30h }",
        "  - { listing: jdcloud-redis, instance_id: redis-1 }",
      ].join("\n"),
    ).entries;
    expect(first).toMatchObject({
      line: 3,
      labels: { owner: "Orders", tier: "silver" },
      limits: { warnAge: { text: "26h" }, maxAge: { text: "30h" } },
      query: { shardCount: 3 },
    });
    // An argument among the defaults counts where the listing has it.
    expect(second).toMatchObject({ query: {}, limits: { maxAge: { text: "50h" } } });
  });

  it("counts the whole day on which an ignore ends", () => {
    const [day, moment] = entries(
      `{ ${MYSQL}, instance_id: a, ignore: { reason: moved, until: 2026-12-31 } }`,
      `{ ${MYSQL}, instance_id: b, ignore: { reason: moved, until: "2026-12-31T12:00:00+08:00" } }`,
    );
    expect(day?.ignore?.endsAt).toEqual(new Date("2027-01-01T00:00:00Z"));
    expect(moment?.ignore?.endsAt).toEqual(new Date("2026-12-31T04:00:00Z"));
  });

  it.each([
    ["1073741824", 1_073_741_824],
    ["1GiB", 1_073_741_824],
    ["1.5 MB", 1_500_000],
  ])("reads the size %s", (size, bytes) => {
    expect(entries(`{ ${MYSQL}, instance_id: a, min_size: ${size} }`)[0]?.limits.minSize).toBe(bytes);
  });

  it("names line and column of every problem", () => {
    const text = [
      "defaults: { warn_age: 26 hours, foo: 1 }",
      "instances:",
      "  - { listing: tencentcloud-mysq, instance_id: a }",
      "  - listing: alicloud-rds",
      "    instances: all",
      "    at_least: many",
      "    except: rm-test",
      "  - instance_id: redis-1",
      "    ignore: { until: 2026-13-31 }",
    ].join("\n");
    const lines = refusal(text).split("\n");
    expect(lines.map((line) => line.replace(/(: [\w[\].]+: ).*/, "$1"))).toEqual([
      "f.yaml:1:23: defaults.warn_age: ",
      "f.yaml:1:33: defaults.foo: ",
      "f.yaml:3:16: instances[0].listing: ",
      "f.yaml:6:15: instances[1].at_least: ",
      "f.yaml:7:13: instances[1].except: ",
      "f.yaml:8:5: instances[2].listing: ",
      "f.yaml:9:13: instances[2].ignore.reason: ",
      "f.yaml:9:22: instances[2].ignore.until: ",
    ]);
  });

  it.each([
    ["{ listing: tencentcloud-mysql, max_age: 1d }", "missing instance_id; give one, or instances: all"],
    ["{ listing: jdcloud-rds, instance_id: a, instances: all, max_age: 1d }", "contradict each other"],
    ["{ listing: jdcloud-rds, instance_id: a, at_least: 2, max_age: 1d }", "applies only to instances: all"],
    [
      "{ listing: jdcloud-rds, instances: all, name: a, max_age: 1d }",
      "applies only to an entry with an instance_id",
    ],
    [
      "{ listing: jdcloud-rds, instances: all, region: a, regions: [b], max_age: 1d }",
      "region and regions contradict",
    ],
    ["{ listing: jdcloud-rds, instance_id: a }", "missing warn_age and max_age"],
    ["{ listing: jdcloud-rds, instance_id: a, warn_age: 3h, max_age: 2h }", "3h is longer than max_age 2h"],
    [
      "{ listing: jdcloud-rds, instance_id: a, shard_count: 2, max_age: 1d }",
      "instances[0].shard_count: this listing has no such argument",
    ],
    [
      "{ listing: jdcloud-rds, instance_id: a, methods: [magical], max_age: 1d }",
      "instances[0].methods: got",
    ],
    ["{ listing: jdcloud-rds, instance_id: ' a', max_age: 1d }", "without blanks"],
    ["{ listing: jdcloud-rds, instance_id: a, max_gap: 1x, max_age: 1d }", "more than 1x the usual interval"],
  ])("refuses %s", (line, problem) => {
    expect(refusal(`instances:\n  - ${line}\n`)).toMatch(/^f\.yaml:2:\d+: /);
    expect(refusal(`instances:\n  - ${line}\n`)).toContain(problem);
  });

  it("points at the defaults if the mistake is there", () => {
    const text =
      "defaults: { max_age: 1d, shard_count: 0 }\ninstances:\n  - { listing: alicloud-redis, instance_id: a }\n";
    expect(refusal(text)).toMatch(/^f\.yaml:1:39: instances\[0\]\.shard_count: /);
  });

  it.each([
    ["instances: [", "f.yaml:1:"],
    ["instances: []\ninstances: []\n", "f.yaml:2:1: Map keys must be unique"],
    [
      "a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\ninstances: [*c,*c,*c,*c]",
      "repeat too much",
    ],
  ])("refuses the text %j", (text, problem) => {
    expect(refusal(text)).toContain(problem);
  });
});

describe("the JSON Schema of the file", () => {
  const validate = new Ajv({ strict: false, allErrors: true }).compile(jsonSchema());

  it.each([
    [
      "{ listing: tencentcloud-mysql, instance_id: cdb-1, region: ap-shanghai, max_age: 50h, labels: { owner: a } }",
      true,
    ],
    [
      "{ listing: alicloud-rds, instances: all, regions: [a, b], except: [rm-1], at_least: 3, max_age: 30h }",
      true,
    ],
    [
      "{ listing: jdcloud-redis, instance_id: 123, warn_age: 1d12h, ignore: { reason: moved, until: 2026-12-31 } }",
      true,
    ],
    [
      "{ listing: alicloud-redis, instance_id: r-1, shard_count: 3, types: [full], max_age: 1d, max_gap: 2x, min_size: 1GiB, min_size_of_usual: 50%, count: { within: 7d, at_least: 6 }, failed_attempt: true }",
      true,
    ],
    ["{ listing: tencentcloud-mysq, instance_id: cdb-1, max_age: 50h }", false],
    ["{ listing: jdcloud-rds, max_age: 50h }", false],
    ["{ listing: jdcloud-rds, instance_id: a, instances: all, max_age: 50h }", false],
    ["{ listing: jdcloud-rds, instance_id: a, max_age: 50 hours }", false],
    ["{ listing: jdcloud-rds, instance_id: a, max_age: 50h, nam: x }", false],
    ["{ listing: jdcloud-rds, instance_id: a, max_age: 50h, failed_attempt: yes please }", false],
    ["{ listing: jdcloud-rds, instance_id: a, max_age: 50h, at_least: 0, instances: none }", false],
  ])("judges %s as the reader does", (line, fits) => {
    const text = `instances:\n  - ${line}\n`;
    expect(validate(parse(text))).toBe(fits);
    const read = () => parseFleetFile("f.yaml", text);
    if (fits) expect(read().entries).toHaveLength(1);
    else expect(read).toThrow("f.yaml:2:");
  });

  it("describes every field", () => {
    const { properties } = jsonSchema() as {
      properties: { instances: { items: { properties: Record<string, { description?: string }> } } };
    };
    const fields = Object.entries(properties.instances.items.properties);
    expect(fields.filter(([, { description }]) => !description).map(([name]) => name)).toEqual([]);
  });
});
