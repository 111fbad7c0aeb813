import { join } from "node:path";
import ts from "typescript";
import { Packed, type PackedProject } from "./packed";

/** A user's file that uses every entry; the lines marked as errors show that the types are not just `any`. */
const SOURCE = `
import { App, TerraformOutput, TerraformStack } from "cdktf";
import { App as NextApp, TerraformStack as NextStack } from "cdktn";
import { BackupsProvider, RestoreJob, RestorePoint, TencentCloudMysqlBackups, resolveBackups } from "cdktf-backups";
import { BackupsClient, type Backup, type LookupResult } from "cdktf-backups/client";
import * as next from "cdktf-backups/cdktn";
import { type Emulator, startEmulator } from "cdktf-backups/emulator";

const stack = new TerraformStack(new App(), "stack");
const provider = new BackupsProvider(stack, "north", { alias: "north", jdcloud: { region: "cn-north-1" } });
const lookup = new TencentCloudMysqlBackups(stack, "orders", { instanceId: "cdb-1", methods: ["physical"], provider });
const point = new RestorePoint(stack, "point", { lookup, keepers: { week: "47" } });
new RestoreJob(stack, "job", { point, command: "true" });
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
      const program = ts.createProgram([join(project.directory, name)], {
        ...options,
        target: ts.ScriptTarget.ES2022,
        lib: ["lib.es2022.d.ts"],
        types: ["node"],
        typeRoots: [join(project.directory, "node_modules/@types")],
        strict: true,
        noUncheckedIndexedAccess: true,
        noEmit: true,
      });
      // Other packages' declarations are their own affair.
      const own = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(project.directory));
      const declarations = own.filter(({ fileName }) => fileName.startsWith(project.package));
      const problems = [
        ...program.getOptionsDiagnostics(),
        ...own.flatMap((file) => [
          ...program.getSyntacticDiagnostics(file),
          ...program.getSemanticDiagnostics(file),
        ]),
      ];
      expect(
        ts.formatDiagnostics(problems, {
          getCanonicalFileName: (path) => path,
          getCurrentDirectory: () => project.directory,
          getNewLine: () => "\n",
        }),
      ).toBe("");
      expect(declarations.length).toBeGreaterThan(40);
    },
    60_000,
  );
});
