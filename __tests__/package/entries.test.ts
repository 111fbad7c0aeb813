import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Packed, type PackedProject } from "./packed";

/** Every entry with a name that it exports. */
const ENTRIES = {
  "cdktf-backups": "TencentCloudMysqlBackups",
  "cdktf-backups/client": "BackupsClient",
  "cdktf-backups/emulator": "startEmulator",
  "cdktf-backups/cdktn": "AliCloudRedisBackups",
} as const;
const WITHOUT_A_FRAMEWORK = ["cdktf-backups/client", "cdktf-backups/emulator"];

/** What Terraform puts into a provider's environment, with TLS off: no certificate need be made for the test. */
const INVITATION = {
  TF_PLUGIN_MAGIC_COOKIE: "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
  PLUGIN_PROTOCOL_VERSIONS: "5,6",
};

let packed: Packed;
let both: PackedProject;

beforeAll(() => {
  packed = new Packed();
  both = packed.project("cdktf", "cdktn", "constructs");
});

describe("each entry", () => {
  it.each(Object.entries(ENTRIES))("%s exports %s to require", async (entry, name) => {
    expect(await both.evaluate(`console.log(typeof require("${entry}").${name})`)).toBe("function\n");
  });

  it.each(Object.entries(ENTRIES))("%s exports %s, and all else, to import by name", async (entry, name) => {
    const code = `
      import { createRequire } from "node:module";
      import { ${name} } from "${entry}";
      import * as all from "${entry}";
      const required = createRequire(import.meta.url)("${entry}");
      const hidden = Object.keys(required).filter((name) => all[name] !== required[name]);
      console.log(typeof ${name}, Object.keys(required).length > 3, hidden);`;
    both.write("names.mjs", code);
    expect((await both.run(process.execPath, ["names.mjs"])).output).toBe("function true []\n");
  });

  it("is all that can be imported, except package.json", async () => {
    const code = `
      const { name } = require("cdktf-backups/package.json");
      try { require("cdktf-backups/lib/lookup/lookup.js"); } catch (error) { console.log(name, error.code); }`;
    expect(await both.evaluate(code)).toBe("cdktf-backups ERR_PACKAGE_PATH_NOT_EXPORTED\n");
  });

  it("shares the client with the others, so that both frameworks can be used in one process", async () => {
    const code = `
      const [main, next, client] = ["", "/cdktn", "/client"].map((path) => require("cdktf-backups" + path));
      const shared = ["BackupsClient", "BackupsError"].map((name) => main[name] === client[name] && next[name] === client[name]);
      const own = main.RestorePoint !== next.RestorePoint;
      for (const [framework, entry] of [["cdktf", main], ["cdktn", next]]) {
        const { App, TerraformStack } = require(framework);
        const app = new App({ outdir: "out-" + framework });
        const lookup = new entry.JdCloudRedisBackups(new TerraformStack(app, "one"), "orders", { instanceId: "redis-1", region: "cn-north-1" });
        new entry.RestorePoint(lookup.node.scope, "point", { lookup });
        app.synth();
      }
      console.log(...shared, own);`;
    expect(await both.evaluate(code)).toBe("true true true\n");
  });
});

describe("a project with neither framework", () => {
  let bare: PackedProject;
  beforeAll(() => {
    bare = packed.project();
  });

  it.each(WITHOUT_A_FRAMEWORK)("requires and imports %s", async (entry) => {
    expect(await bare.evaluate(`console.log(Object.keys(require("${entry}")).length > 3)`)).toBe("true\n");
    const imported = `import * as all from "${entry}"; console.log(Object.keys(all).length > 3);`;
    expect(await bare.evaluate(imported, "module")).toBe("true\n");
  });

  it("gets an error of the main entry about the missing package", async () => {
    const code = `try { require("cdktf-backups") } catch (error) { console.log(error.message.split("\\n")[0]) }`;
    const said =
      /^cdktf-backups: the package (?:cdktf|constructs) is not installed\. .* import from cdktf-backups\/client\n$/;
    expect(await bare.evaluate(code)).toMatch(said);
  });

  it("runs the command from node_modules/.bin", async () => {
    const { code, stdout } = await bare.run(join("node_modules", ".bin", "cdktf-backups"), ["listings"]);
    expect(code).toBe(0);
    expect(stdout).toContain("backups_tencentcloud_mysql");
  });

  it("runs the provider", async () => {
    const child = spawn(process.execPath, [join(bare.package, "bin/terraform-provider-backups.cjs")], {
      cwd: bare.directory,
      env: { PATH: process.env.PATH, TMPDIR: bare.directory, ...INVITATION },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = new Promise((resolve) => child.once("exit", resolve));
    for await (const line of createInterface(child.stdout)) {
      expect(line).toMatch(/^1\|6\|(?:unix|tcp)\|.*\|grpc/);
      break;
    }
    child.kill("SIGKILL");
    await ended;
  });
});

describe("a project with cdktf and no other package", () => {
  it("uses everything, also jobs, except a trigger, which says what to install and leaves nothing behind", async () => {
    const project = packed.project("cdktf", "constructs");
    const code = `
      const { App, TerraformStack } = require("cdktf");
      const { BackupTrigger, RestoreJob, RestorePoint, TencentCloudRedisBackups } = require("cdktf-backups");
      const app = new App({ outdir: "out" });
      const stack = new TerraformStack(app, "one");
      const lookup = new TencentCloudRedisBackups(stack, "orders", { instanceId: "crs-1", region: "ap-guangzhou" });
      const point = new RestorePoint(stack, "point", { lookup });
      const job = new RestoreJob(stack, "job", { point, command: "true" });
      try { new BackupTrigger(stack, "nightly", { lookup }) } catch (error) { console.log(error.message) }
      app.synth();
      console.log(typeof job.backupId, stack.node.tryFindChild("nightly"));`;
    expect(await project.evaluate(code)).toBe(
      "[one/nightly] a trigger needs the package @cdktf/provider-null: run npm install @cdktf/provider-null string undefined\n",
    );
  });
});
