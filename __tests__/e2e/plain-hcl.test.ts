import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { demoInstances, type EmulatorData } from "../../src/emulator";
import { listings } from "../../src/vendors";
import { environmentOf, runCommand } from "../cli/command";
import { rounds } from "../helpers/long-run";
import { describeWithTerraform } from "../helpers/terraform";
import { data, Workspace } from "./workspace";

const LOOKUPS = demoInstances.map(({ listing, instanceId, region }) => ({
  name: listing.replaceAll("-", "_"),
  args: [listing, "--instance-id", instanceId, "--region", region],
  hcl: data(listing.replaceAll("-", "_"), "it", { instance_id: `"${instanceId}"`, region: `"${region}"` }),
}));

/** 40 instances whose newest backups tell them apart. */
function manyInstances(): EmulatorData {
  const row = (id: string, StartTime: string, Status: number) => ({ BackupId: id, StartTime, Status });
  return {
    instances: Array.from({ length: 40 }, (_, index) => ({
      listing: "tencentcloud-redis",
      instanceId: `crs-${index}`,
      region: "ap-guangzhou",
      backups: [
        row(`old-${index}`, "2026-11-19 02:00:00", 2),
        row(`running-${index}`, "2026-11-21 02:00:00", 1),
        row(`new-${index}`, "2026-11-20 02:00:00", 2),
      ],
    })),
  };
}

describeWithTerraform("plain HCL", () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await Workspace.create();
  });
  afterAll(() => workspace.close());

  it("needs `cdktf-backups install`, init and apply, and then plans no change", async () => {
    const project = workspace.projectOfProcesses();
    project.write(
      LOOKUPS.map(
        ({ name, hcl }) => `${hcl}output "${name}" { value = data.backups_${name}.it.latest_id }\n`,
      ).join(""),
    );
    expect(await runCommand(["install", project.directory])).toMatchObject({ code: 0 });
    const init = await project.succeed(["init"]);
    expect(init.output).not.toContain("Warning");

    const validated = await project.run(["validate"]);
    expect(validated).toMatchObject({
      code: 0,
      output: expect.stringContaining("Success! The configuration is valid."),
    });
    expect(workspace.emulator.requests).toEqual([]);

    const apply = await project.succeed(["apply"]);
    const env = environmentOf(workspace.emulator);
    const ids = await Promise.all(
      LOOKUPS.map(async ({ name, args }) => [name, (await runCommand(["latest", ...args], env)).out.trim()]),
    );
    expect(await project.outputs()).toEqual(Object.fromEntries(ids));
    for (const [, id] of ids) expect(apply.output).toContain(`"${id}"`);

    await project.succeed(["plan", "-detailed-exitcode"]);
    await project.succeed(["destroy"]);
  });

  it("has a schema that Terraform reads: two data sources per listing, the resource, sensitive keys, no signed address", async () => {
    const project = workspace.project();
    project.write("");
    await project.init();
    const { code, stdout } = await project.run(["providers", "schema", "-json"]);
    expect(code).toBe(0);
    const [schema] = Object.values(JSON.parse(stdout).provider_schemas) as [
      {
        provider: { block: { attributes: object } };
        data_source_schemas: Record<string, unknown>;
        resource_schemas: Record<string, unknown>;
      },
    ];
    const names = Object.keys(schema.data_source_schemas);
    expect(names).toHaveLength(2 * listings.length);
    expect(Object.keys(schema.resource_schemas)).toEqual([
      "backups_restore_job",
      "backups_restore_point",
      "backups_trigger",
    ]);
    expect(names).toEqual(
      expect.arrayContaining([
        "backups_alicloud_redis",
        "backups_jdcloud_redis",
        "backups_tencentcloud_mysql",
        "backups_tencentcloud_redis",
      ]),
    );
    expect(stdout).not.toMatch(/"\w*(?:download|url)\w*":/);
    expect(schema.provider.block.attributes).toMatchObject({
      tencentcloud: {
        nested_type: {
          attributes: {
            secret_id: { optional: true, sensitive: true },
            secret_key: { optional: true, sensitive: true },
            security_token: { optional: true, sensitive: true },
            region: { optional: true },
          },
        },
      },
    });
    expect(schema.data_source_schemas.backups_jdcloud_redis).toMatchObject({
      block: {
        attributes: {
          instance_id: { type: "string", required: true },
          base_id: { type: "string", optional: true },
          types: { type: ["list", "string"], optional: true },
          latest_id: { type: "string", computed: true },
          backups: { computed: true, nested_type: { nesting_mode: "list" } },
        },
      },
    });
  });

  it("looks up an instance that the same apply creates when it is known", async () => {
    const project = workspace.project();
    project.write(`
      resource "terraform_data" "instance" { input = "crs-5a4py64p" }
      data "backups_tencentcloud_redis" "it" {
        instance_id = terraform_data.instance.output
        region      = "ap-guangzhou"
      }
      output "id" { value = data.backups_tencentcloud_redis.it.latest_id }
    `);
    await project.init();
    const before = workspace.emulator.requests.length;
    const plan = await project.run(["plan"]);
    expect(plan).toMatchObject({ code: 0, output: expect.stringContaining("known after apply") });
    expect(workspace.emulator.requests).toHaveLength(before);
    await project.succeed(["apply"]);
    expect(await project.outputs()).toEqual({ id: "6cbbf53a-affe-11e8-905b-4846fb00c75d" });
    await project.succeed(["plan", "-detailed-exitcode"]);
  });

  const SOURCES = rounds(200, 1_000);
  it(`reads 40 listings once each for ${SOURCES} data sources, fifty at a time, all correct`, async () => {
    const many = await Workspace.create({ data: manyInstances() });
    try {
      const project = many.projectOfProcesses();
      project.write(`
        data "backups_tencentcloud_redis" "it" {
          count       = ${SOURCES}
          instance_id = "crs-\${count.index % 40}"
          region      = "ap-guangzhou"
        }
        output "ids" { value = data.backups_tencentcloud_redis.it[*].latest_id }
      `);
      await project.init();
      await project.succeed(["plan", "-parallelism=50", "-out=tfplan"]);
      const asked = many.emulator.requests.map(({ instanceId }) => instanceId);
      expect(asked).toHaveLength(40);
      expect(new Set(asked).size).toBe(40);
      const shown = JSON.parse((await project.run(["show", "-json", "tfplan"])).stdout);
      expect(shown.planned_values.outputs.ids.value).toEqual(
        Array.from({ length: SOURCES }, (_, index) => `new-${index % 40}`),
      );
    } finally {
      await many.close();
    }
  });

  it("needs no HOME, no directory for temporary files and no right to write into the project", async () => {
    const project = workspace.projectOfProcesses();
    project.write(
      data("tencentcloud_redis", "it", { instance_id: '"crs-5a4py64p"', region: '"ap-guangzhou"' }) +
        'output "id" { value = data.backups_tencentcloud_redis.it.latest_id }\n',
    );
    await project.init();
    const file = join(workspace.home, "no-directory");
    writeFileSync(file, "");
    // Who runs the tests as root may write all the same.
    chmodSync(project.directory, 0o555);
    const { output } = await project.succeed(["plan", "-lock=false"], { HOME: undefined, TMPDIR: file });
    chmodSync(project.directory, 0o755);
    expect(output).toContain("6cbbf53a-affe-11e8-905b-4846fb00c75d");
  });

  it("keeps two accounts apart by provider aliases", async () => {
    const instance = (id: string) => ({
      listing: "jdcloud-redis",
      instanceId: "redis-1",
      region: "cn-north-1",
      backups: [{ baseId: id, backupStartTime: "2026-11-20T02:00:00Z", backupStatus: 2, backupType: 0 }],
    });
    const keys = (name: string) => ({
      accessKey: `access-key-of-${name}`,
      secretKey: `secret-key-of-${name}`,
    });
    const accounts = await Promise.all(
      ["one", "two"].map((name) =>
        Workspace.create({ data: { instances: [instance(`of-${name}`)] }, credentials: [keys(name)] }),
      ),
    );
    try {
      const project = workspace.project();
      const provider = (name: string, index: number) => `
        provider "backups" {
          alias = "${name}"
          jdcloud = {
            region     = "cn-north-1"
            access_key = "access-key-of-${name}"
            secret_key = "secret-key-of-${name}"
            endpoint   = "${accounts[index]?.emulator.url}"
          }
        }
        ${data("jdcloud_redis", name, { instance_id: '"redis-1"', provider: `backups.${name}` })}
        output "${name}" { value = data.backups_jdcloud_redis.${name}.latest_id }`;
      project.write(["one", "two"].map(provider).join("\n"));
      await project.init();
      await project.succeed(["apply"]);
      expect(await project.outputs()).toEqual({ one: "of-one", two: "of-two" });
    } finally {
      await Promise.all(accounts.map((account) => account.close()));
    }
  });

  it("says what to do where the provider's own settings are known only after apply", async () => {
    const project = workspace.project();
    const lookup = { instance_id: '"crs-5a4py64p"', region: '"ap-guangzhou"' };
    const configuration = (more: Record<string, string>) => `
      resource "terraform_data" "settings" { input = "${workspace.emulator.url}" }
      provider "backups" { tencentcloud = { endpoint = terraform_data.settings.output } }
      ${data("tencentcloud_redis", "it", { ...lookup, ...more })}
      output "id" { value = data.backups_tencentcloud_redis.it.latest_id }`;
    project.write(configuration({}));
    await project.init();
    const refused = await project.run(["plan"]);
    expect(refused.code).toBe(1);
    expect(refused.output).toContain("the provider's tencentcloud.endpoint is known only after apply");
    expect(refused.output).toContain("Add depends_on to this data source");
    // The advice works.
    project.write(configuration({ depends_on: "[terraform_data.settings]" }));
    await project.succeed(["apply"]);
    expect(await project.outputs()).toEqual({ id: "6cbbf53a-affe-11e8-905b-4846fb00c75d" });
  });

  it("gives sizes beyond 2^53 and texts with template characters exactly", async () => {
    const exact = await Workspace.create({
      data: {
        instances: [
          {
            listing: "tencentcloud-redis",
            instanceId: "crs-1",
            region: "ap-guangzhou",
            backups: [
              {
                BackupId: 9_007_199_254_740_993n,
                StartTime: "2026-11-20 02:00:00",
                Status: 2,
                BackupSize: 9_007_199_254_740_995n,
                Remark: '${x} %{ if } "\\ ☃',
              },
            ],
          },
        ],
      },
    });
    try {
      const project = exact.project();
      const lookup = data("tencentcloud_redis", "it", { instance_id: '"crs-1"', region: '"ap-guangzhou"' });
      project.write(`${lookup}output "it" { value = data.backups_tencentcloud_redis.it.latest }`);
      await project.init();
      await project.succeed(["apply"]);
      const { stdout } = await project.run(["output", "-json"]);
      expect(stdout).toMatch(/"size_bytes": ?9007199254740995\b/);
      expect(JSON.parse(stdout).it.value).toMatchObject({
        id: "9007199254740993",
        name: '${x} %{ if } "\\ ☃',
      });
    } finally {
      await exact.close();
    }
  });
});
