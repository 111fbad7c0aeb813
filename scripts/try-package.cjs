// Installs the package as it would be published with a package manager, into a new project for each framework, and
// tries it there: a synthesis, the command, and a plan against the emulator where terraform is on the PATH.
// Needs a registry of npm packages. Run: node scripts/try-package.cjs npm|pnpm|yarn
const { execFileSync, spawn, spawnSync } = require("node:child_process");
const { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");
const { devDependencies } = require("../package.json");
const { pack } = require("./pack.cjs");

/** What each manager is told to install packages by, and the settings that a project needs for it. */
const MANAGERS = {
  npm: { install: ["install", "--no-audit", "--no-fund"] },
  pnpm: { install: ["add"] },
  // Since Yarn 2 packages stay in archives by default, which other programs cannot look into.
  yarn: { install: ["add"], settings: [".yarnrc.yml", "nodeLinker: node-modules\n"] },
};

const STACK = `
const framework = process.argv[2];
const { App, TerraformOutput, TerraformStack } = require(framework);
const { RestorePoint, TencentCloudMysqlBackups } = require(framework === "cdktn" ? "cdktf-backups/cdktn" : "cdktf-backups");
const app = new App();
const stack = new TerraformStack(app, "restore");
const lookup = new TencentCloudMysqlBackups(stack, "orders", { instanceId: "cdb-7mx4r2te", region: "ap-shanghai" });
const point = new RestorePoint(stack, "point", { lookup });
new TerraformOutput(stack, "backup-id", { value: point.backupId });
app.synth();
`;

const folder = realpathSync(mkdtempSync(join(tmpdir(), "cdktf-backups-try-")));
const windows = process.platform === "win32";

/** Runs a program in a folder and shows what it says; it must succeed. */
function run(cwd, program, args, env = {}) {
  console.log(`+ ${[program, ...args].join(" ")}`);
  execFileSync(program, args, { cwd, env: { ...process.env, ...env }, stdio: "inherit", shell: windows });
}

/** Starts the installed command's emulator; gives the variables that point a lookup at it, and its end. */
async function emulate(project) {
  const command = join(project, "node_modules/cdktf-backups/bin/cdktf-backups.cjs");
  const child = spawn(process.execPath, [command, "emulate"], { stdio: ["ignore", "pipe", "pipe"] });
  let [variables, said] = ["", ""];
  await new Promise((listening, failed) => {
    child.stdout.on("data", (chunk) => {
      variables += chunk;
    });
    child.stderr.on("data", (chunk) => {
      said += chunk;
      if (said.includes("Listening on")) listening();
    });
    child.once("exit", () => failed(new Error(`the emulator ended: ${said}`)));
  });
  const pairs = [...variables.matchAll(/^export (\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]);
  return { env: Object.fromEntries(pairs), stop: () => child.kill() };
}

async function tryFramework(framework, manager, tarball) {
  console.log(`\n# ${framework}, installed by ${manager}`);
  const project = join(folder, framework);
  mkdirSync(project);
  writeFileSync(
    join(project, "package.json"),
    JSON.stringify({ name: "try", version: "1.0.0", private: true }),
  );
  const { install, settings } = MANAGERS[manager];
  if (settings) writeFileSync(join(project, settings[0]), settings[1]);
  const packages = [framework, "constructs"].map((name) => `${name}@${devDependencies[name]}`);
  run(project, manager, [...install, `cdktf-backups@file:${tarball}`, ...packages]);
  const other = framework === "cdktf" ? "cdktn" : "cdktf";
  if (existsSync(join(project, "node_modules", other))) throw new Error(`${other} was installed unasked`);

  writeFileSync(join(project, "stack.cjs"), STACK);
  run(project, process.execPath, ["stack.cjs", framework]);
  run(project, join("node_modules", ".bin", "cdktf-backups"), ["listings"]);
  if (spawnSync("terraform", ["version"]).status !== 0) {
    console.warn("NOT TRIED: a plan, because there is no terraform on the PATH");
    return;
  }
  const emulator = await emulate(project);
  try {
    const stack = join(project, "cdktf.out/stacks/restore");
    const env = { ...emulator.env, CHECKPOINT_DISABLE: "1" };
    run(stack, "terraform", ["init", "-input=false", "-no-color"], env);
    run(stack, "terraform", ["plan", "-input=false", "-no-color"], env);
  } finally {
    emulator.stop();
  }
}

async function main([manager]) {
  if (!Object.hasOwn(MANAGERS, manager ?? "")) {
    throw new Error(
      `manager: got ${JSON.stringify(manager)}, expected one of: ${Object.keys(MANAGERS).join(", ")}`,
    );
  }
  const { tarball } = pack(folder);
  for (const framework of ["cdktf", "cdktn"]) await tryFramework(framework, manager, tarball);
}

main(process.argv.slice(2))
  .catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  })
  .finally(() => rmSync(folder, { recursive: true, force: true }));
