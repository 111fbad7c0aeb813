import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inflateRawSync } from "node:zlib";
import { clusterDemoInstance, demoInstances, shardedDemoInstance } from "../../src/emulator";
import { testKeys, testKeysInEnvironment } from "../helpers/client";
import { describeWithTerraform } from "../helpers/terraform";
import { argumentsDuring } from "./process-table";
import { data, type Project, Workspace } from "./workspace";

const { accessKey, secretKey, securityToken } = testKeys;
const CLOUDS = { tencentcloud: "secret_id", alicloud: "access_key", jdcloud: "access_key" } as const;
const NO_KEYS = Object.fromEntries(Object.keys(testKeysInEnvironment).map((name) => [name, ""]));

/** Every kind of listing, those of sharded instances and clusters included. */
const LOOKUPS = [
  ...demoInstances,
  { ...shardedDemoInstance, listing: "alicloud-redis", name: "sharded" },
  { ...clusterDemoInstance, listing: "alicloud-redis", name: "cluster", cluster: true },
]
  .map(({ listing, instanceId, region, ...kind }) =>
    data(listing.replace("-", "_"), "name" in kind ? kind.name : "it", {
      instance_id: `"${instanceId}"`,
      region: `"${region}"`,
      ...("cluster" in kind ? { cluster_backups: "true" } : {}),
    }),
  )
  .join("");

/** The files in a zip archive, as text. Follows its central directory. */
function unzipped(archive: Buffer): string[] {
  const end = archive.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  const texts: string[] = [];
  let entry = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const [method, size] = [archive.readUInt16LE(entry + 10), archive.readUInt32LE(entry + 20)];
    const local = archive.readUInt32LE(entry + 42);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const bytes = archive.subarray(start, start + size);
    texts.push((method === 0 ? bytes : inflateRawSync(bytes)).toString("latin1"));
    entry += 46 + [28, 30, 32].reduce((sum, field) => sum + archive.readUInt16LE(entry + field), 0);
  }
  return texts;
}

describeWithTerraform("secrets", () => {
  let workspace: Workspace;
  /** The signed addresses that the emulator answers with, and what is secret in each, and the keys that decrypt backups. */
  let signed: string[] = [];
  beforeAll(async () => {
    workspace = await Workspace.create({ credentials: [testKeys] });
    const answers = JSON.stringify(workspace.emulator.data, (_name, value) =>
      typeof value === "bigint" ? String(value) : value,
    );
    const urls = answers.match(/https:[^"]*/g) ?? [];
    const decrypting = answers.match(/decrypts-[0-9a-f]+/g) ?? [];
    expect(decrypting.length).toBeGreaterThan(30);
    signed = [
      ...new Set([
        ...urls.flatMap((url) => [url, /signature=([^&]+)/i.exec(url)?.[1] ?? url]),
        ...decrypting,
      ]),
    ];
  });
  afterAll(() => workspace.close());

  function projectOf(configuration: string): Project {
    const project = workspace.projectOfProcesses();
    project.write(configuration);
    return project;
  }

  /** An access key ID is none. */
  const secrets = { secretKey, securityToken };

  /** Which secrets a text holds, by name; keys also in the forms that they have in a URL and in base64. */
  function secretsIn(text: string): string[] {
    const forms = (secret: string) => [
      secret,
      encodeURIComponent(secret),
      Buffer.from(secret).toString("base64").slice(0, -4),
    ];
    const keys = Object.entries(secrets).flatMap(([name, secret]) =>
      forms(secret).some((form) => text.includes(form)) ? [name] : [],
    );
    return [...keys, ...signed.filter((part) => text.includes(part))];
  }

  it("stand in the emulator's answers, so that the following tests can fail", () => {
    expect(signed.length).toBeGreaterThan(100);
    const [url = ""] = signed;
    expect(secretsIn(`{"a": "${encodeURIComponent(securityToken)}", "b": "${url}"}`)).toEqual([
      "securityToken",
      url,
      expect.stringMatching(/^[\w%]{20,}$/),
    ]);
  });

  it("of the environment are in no plan, state, JSON, TRACE log or process's arguments", async () => {
    const project = projectOf(`${LOOKUPS}output "all" { value = data.backups_jdcloud_redis.it }\n`);
    await project.init();
    // With it Node.js itself writes whole requests, headers included, to where Terraform's log comes from.
    const env = { ...testKeysInEnvironment, TF_LOG: "TRACE", NODE_DEBUG: "http,https,net,stream" };
    const file = (name: string) => readFileSync(join(project.directory, name));

    const planning = project.succeed(["plan", "-out=tfplan"], env);
    const seen = await argumentsDuring(planning);
    const plan = await planning;
    const shownPlan = await project.run(["show", "-json", "tfplan"], env);
    const apply = await project.succeed(["apply", "tfplan"], env);
    const shown = await project.run(["show", "-json"], env);

    const archive = unzipped(file("tfplan"));
    expect(archive.join("")).toContain("crs-8kq2v7dn");
    expect(file("terraform.tfstate").toString()).toContain("redis-vq3n8yd0c1");
    expect(plan.output).toContain("ReadDataSource");
    expect(plan.output).toContain("HMAC-SHA256 Credential=");
    expect(`${plan.output}${apply.output}`).not.toMatch(/Signature=\w/);
    expect(
      Object.entries({
        plan: archive.join("\n"),
        state: file("terraform.tfstate").toString(),
        "show -json of the plan": shownPlan.output,
        "show -json": shown.output,
        "log of the plan": plan.output,
        "log of the apply": apply.output,
        arguments: seen.join("\n"),
      }).filter(([, text]) => secretsIn(text).length > 0),
    ).toEqual([]);
    if (process.platform === "linux") {
      expect(seen.some((args) => args.includes("bin/terraform-provider-backups.cjs"))).toBe(true);
    }
  });

  it("of sensitive variables are in no state, TRACE log, argument or message", async () => {
    const names = ["access_key", "secret_key", "security_token"];
    const block = (cloud: keyof typeof CLOUDS) => `  ${cloud} = {
      ${CLOUDS[cloud]} = var.access_key
      secret_key     = var.secret_key
      security_token = var.security_token
    }\n`;
    const project = projectOf(
      names.map((name) => `variable "${name}" {\n  sensitive = true\n}\n`).join("") +
        `provider "backups" {\n${block("tencentcloud")}${block("alicloud")}${block("jdcloud")}}\n${LOOKUPS}`,
    );
    await project.init();
    const env = {
      ...NO_KEYS,
      TF_LOG: "TRACE",
      TF_VAR_access_key: accessKey,
      TF_VAR_secret_key: secretKey,
      TF_VAR_security_token: securityToken,
    };
    const applying = project.succeed(["apply"], env);
    const seen = await argumentsDuring(applying);
    const apply = await applying;
    // The cloud refuses the key, and its answer goes into a diagnostic.
    const refused = await project.run(["plan"], { ...env, TF_VAR_secret_key: `${secretKey}-wrong` });
    expect(refused).toMatchObject({ code: 1, output: expect.stringContaining("refused the credentials") });
    expect(
      Object.entries({
        state: readFileSync(join(project.directory, "terraform.tfstate"), "utf8"),
        log: apply.output,
        arguments: seen.join("\n"),
        "log and messages of a refusal": refused.output,
      }).filter(([, text]) => secretsIn(text).length > 0),
    ).toEqual([]);
  });
});
