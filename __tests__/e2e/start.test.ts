import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { delimiter, join } from "node:path";
import { inspect } from "node:util";
import example from "../../cdktf.json";
import { emulatedEnvironment } from "../../scripts/example/emulated-environment";
import { findTerraform } from "../../scripts/example/terraform-command";
import { demoData } from "../../src/emulator";
import { listings } from "../../src/vendors";
import { describeWithTerraform, type Finished, temporaryDirectory } from "../helpers/terraform";
import { CdktfProject } from "./cdktf-project";
import { PACKAGE } from "./workspace";

const TSX = require.resolve("tsx/cli");
const PTY = "@cdktf/node-pty-prebuilt-multiarch";

/** What a script of package.json runs: tsx with a file. */
function script(name: string): string {
  const { scripts } = JSON.parse(readFileSync(join(PACKAGE, "package.json"), "utf8"));
  const [program, path, ...rest] = String(scripts[name]).split(" ");
  if (program !== "tsx" || path === undefined || rest.length > 0)
    throw new Error(`npm run ${name} is ${scripts[name]}`);
  return path;
}

const INSTANCES = Object.values(example.context.instances);

/** Checks the table: a row per lookup with its instance, and a backup that the emulator made up for it. */
function expectTable({ code, output, stdout }: Finished): void {
  expect({ code, output }).toMatchObject({ code: 0 });
  expect(stdout).toMatch(/^LISTING +INSTANCE +LATEST BACKUP +WHEN +TYPE +SEEN +ELIGIBLE$/m);
  for (const { listing, instanceId } of INSTANCES) {
    const row = new RegExp(
      String.raw`^${listing} +${instanceId} +[\w-]{9,} +\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ +full +\d\d +\d\d$`,
      "m",
    );
    expect(stdout).toMatch(row);
  }
}

/** Checks that every ID in the table is one of the emulator's. */
function expectInventedIds({ stdout }: Finished): void {
  const data = demoData(new Date()).instances;
  for (const { instanceId } of INSTANCES) {
    const id = new RegExp(`${instanceId} +(\\S+)`).exec(stdout)?.[1];
    const rows = data.filter((instance) => instance.instanceId === instanceId);
    const invented = rows.flatMap(({ backups }) => backups.map((row) => inspect(row)));
    expect(invented.join("\n")).toContain(id?.split("-").at(-1));
  }
}

describe("npm start", () => {
  const home = temporaryDirectory();
  const bin = join(home, "bin");
  /** A PATH with node and a shell, and no terraform. */
  const BARE = { PATH: bin };
  /** Every request that came to a server that nobody should ask. */
  const requests: string[] = [];
  let elsewhere: Server;
  let url: string;

  beforeAll(async () => {
    mkdirSync(bin);
    symlinkSync(process.execPath, join(bin, "node"));
    symlinkSync("/bin/sh", join(bin, "sh"));
    elsewhere = createServer((request, response) => {
      requests.push(`${request.method} ${request.url}`);
      response.writeHead(403).end();
    });
    elsewhere.on("connect", (request, socket) => {
      requests.push(`CONNECT ${request.url}`);
      // An answer after which nobody tries again.
      socket.end("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n");
    });
    await new Promise<void>((listening) => elsewhere.listen(0, "127.0.0.1", listening));
    url = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    elsewhere.close();
  });

  /** Everything that a machine may have which points at real clouds, or which is broken. */
  function ownersSettings(): NodeJS.ProcessEnv {
    const keys = listings.flatMap(({ cloud }) => cloud.credentialSources.keys);
    const pairs = keys.flatMap(({ accessKey, secretKey, securityToken }) => [
      [accessKey, "owner-key"],
      [secretKey, "owner-secret"],
      ...securityToken.map((name) => [name, "owner-token"]),
    ]);
    const named = listings.flatMap(({ cloud }) => [
      ...cloud.credentialSources.profile,
      ...cloud.credentialSources.region,
    ]);
    return {
      ...Object.fromEntries([...pairs, ...named.map((name) => [name, "owners-own"])]),
      ...Object.fromEntries(
        ["HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"].map((name) => [name, url]),
      ),
      BACKUPS_ENDPOINT_URL: url,
      BACKUPS_ENDPOINT_URL_ALICLOUD_REDIS: `${url}/alicloud`,
      BACKUPS_RESOLVE: "never",
      CDKTF_BACKUPS_HOME: join(home, "nowhere"),
      CDKTF_OUTDIR: join(home, "elsewhere"),
      CHECKPOINT_DISABLE: undefined,
      SYNTH_HCL_OUTPUT: "true",
      TENCENTCLOUD_DOMAIN: "example.invalid",
      TF_CLI_ARGS: "-no-such-flag",
      TF_CLI_CONFIG_FILE: join(home, "nothing.tfrc"),
    };
  }

  /** Writes keys and settings of the owner below a project's home. */
  function writeOwnersFiles({ directory }: CdktfProject): void {
    const aliyun = { mode: "AK", name: "default", access_key_id: "owner-key", access_key_secret: "owner-s" };
    mkdirSync(join(directory, "home/.aliyun"));
    writeFileSync(
      join(directory, "home/.aliyun/config.json"),
      JSON.stringify({ current: "default", profiles: [aliyun] }),
    );
    writeFileSync(join(directory, "home/.terraformrc"), `provider_installation { direct {} }\n`);
  }

  it("takes every variable out that a lookup reads keys, profiles, regions or addresses from", () => {
    const owners = ownersSettings();
    const left = emulatedEnvironment({ PATH: "/bin", LANG: "C", ...owners }, "http://127.0.0.1:1", home);
    expect(left).toMatchObject({ PATH: "/bin", LANG: "C", CHECKPOINT_DISABLE: "1" });
    expect(JSON.stringify(left)).not.toMatch(/owner|never|nowhere|invalid|no-such/);
    expect(left.BACKUPS_ENDPOINT_URL).toBe("http://127.0.0.1:1");
  });

  it("needs nothing but Node.js, and asks the emulator alone on a machine with keys, addresses and a proxy of its owner", async () => {
    const project = new CdktfProject(join(home, "without"), BARE);
    writeOwnersFiles(project);
    const run = await project.node([TSX, script("start")], ownersSettings());
    expectTable(run);
    expectInventedIds(run);
    expect(run.output).toContain("The clouds' APIs are emulated on http://127.0.0.1:");
    expect(run.stdout).toContain(
      "No Terraform deployed the stack: neither terraform nor tofu is on the PATH. The lookups were made while the stack was synthesised.",
    );
    expect(run.stdout).toContain(
      `Left in this folder: cdktf.out/. Delete them when you like. Terraform JSON: ${join("cdktf.out", "stacks", "restore", "cdk.tf.json")}`,
    );
    expect(run.stdout).toMatch(
      /The IDs are invented: the emulator on this machine answered \(\d+ requests\)/,
    );
    expect(run.stdout).toContain("npm run start:clouds");
    const json = JSON.parse(
      readFileSync(join(project.directory, "cdktf.out/stacks/restore/cdk.tf.json"), "utf8"),
    );
    expect(Object.keys(json.locals)).toHaveLength(INSTANCES.length);
    expect(json.data).toBeUndefined();
    expect(requests).toEqual([]);
  });

  it("runs the app by itself where cdktf cannot start, and says so", async () => {
    const project = new CdktfProject(join(home, "unstartable"), BARE);
    const broken = join(project.directory, "no-terminal.cjs");
    writeFileSync(
      broken,
      `const { Module } = require("node:module");
const load = Module._load;
Module._load = function (name, ...rest) {
  if (name === ${JSON.stringify(PTY)}) throw new Error("pty.node is for another platform");
  return load.call(this, name, ...rest);
};`,
    );
    const env = { NODE_OPTIONS: `--require=${broken}` };
    const run = await project.node([TSX, script("start")], env);
    expectTable(run);
    expectInventedIds(run);
    expect(run.stdout).toContain(
      "The cdktf command did not start here (Error: pty.node is for another platform), so the app was run by itself and nothing was deployed.",
    );

    writeFileSync(join(project.directory, "main.ts"), 'throw new Error("the app is at fault");\n');
    const faulty = await project.node([TSX, script("start")], env);
    expect(faulty.code).toBe(1);
    expect(faulty.output).toContain("the app is at fault");
    expect(faulty.output).toContain("node --import tsx main.ts failed (exit 1)");
  });

  it("says what is wrong with the terraform that it was told to use, or found", () => {
    expect(findTerraform({ ...BARE, TERRAFORM_BINARY_NAME: "terraform-0.1" })).toEqual({
      why: 'TERRAFORM_BINARY_NAME is "terraform-0.1", and there is no such program',
    });
    const shims = join(home, "shims");
    mkdirSync(shims);
    writeFileSync(join(shims, "tofu"), "#!/bin/sh\necho no version is set >&2\nexit 126\n", { mode: 0o755 });
    expect(findTerraform({ PATH: `${bin}${delimiter}${shims}` })).toEqual({
      why: "tofu is there and does not run (no version is set)",
    });
  });

  it("shows nobody's own instance beside an invented backup; start:clouds sends no invented one to a cloud", async () => {
    const project = new CdktfProject(join(home, "own-instance"), BARE);
    const refused = await project.node([TSX, script("start:clouds")], { HTTPS_PROXY: url });
    expect(refused.code).toBe(1);
    expect(refused.output).toContain("context.instances names crs-8kq2v7dn, ");
    expect(refused.output).toContain("which the emulator made up and no cloud has");

    const own = {
      orders: { listing: "alicloud-redis", instanceId: "r-bp1own0000000001", region: "cn-hangzhou" },
    };
    writeFileSync(
      join(project.directory, "cdktf.json"),
      JSON.stringify({ ...example, context: { instances: own } }),
    );
    const start = await project.node([TSX, script("start")]);
    expect(start.code).toBe(1);
    expect(start.stdout).not.toContain("LATEST BACKUP");
    expect(start.output).toContain("names r-bp1own0000000001, and the emulator has no such instance");
    expect(start.output).toContain("npm run start:clouds");

    const leftOver = await project.node([TSX, script("start:clouds")], { BACKUPS_ENDPOINT_URL: url });
    expect(leftOver.output).toContain(
      "BACKUPS_ENDPOINT_URL is set, so the clouds would not be asked. Unset it.",
    );
    expect(requests).toEqual([]);

    writeOwnersFiles(project);
    const asked = await project.node([TSX, script("start:clouds")], { HTTPS_PROXY: url });
    expect(asked.code).toBe(1);
    expect(requests[0]).toMatch(/^CONNECT r-kvstore\S*\.aliyuncs\.com:443$/);
    requests.length = 0;
  });

  describeWithTerraform("on a machine with terraform", () => {
    it("deploys the example, asks the emulator alone, and says which Terraform it was and what is left", async () => {
      const project = new CdktfProject(join(home, "with"), {});
      writeOwnersFiles(project);
      const ownersFiles = readdirSync(join(project.directory, "home")).sort();
      const run = await project.node([TSX, script("start")], ownersSettings());
      expectTable(run);
      expectInventedIds(run);
      expect(run.stdout).toMatch(
        /^Terraform v\d+\.\d+\.\d+\S* deployed the stack \(terraform, run by cdktf deploy\)\.$/m,
      );
      expect(run.stdout).toContain("Left in this folder: cdktf.out/, terraform.restore.tfstate. ");
      expect(readdirSync(join(project.directory, "home")).sort()).toEqual(ownersFiles);
      expect(requests).toEqual([]);
      const json = JSON.parse(
        readFileSync(join(project.directory, "cdktf.out/stacks/restore/cdk.tf.json"), "utf8"),
      );
      expect(Object.keys(json.data)).toHaveLength(INSTANCES.length);
    });

    it("says what Terraform said where the deployment fails", async () => {
      const project = new CdktfProject(join(home, "failing"), {});
      writeFileSync(join(project.directory, "terraform.restore.tfstate"), '{"version": 99}');
      const run = await project.node([TSX, script("start")]);
      expect(run.code).toBe(1);
      expect(run.output).toContain("99");
      expect(run.output).toMatch(/cdktf deploy failed \(exit 1\)/);
      expect(run.output).not.toMatch(/\bat .*\.ts:\d+/);
    });
  });
});
