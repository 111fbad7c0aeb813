import { cpSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { Packed, type PackedProject } from "./packed";

/** A user's file that uses every entry; the lines marked as errors show that the types are not just `any`. */
const SOURCE = `
import { App, DataResource, TerraformOutput, TerraformStack, TerraformVariable } from "cdktf";
import { App as NextApp, TerraformStack as NextStack } from "cdktn";
import { BackupsProvider, BackupTrigger, DatabaseInstances, RestoreJob, RestorePoint, TencentCloudMysqlBackups, resolveBackups } from "cdktf-backups";
import { BackupsClient, BackupsError, type Backup, type LookupResult } from "cdktf-backups/client";
import * as next from "cdktf-backups/cdktn";
import { type Emulator, startEmulator } from "cdktf-backups/emulator";

const stack = new TerraformStack(new App(), "stack");
const provider = new BackupsProvider(stack, "north", { alias: "north", jdcloud: { region: "cn-north-1" } });
const lookup = new TencentCloudMysqlBackups(stack, "orders", { instanceId: "cdb-1", methods: ["physical"], provider });
const point = new RestorePoint(stack, "point", { lookup, keepers: { week: "47" } });
const job = new RestoreJob(stack, "job", { point, command: "true" });
const trigger = new BackupTrigger(stack, "trigger", { lookup });
const all = new DatabaseInstances(stack, "all", { listing: "tencentcloud-mysql" });
new DataResource(stack, "clone", { dependsOn: [lookup, point, job, trigger, all], lifecycle: { replaceTriggeredBy: [trigger] } });
new TerraformOutput(stack, "state", { value: [all.instances.get(0).state, all.instances.get(0).lookable, lookup.fqn] });
lookup.addOverride("lifecycle.postcondition", []);
const late = new TerraformVariable(stack, "late", {});
const asked = new TencentCloudMysqlBackups(stack, "late-orders", {
  instanceId: late.stringValue,
  methods: late.listValue,
  types: ["full", late.stringValue],
  required: late.booleanValue,
  onUnavailable: late.stringValue,
  history: late.numberValue,
});
new RestorePoint(stack, "late-point", { lookup: asked, keepers: { on: late.booleanValue, count: late.numberValue, week: 47 } });
// @ts-expect-error
new RestorePoint(stack, "no-list", { lookup, keepers: { list: ["a"] } });
// @ts-expect-error
lookup.resolveWith({ failure: "" });
// @ts-expect-error
BackupsProvider.ensure(stack);
new TerraformOutput(stack, "id", { value: point.backup.startedAt });
// @ts-expect-error
new TencentCloudMysqlBackups(stack, "no-instance", {});

const nextStack = new NextStack(new NextApp(), "stack");
const nextLookup = new next.AliCloudRedisBackups(nextStack, "orders", { instanceId: "r-1", clusterBackups: true });
new next.RestorePoint(nextStack, "point", { lookup: nextLookup });
// @ts-expect-error
new next.RestorePoint(nextStack, "wrong", { lookup: "r-1" });

export async function latest(): Promise<Backup | null> {
  await resolveBackups(stack);
  const emulator: Emulator = await startEmulator();
  // @ts-expect-error
  emulator.open();
  const found: LookupResult = await new BackupsClient({ timeout: 5 }).lookup("jdcloud-redis", { instanceId: "redis-1" });
  // @ts-expect-error
  found.latest?.startedAt.getTime();
  const { signal } = new AbortController();
  const { region, instances, warnings } = await new BackupsClient().instances("jdcloud-redis", {}, { signal });
  const times: readonly (string | number | null)[] = [region, instances[0]?.id ?? null, ...warnings.map(({ message }) => message), found.at, found.ageSeconds];
  const error = new BackupsError("too-old", "text", { ageSeconds: times.length });
  console.log(error.backup?.startedAt, error.ageSeconds);
  return found.latest;
}
`;

/** What each way of resolving modules is called in a tsconfig, and the file that it is used for. */
const MODES: readonly (readonly [string, string, ts.CompilerOptions])[] = [
  ["node10", "use.ts", { module: ts.ModuleKind.CommonJS, moduleResolution: ts.ModuleResolutionKind.Node10 }],
  [
    "node16, CommonJS",
    "use.cts",
    { module: ts.ModuleKind.Node16, moduleResolution: ts.ModuleResolutionKind.Node16 },
  ],
  [
    "node16, ES modules",
    "use.mts",
    { module: ts.ModuleKind.Node16, moduleResolution: ts.ModuleResolutionKind.Node16 },
  ],
  ["bundler", "use.ts", { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler }],
];

/** What the compiler says to files of a project, and to the package's own declarations. */
function problemsOf(project: PackedProject, names: readonly string[], options: ts.CompilerOptions) {
  const program = ts.createProgram(
    names.map((name) => join(project.directory, name)),
    {
      target: ts.ScriptTarget.ES2022,
      lib: ["lib.es2022.d.ts"],
      types: ["node"],
      typeRoots: [join(project.directory, "node_modules/@types")],
      strict: true,
      noUncheckedIndexedAccess: true,
      noEmit: true,
      ...options,
    },
  );
  // Other packages' declarations are their own affair.
  const own = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(project.directory));
  const problems = [
    ...program.getOptionsDiagnostics(),
    ...own.flatMap((file) => [
      ...program.getSyntacticDiagnostics(file),
      ...program.getSemanticDiagnostics(file),
    ]),
  ];
  const text = ts.formatDiagnostics(problems, {
    getCanonicalFileName: (path) => path,
    getCurrentDirectory: () => project.directory,
    getNewLine: () => "\n",
  });
  program.emit();
  return { text, files: own.map(({ fileName }) => fileName) };
}

/** A library that brings its own copy of the package. */
const LIBRARY = `
import { BackupTrigger, type IBackupLookup, type IRestorePoint, RestoreJob, RestorePoint } from "cdktf-backups";
import type { Construct } from "constructs";

export function pinned(scope: Construct, lookup: IBackupLookup) {
  new BackupTrigger(scope, "trigger", { lookup });
  return new RestorePoint(scope, "point", { lookup });
}
export const restored = (scope: Construct, point: IRestorePoint) => new RestoreJob(scope, "job", { point, command: "true" });
`;
/** An app that uses it: lookups of the one copy, points of the other. */
const APP = `
import { App, TerraformStack } from "cdktf";
import { type LookupAnswer, resolveBackups, RestorePoint, TencentCloudMysqlBackups } from "cdktf-backups";
import { pinned, restored } from "./library/library";

const answer = { latestId: "7", latest: null, backups: [], totalCount: 1, eligibleCount: 1, warnings: [] };
const app = new App({ outdir: "out" });
for (const resolve of ["plan", "synth"] as const) {
  const stack = new TerraformStack(app, resolve);
  const lookup = new TencentCloudMysqlBackups(stack, "orders", { instanceId: "cdb-1", region: "ap-guangzhou", resolve });
  pinned(stack, lookup);
  restored(stack, new RestorePoint(stack, "own", { lookup }));
}
resolveBackups(app, { client: { lookup: async (): Promise<LookupAnswer> => answer } }).then(() => app.synth());
`;

describe("TypeScript", () => {
  let packed: Packed;
  let project: PackedProject;

  beforeAll(() => {
    packed = new Packed();
    project = packed.project("cdktf", "cdktn", "constructs", "@types/node");
    for (const [, name] of MODES) project.write(name, SOURCE);
  });

  it.each(MODES)(
    "finds and checks every entry under moduleResolution %s",
    (_mode, name, options) => {
      const { text, files } = problemsOf(project, [name], options);
      expect(text).toBe("");
      const declarations = files.filter((file) => file.startsWith(project.package));
      expect(declarations.length).toBeGreaterThan(40);
    },
    60_000,
  );

  const [, , node16 = {}] = MODES[1] ?? [];

  it("compiles the stack of the README, the current one and an older one", () => {
    const readme = readFileSync(join(__dirname, "../../README.md"), "utf8");
    const [, now = ""] = /^```ts\n([\s\S]*?)^```$/m.exec(readme) ?? [];
    expect(now).toContain("new RestorePoint(");
    project.write("now.ts", now);
    project.write("before.ts", readFileSync(join(__dirname, "fixtures/readme-of-old.ts"), "utf8"));
    expect(problemsOf(project, ["now.ts", "before.ts"], node16).text).toBe("");
  }, 60_000);

  it("accepts the constructs of another copy of the package, and so does a synthesis", async () => {
    const own = packed.project("cdktf", "constructs", "@cdktf/provider-null", "@types/node");
    const copy = join(own.directory, "library/node_modules/cdktf-backups");
    mkdirSync(dirname(copy), { recursive: true });
    cpSync(own.package, copy, { recursive: true });
    own.write("library/library.ts", LIBRARY);
    own.write("app.ts", APP);
    const { text, files } = problemsOf(own, ["app.ts"], { ...node16, noEmit: false });
    expect(text).toBe("");
    expect(files.some((file) => file.startsWith(copy))).toBe(true);
    const { code, output } = await own.run(process.execPath, ["app.js"]);
    expect({ code, output }).toEqual({ code: 0, output: "" });
    const at = (stack: string) =>
      JSON.parse(readFileSync(join(own.directory, `out/stacks/${stack}/cdk.tf.json`), "utf8")).resource;
    expect(Object.keys(at("plan"))).toEqual([
      "backups_restore_job",
      "backups_restore_point",
      "backups_trigger",
      "null_resource",
    ]);
    expect(at("synth").null_resource.trigger.triggers).toEqual({ backup_id: "7" });
  }, 60_000);
});
