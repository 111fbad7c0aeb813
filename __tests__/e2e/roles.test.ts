import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ACCOUNT, baseKeys, sessionKeys, webToken } from "../helpers/key-server";
import { keysOf, LOOKUPS, type Machine, machines } from "../helpers/machine";
import { describeWithTerraform } from "../helpers/terraform";
import { data, type Project, Workspace } from "./workspace";

const SECRETS = {
  ...sessionKeys,
  baseSecret: baseKeys.secretKey,
  webToken,
  signature: webToken.split(".")[2] ?? "",
};
const ROLE = "acs:ram::100012345678:role/restore";

/** Which secrets a text holds, also in the forms that they have in a URL and in base64. */
function secretsIn(text: string): string[] {
  return Object.entries(SECRETS)
    .filter(([, secret]) =>
      [secret, encodeURIComponent(secret), Buffer.from(secret).toString("base64").slice(0, -4)].some((form) =>
        text.includes(form),
      ),
    )
    .map(([name]) => name);
}

describeWithTerraform("roles in Terraform", () => {
  const start = machines();
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await Workspace.create();
  });
  afterAll(() => workspace.close());

  const lookup = (cloud: "alicloud" | "tencentcloud") => {
    const [name, { instanceId, region }] = LOOKUPS[cloud];
    return data(name.replaceAll("-", "_"), "it", { instance_id: `"${instanceId}"`, region: `"${region}"` });
  };

  const configuration = (block: string, cloud: "alicloud" | "tencentcloud") =>
    `provider "backups" {\n${block}\n}\n${lookup(cloud)}output "id" { value = data.backups_${cloud}_redis.it.latest_id }\n`;

  async function projectWith(block: string): Promise<Project> {
    const project = workspace.projectOfProcesses();
    project.write(configuration(block, "alicloud"));
    await project.init();
    return project;
  }

  /** Terraform's environment: none of the workspace's own keys. */
  const environment = (machine: Machine, more: Record<string, string> = {}): NodeJS.ProcessEnv => ({
    ...Object.fromEntries(Object.keys(workspace.env).map((name) => [name, undefined])),
    PATH: process.env.PATH,
    HOME: machine.home,
    ...machine.env,
    ...more,
  });

  it("are assumed as the block says, and no key or token is in plan, state or log", async () => {
    const machine = await start();
    const block = `alicloud = {
         assume_role = { role_arn = "${ROLE}", session_expiration = 900, external_id = "partner-1" }
         allowed_account_ids = ["${ACCOUNT}"]
       }
       tencentcloud = {
         assume_role_with_web_identity = {
           role_arn = "qcs::cam::uin/1:roleName/r"
           provider_id = "gh"
           web_identity_token_file = "${machine.put("token", webToken)}"
         }
       }`;
    const project = await projectWith(block);
    const env = environment(machine, { ...keysOf.alicloud, TF_LOG: "TRACE" });
    const { output } = await project.succeed(["apply"], env);
    const { id } = await project.outputs();
    expect(id).toMatch(/\d/);
    expect(machine.stsCalls.map(({ action }) => action)).toEqual(["AssumeRole", "GetCallerIdentity"]);
    expect(machine.stsCalls[0]?.asked).toMatchObject({
      RoleArn: ROLE,
      DurationSeconds: "900",
      ExternalId: "partner-1",
    });
    const state = readFileSync(join(project.directory, "terraform.tfstate"), "utf8");
    expect(secretsIn(output + state)).toEqual([]);

    project.write(configuration(block, "tencentcloud"));
    const second = await project.succeed(["apply"], env);
    expect(machine.stsCalls.at(-1)?.asked.WebIdentityToken).toBe(webToken);
    expect(secretsIn(second.output)).toEqual([]);
  });

  it("and their accounts are refused at the argument", async () => {
    const machine = await start();
    const project = await projectWith("alicloud = { assume_role = { session_expiration = 60 } }");
    const invalid = await project.run(["validate"]);
    expect(invalid.output).toContain(
      "assume_role.session_expiration: got 60, expected a whole number from 900 to 43200",
    );
    // The list as cdktf writes it into HCL.
    project.write(configuration(`alicloud = { forbidden_account_ids = "\${["${ACCOUNT}"]}" }`, "alicloud"));
    const env = environment(machine, { ...keysOf.alicloud, ALIBABA_CLOUD_ROLE_ARN: ROLE });
    const refused = await project.run(["plan"], env);
    expect(refused.output.replace(/\s*[│╷╵]?\s+/g, " ")).toContain(
      `the keys belong to account ${ACCOUNT} of Alibaba Cloud, which is forbidden`,
    );
    expect(machine.used).toEqual([]);
  });
});
