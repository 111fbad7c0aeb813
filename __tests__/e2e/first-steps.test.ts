/** From an empty folder to a pinned backup and away again, with nothing but what the screen says. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { sample } from "../helpers/long-run";
import { describeWithTerraform, type Finished, finished } from "../helpers/terraform";
import { Packed, type PackedProject } from "../package/packed";
import { PACKAGE } from "./workspace";

/** A numbered step on the screen. */
interface Step {
  readonly text: string;
  readonly commands: readonly string[];
}

function stepsOn(screen: string): readonly Step[] {
  return screen
    .split(/^\d+\. /m)
    .slice(1)
    .map((step) => {
      const [text = "", ...rest] = step.split("\n");
      return { text, commands: rest.filter((line) => line.startsWith("     ")).map((line) => line.trim()) };
    });
}

/** Keys of a vendor that the project does not ask. */
const FOREIGN = { access_key_id: "LTAI5tForeign", access_key_secret: "foreign-secret" };

/** A terminal in a folder, on a machine with some things left over from other work. */
class Desk {
  private readonly emulators: ChildProcess[] = [];
  private readonly env: NodeJS.ProcessEnv;

  constructor(private readonly project: PackedProject) {
    const home = join(project.directory, "../home");
    mkdirSync(join(home, ".aliyun"), { recursive: true });
    const profile = { name: "default", mode: "AK", region_id: "cn-hangzhou", ...FOREIGN };
    const config = JSON.stringify({ current: "default", profiles: [profile] });
    writeFileSync(join(home, ".aliyun/config.json"), config, { mode: 0o600 });
    this.env = {
      PATH: process.env.PATH,
      HOME: home,
      PWD: project.directory,
      TMPDIR: process.env.TMPDIR,
      CHECKPOINT_DISABLE: "1",
      // Nobody listens there.
      BACKUPS_ENDPOINT_URL: "http://127.0.0.1:9",
      TF_CLI_CONFIG_FILE: join(home, "left-over.tfrc"),
      // A fresh HOME has no cache, and npm would look for a newer one of itself.
      npm_config_update_notifier: "false",
    };
  }

  /** Types a command, which must succeed, and answers its question with yes. */
  async type(line: string): Promise<Finished> {
    if (line.startsWith("npm install")) return this.install(line);
    const child = this.start(line);
    if (line.includes("cdktf-backups emulate")) {
      this.emulators.push(child);
      return await new Promise((resolve, reject) => {
        let output = "";
        child.stderr?.on("data", (text) => {
          output += text;
          if (output.includes("Listening on")) resolve({ code: null, output, stdout: "" });
        });
        child.once("close", (code) => reject(new Error(`${line} ended with ${code}:\n${output}`)));
      });
    }
    child.stdin?.end("yes\n");
    const done = await finished(child);
    if (done.code !== 0) throw new Error(`${line} ended with ${done.code}:\n${done.output}`);
    return done;
  }

  private start(line: string): ChildProcess {
    return spawn("sh", ["-c", line], {
      cwd: this.project.directory,
      env: this.env,
      detached: true,
      stdio: ["pipe", "pipe", "pipe"],
    });
  }

  /** Puts the packages that npm would fetch where npm would put them: tests need no registry. */
  private install(line: string): Finished {
    const named = line.match(/(?<=[ "'])(?:@[\w-]+\/)?[\w-]+(?=@)/g);
    const { dependencies, devDependencies } = JSON.parse(
      readFileSync(join(this.project.directory, "package.json"), "utf8"),
    );
    const modules = join(this.project.directory, "node_modules");
    for (const name of named ?? Object.keys({ ...dependencies, ...devDependencies })) {
      // CDK Terrain's command is no dependency here. CDKTF's takes the same arguments, and runs its apps.
      const source = join(PACKAGE, "node_modules", name === "cdktn-cli" ? "cdktf-cli" : name);
      if (!existsSync(join(modules, name))) {
        mkdirSync(dirname(join(modules, name)), { recursive: true });
        symlinkSync(source, join(modules, name));
      }
      const { bin = {} } = JSON.parse(readFileSync(join(source, "package.json"), "utf8"));
      for (const [command, path] of Object.entries(bin as Record<string, string>)) {
        const link = join(modules, ".bin", command === "cdktf" ? name.replace("-cli", "") : command);
        if (!existsSync(link)) symlinkSync(join(source, path), link);
      }
    }
    return { code: 0, output: "", stdout: "" };
  }

  /** Ends the emulators, with what started them. */
  close(): void {
    for (const { pid } of this.emulators) process.kill(-Number(pid));
  }
}

/** Changes a constant as the screen says: another text for it. */
function changeText(directory: string, constant: string, file: string): void {
  const path = join(directory, file);
  const text = readFileSync(path, "utf8");
  const changed = text.replace(new RegExp(`(${constant}.* = )"[^"]*"`), '$1"again"');
  if (changed === text) throw new Error(`${file} has no ${constant}`);
  writeFileSync(path, changed);
}

/** The resources of the one state in a folder. */
function resources(directory: string): readonly { readonly type: string; readonly instances: object[] }[] {
  const [file = ""] = readdirSync(directory).filter((name) => /^terraform.*tfstate$/.test(name));
  return JSON.parse(readFileSync(join(directory, file), "utf8")).resources;
}

/** What the compiler says of a project by its own settings. */
function typeErrors(directory: string): readonly string[] {
  const { config } = ts.readConfigFile(join(directory, "tsconfig.json"), ts.sys.readFile);
  const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, directory);
  const program = ts.createProgram(fileNames, options);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

describeWithTerraform("the first five minutes", () => {
  let packed: Packed;
  beforeAll(() => {
    packed = new Packed();
  });

  // The third screen is the first one's, but for the packages' names, which __tests__/package/frameworks.test.ts runs.
  const screens: readonly (readonly [string, readonly string[]])[] = [
    ["cdktf", []],
    ["plain HCL", ["--hcl"]],
    ["cdktn", ["--cdktn"]],
  ];
  it.each(sample(screens, 2))(
    "with %s take what the screen says, and no more",
    async (_name, flags) => {
      const project = packed.project();
      const { directory } = project;
      // What npm install of the tarball leaves.
      const tarball = "file:cdktf-backups-0.1.0.tgz";
      project.write("package.json", JSON.stringify({ dependencies: { "cdktf-backups": tarball } }));
      const desk = new Desk(project);
      try {
        const { output } = await desk.type(["npx cdktf-backups init", ...flags].join(" "));
        expect(output).toContain("Alibaba Cloud could not list the instances");
        expect(output).not.toContain(FOREIGN.access_key_secret);
        const steps = stepsOn(output);
        const screen: string[] = [];
        for (const { text, commands } of steps) {
          const change = /^Pin anew\. Change the text of (\w+) in ([\w.-]+),/.exec(text);
          if (change) changeText(directory, change[1] ?? "", change[2] ?? "");
          // What asks the vendor is for another day.
          if (text.startsWith("Switch to Tencent Cloud.")) continue;
          for (const command of commands) screen.push((await desk.type(command)).output);
          if (text.startsWith("Deploy.")) {
            expect(screen.at(-1)).toMatch(/restore.from = "?\d+/);
            expect(resources(directory).map(({ type }) => type)).toContain("backups_restore_point");
          }
          if (change) expect(JSON.stringify(resources(directory))).toContain('"keepers":{"drill":"again"}');
        }
        expect(screen.join()).toContain("The database can be restored as agreed.");
        expect(readFileSync(join(directory, "backups-report.html"), "utf8")).toContain("cdb-7mx4r2te");
        expect(resources(directory)).toEqual([]);
        expect(steps.at(-1)?.commands).toEqual([
          "unset BACKUPS_ENDPOINT_URL",
          "npx cdktf-backups instances tencentcloud-mysql",
        ]);
        if (flags.length === 0) expect(typeErrors(directory)).toEqual([]);
      } finally {
        desk.close();
      }
    },
    300_000,
  );

  it("lead to a lookup in plain Terraform that is there", async () => {
    const project = packed.project();
    const { directory } = project;
    project.write(
      "main.tf",
      `terraform {
  required_providers {
    # yours
  }
}
resource "terraform_data" "mine" {}
`,
    );
    const desk = new Desk(project);
    try {
      const steps = stepsOn((await desk.type("npx cdktf-backups init")).output);
      const [line] = steps.find(({ text }) => text.startsWith("Add this line"))?.commands ?? [];
      const own = readFileSync(join(directory, "main.tf"), "utf8");
      project.write("main.tf", own.replace("# yours", String(line)));
      for (const { text, commands } of steps) {
        if (/^(?:Start|Deploy)/.test(text)) for (const command of commands) await desk.type(command);
      }
      expect(resources(directory).map(({ type }) => type)).toContain("backups_restore_point");
      expect(steps.flatMap(({ commands }) => commands).join()).not.toContain("destroy");
    } finally {
      desk.close();
    }
  });
});

describe("the lines that init has for a project", () => {
  it("make a stack of today's cdktf init look up and pin a backup", async () => {
    const project = new Packed().project("cdktf", "constructs", "tsx");
    const { directory } = project;
    project.write("package.json", JSON.stringify({ dependencies: { cdktf: "*", "cdktf-backups": "*" } }));
    project.write("cdktf.json", JSON.stringify({ language: "typescript", app: "npx tsx main.ts" }));
    const main = `import { App, TerraformStack } from "cdktf";
import { Construct } from "constructs";
// imports
class MyStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    // constructor
  }
}
const app = new App();
new MyStack(app, "mine");
app.synth();
`;
    const desk = new Desk(project);
    const steps = stepsOn((await desk.type("npx cdktf-backups init")).output);
    const [toImport, toConstruct] =
      steps.find(({ text }) => text.includes("imports of main.ts"))?.commands ?? [];
    const changed = main.replace("// imports", `${toImport}`).replace("// constructor", `${toConstruct}`);
    project.write("main.ts", changed);
    await desk.type("node --import tsx main.ts");
    const stack = JSON.parse(readFileSync(join(directory, "cdktf.out/stacks/mine/cdk.tf.json"), "utf8"));
    expect(Object.keys(stack.data)).toEqual(["backups_tencentcloud_mysql"]);
    expect(Object.keys(stack.resource)).toEqual(["backups_restore_point"]);
    expect(stack.provider.backups).toEqual([
      expect.objectContaining({ tencentcloud: expect.objectContaining({ endpoint: expect.any(String) }) }),
    ]);
  });
});
