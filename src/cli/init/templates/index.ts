/** The files that `init` writes into a folder. */
import { randomUUID } from "node:crypto";
import { fileText, NIGHTLY } from "../../../fleet/file/file-text";
import type { Ground } from "../ground";
import type { Chosen } from "../instance";
import { newManifest } from "../packages";
import type { NewFile } from "../write-files";
import { hclFile } from "./hcl";
import { NAMES, WORDS } from "./names";
import { appFile, constructFile, type Framework } from "./typescript";

/** Files that do not belong in a repository. */
export const IGNORED: readonly string[] = [
  "node_modules/",
  "cdktf.out/",
  ".terraform/",
  "*.tfstate",
  "*.tfstate.*",
  "backups-report.html",
];

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

function projectFiles(framework: Framework, directory: string): readonly NewFile[] {
  const settings = {
    language: "typescript",
    app: "node --import tsx main.ts",
    projectId: randomUUID(),
    sendCrashReports: "false",
  };
  const compilerOptions = {
    target: "ES2022",
    module: "node16",
    strict: true,
    skipLibCheck: true,
    types: ["node"],
    noEmit: true,
  };
  return [
    { name: "package.json", text: json(newManifest(framework, directory)), mayExist: true },
    { name: "tsconfig.json", text: json({ compilerOptions, include: ["*.ts"] }), mayExist: true },
    { name: "cdktf.json", text: json(settings) },
    { name: "main.ts", text: appFile(framework) },
  ];
}

export function filesFor(ground: Ground, chosen: Chosen): readonly NewFile[] {
  const { directory, kind, isProject, requiredProviders } = ground;
  const { listing, instanceId, region } = chosen;
  const entry = { listing: listing.name, instance_id: instanceId, region };
  const files: NewFile[] = [
    {
      name: WORDS[kind].file,
      text: kind === "hcl" ? hclFile(chosen, requiredProviders === undefined) : constructFile(kind, chosen),
    },
    { name: NAMES.instancesFile, text: fileText([entry], NIGHTLY, []) },
  ];
  if (isProject) return files;
  const project = kind === "hcl" ? [] : projectFiles(kind, directory);
  return [...project, ...files, { name: ".gitignore", text: `${IGNORED.join("\n")}\n`, mayExist: true }];
}
