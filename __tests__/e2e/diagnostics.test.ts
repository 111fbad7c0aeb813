import type { Fault } from "../../src/emulator";
import { describeWithTerraform } from "../helpers/terraform";
import { data, type Project, Workspace } from "./workspace";

/** A failure: what brings it about, and what Terraform must say. */
interface Case {
  readonly what: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly env?: NodeJS.ProcessEnv;
  readonly fault?: Fault;
  readonly provider?: string;
  readonly summary: string;
  /** Cause and remedy, in this order. */
  readonly says: readonly string[];
  /** The argument at fault, which Terraform then shows. */
  readonly at?: string;
  /** Whether it is told before anything is asked. */
  readonly early?: boolean;
}

const NO_RETRIES = 'provider "backups" { max_retries = 0 }\n';

const CASES: readonly Case[] = [
  {
    what: "a wrong key",
    env: { TENCENTCLOUD_SECRET_KEY: "wrong-secret-key" },
    summary: "Credentials missing or refused",
    says: ["refused the credentials", "AuthFailure.SignatureFailure", "Check TENCENTCLOUD_SECRET_ID and"],
  },
  {
    what: "no key",
    env: { TENCENTCLOUD_SECRET_ID: "", TENCENTCLOUD_SECRET_KEY: "" },
    summary: "Credentials missing or refused",
    says: ["TENCENTCLOUD_SECRET_ID", "~/.tencentcloud/credentials"],
  },
  {
    what: "an unknown instance",
    attributes: { instance_id: '"crs-unknown"' },
    summary: "Instance not found",
    says: ["Tencent Cloud Redis crs-unknown in ap-guangzhou", "Check the instance ID, the region"],
  },
  {
    what: "nothing eligible",
    attributes: { triggers: '["automatic"]' },
    summary: "No eligible backup",
    says: ["2 seen, none eligible: 2 trigger manual", "Widen the selection, or set required to false"],
  },
  {
    what: "a backup older than max_age",
    attributes: { max_age: '"7d"' },
    summary: "Newest backup too old",
    says: [
      "6cbbf53a-affe-11e8-905b-4846fb00c75d of 2018-09-04T04:53:06Z",
      "older than max_age 7d",
      "See when the next backup is due",
    ],
    at: 'max_age     = "7d"',
  },
  {
    what: "an API that throttles for good",
    fault: { kind: "throttle" },
    provider: NO_RETRIES,
    summary: "Listing backups throttled",
    says: ["kept throttling", "Run fewer lookups at once"],
  },
  {
    what: "an endpoint that nobody listens at",
    attributes: { endpoint: '"http://127.0.0.1:1"' },
    provider: NO_RETRIES,
    summary: "Listing backups failed",
    says: ["127.0.0.1:1 could not be reached", "Check the network, the proxy settings and the endpoint"],
  },
  {
    what: "a deadline that passes",
    fault: { kind: "slow", delayMs: 10_000 },
    provider: 'provider "backups" { timeout = 1 }\n',
    summary: "Listing backups took too long",
    says: ["was not read within the lookup's time", "Raise timeout"],
  },
  {
    what: "a portal that answers in the API's place",
    fault: { kind: "html" },
    provider: NO_RETRIES,
    summary: "Listing backups gave an unusable answer",
    says: ["not the API's JSON", "no proxy or portal"],
  },
  {
    what: "an argument that cannot be",
    attributes: { max_age: '"soon"' },
    summary: "Invalid argument",
    says: ['max_age: got "soon", expected a duration such as 26h'],
    at: 'max_age     = "soon"',
    early: true,
  },
  {
    what: "arguments that contradict each other",
    attributes: { warn_age: '"3d"', max_age: '"2d"' },
    summary: "Invalid argument",
    says: ["warn_age: 3d is longer than max_age 2d", "A warning must come before the error"],
    at: 'warn_age    = "3d"',
    early: true,
  },
  {
    what: "an endpoint that is not safe",
    attributes: { endpoint: '"http://example.com"' },
    summary: "Invalid argument",
    says: ["endpoint: got", "plain http is for this machine"],
    at: 'endpoint    = "http://example.com"',
  },
];

const PROVIDER_CASES = [
  ["timeout = 0", "timeout: got 0, expected a whole number from 1 to 86400", "timeout = 0"],
  ["max_retries = 1.5", "max_retries: got 1.5, expected a whole number from 0 to 100", "max_retries = 1.5"],
  [
    'tencentcloud = { time_zone = "Asia/Shanghai" }',
    'time_zone: got "Asia/Shanghai", expected an offset from UTC such as +08:00',
    "tencentcloud.time_zone",
  ],
] as const;

/** The lookup's block, its attributes aligned as terraform fmt does it. */
function lookup(attributes: Readonly<Record<string, string>> = {}): string {
  const all = { instance_id: '"crs-5a4py64p"', region: '"ap-guangzhou"', ...attributes };
  const width = Math.max(...Object.keys(all).map((name) => name.length));
  return data(
    "tencentcloud_redis",
    "it",
    Object.fromEntries(Object.entries(all).map(([name, value]) => [name.padEnd(width), value])),
  );
}

describeWithTerraform("a failed lookup", () => {
  let workspace: Workspace;
  let project: Project;
  beforeAll(async () => {
    workspace = await Workspace.create();
    project = workspace.project();
    project.write(lookup());
    await project.init();
  });
  afterAll(() => workspace.close());
  afterEach(() => {
    workspace.emulator.faults.length = 0;
    workspace.emulator.requests.length = 0;
  });

  it.each(CASES)("is told on one screen, at its address, with what to do: $what", async (failure) => {
    const { attributes, env, fault, provider = "", summary, says, at, early } = failure;
    project.write(provider + lookup(attributes));
    if (fault) workspace.emulator.faults.push(fault);
    const { code, output } = await project.run([early ? "validate" : "plan"], env);
    expect(code).toBe(1);
    const told = output.slice(output.indexOf("Error: "));
    expect(told.split("\n")[0]).toBe(`Error: ${summary}`);
    expect(told).toContain("with data.backups_tencentcloud_redis.it");
    expect(told).toContain(at ?? 'data "backups_tencentcloud_redis" "it"');
    expect(told).toMatch(
      new RegExp(says.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join(".*"), "s"),
    );
    expect(told.match(/Error: /g)).toHaveLength(1);
    expect(told.length).toBeLessThan(1200);
    expect(told).not.toMatch(/\bat .*\.js:\d+|Plugin did not respond|\[object/);
    if (early) expect(workspace.emulator.requests).toEqual([]);
  });

  it.each(PROVIDER_CASES)("is told at the provider block: %s", async (setting, message, shown) => {
    project.write(`provider "backups" {\n  ${setting}\n}\n${lookup()}`);
    const { code, output } = await project.run(["validate"]);
    expect(code).toBe(1);
    expect(output).toContain("Error: Invalid provider configuration");
    expect(output).toContain('with provider["cdktf-backups.internal/npm/backups"]');
    expect(output).toContain(message);
    expect(output).toContain(shown);
    expect(output.match(/Error: /g)).toHaveLength(1);
  });

  it("is a warning where the backup is older than warn_age, and the plan goes on", async () => {
    project.write(lookup({ warn_age: '"7d"' }));
    const { code, output } = await project.run(["plan"]);
    expect(code).toBe(0);
    expect(output).toContain("Warning: ");
    expect(output).toContain("with data.backups_tencentcloud_redis.it");
    expect(output).toMatch(/6cbbf53a-affe-11e8-905b-4846fb00c75d.*older than warn_age 7d/s);
  });

  it("is one of several warnings, of which Terraform folds none into another", async () => {
    const block = (name: string, attributes: Readonly<Record<string, string>>) =>
      data("tencentcloud_redis", name, {
        region: '"ap-guangzhou"',
        endpoint: JSON.stringify(workspace.emulator.url),
        ...attributes,
      });
    const known = { instance_id: '"crs-5a4py64p"' };
    const tolerant = { on_unavailable: '"warn"' };
    project.write(
      [
        block("old", { ...known, warn_age: '"7d"' }),
        block("none", { ...known, ...tolerant, triggers: '["automatic"]' }),
        block("gone", {
          instance_id: "each.key",
          ...tolerant,
          for_each: 'toset(["crs-gone1", "crs-gone2"])',
        }),
      ].join(""),
    );
    const { code, output } = await project.run(["plan"]);
    expect(code).toBe(0);
    expect(output.match(/(?<=Warning: ).*/g)?.sort()).toEqual([
      "crs-5a4py64p: no eligible backup",
      "crs-5a4py64p: the newest backup is old",
      "crs-gone1: instance not found",
      "crs-gone2: instance not found",
    ]);
    expect(output).not.toContain("similar warning");
  });

  it("is a warning and no backup where that was asked for, so that a destroy is not blocked", async () => {
    project.write(
      `${lookup({ on_unavailable: '"warn"' })}output "id" { value = data.backups_tencentcloud_redis.it.latest_id }\n`,
    );
    await project.succeed(["apply"]);
    const gone = { TENCENTCLOUD_SECRET_KEY: "wrong-secret-key" };
    const plan = await project.run(["plan"], gone);
    expect(plan.code).toBe(0);
    expect(plan.output).toMatch(/Warning: .*refused the credentials/s);
    expect(plan.output).toMatch(/- id = "6cbbf53a-affe-11e8-905b-4846fb00c75d" -> null/);
    await project.succeed(["destroy"], gone);
  });
});
