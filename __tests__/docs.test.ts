import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import ts from "typescript";
import { type Page, readPages, wrongPages } from "../scripts/docs/check";
import { generatedPages } from "../scripts/docs/pages";
import { takersTable } from "../scripts/docs/takers";
import { errorCodes } from "../src/core/codes";
import { installPlugin } from "../src/delivery/install";
import { type Emulator, readEmulatorData, startEmulator } from "../src/emulator";
import { command, environmentOf } from "./cli/command";
import { REQUIRED_PROVIDERS } from "./helpers/required-providers";
import { describeWithTerraform, Terraform, temporaryDirectory } from "./helpers/terraform";

const ROOT = resolve(__dirname, "..");
/** Made by typedoc and not kept. */
const API_REFERENCE = "docs/api/";

/** A fenced block of a page. */
interface Block {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly language: string;
  readonly text: string;
  /** Whether the page says that it is a part of an example. */
  readonly isExample: boolean;
}

/** Every page that a reader can come to: those at the top of the project, and those below docs. */
function allPages(): readonly Page[] {
  const top = readdirSync(ROOT).filter((name) => name.endsWith(".md"));
  return [
    ...top.map((path) => ({ path, text: readFileSync(join(ROOT, path), "utf8") })),
    ...readPages(join(ROOT, "docs")).filter(({ path }) => !path.startsWith(API_REFERENCE)),
  ];
}

const pages = allPages();

function blocks(language: string): readonly Block[] {
  return pages
    .flatMap(({ path, text }) =>
      [...text.matchAll(/^( *)```(\w+).*\n([\s\S]*?)^\1```$/gm)].map((found) => ({
        path,
        line: text.slice(0, found.index).split("\n").length,
        language: found[2] ?? "",
        text: (found[3] ?? "").replaceAll(`\n${found[1]}`, "\n"),
        isExample: text.slice(0, found.index).endsWith(" -->\n"),
      })),
    )
    .filter((block) => block.language === language);
}

/** A page's text without its fenced blocks. */
function prose(text: string): string {
  return text.replace(/^( *)```[\s\S]*?^\1```$/gm, "");
}

/** The anchors of a page: those of its headings, as GitHub makes them, and those written out. */
function anchors(text: string): ReadonlySet<string> {
  const headings = [...prose(text).matchAll(/^#+ (.*)$/gm)].map(([, title = ""]) =>
    title
      .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_ -]/gu, "")
      .replaceAll(" ", "-"),
  );
  const written = [...text.matchAll(/<a id="([^"]*)">/g)].map(([, id = ""]) => id);
  return new Set([...headings, ...written]);
}

describe("the generated pages", () => {
  it("are up to date", async () => {
    const wrong = wrongPages(await generatedPages(), readPages(join(ROOT, "docs")));
    expect(wrong.map(({ path, problem }) => `${path} ${problem}: run npx tsx scripts/docs.ts`)).toEqual([]);
  });

  it("are reported if they are missing, differ, or have no source any more", async () => {
    const [first, second, third] = await generatedPages();
    if (!first || !second || !third) throw new Error("There are fewer than three pages.");
    const present = [
      { ...second, text: `${second.text} ` },
      third,
      { path: "docs/data-sources/gone.md", text: third.text },
      { path: "docs/own.md", text: "# Written by hand" },
    ];
    expect(wrongPages([first, second, third], present)).toEqual([
      { ...first, problem: "is missing" },
      { ...second, problem: "is not current" },
      { path: "docs/data-sources/gone.md", problem: "belongs to nothing in the code any more" },
    ]);
  });

  it("show what becomes of a status, an instance's ID and a signed address", async () => {
    const text = (await generatedPages()).find(
      ({ path }) => path === "docs/data-sources/tencentcloud_mysql.md",
    )?.text;
    expect(text).toContain(
      "| `Status` | yes | `status`, `vendor.Status`: `SUCCESS` succeeded, `FAILED` failed, `RUNNING` running |",
    );
    expect(text).toContain("| `InstanceId` |  | Must be the requested instance; else the lookup fails. |");
    expect(text).toContain("| `InternetUrl` |  | `download_url` (a secret; never in Terraform) |");
  });
});

describe("claims about resources that take the ID", () => {
  it("are the same on the page of the listing and in the comparison", async () => {
    const comparison = pages.find(({ path }) => path === "docs/comparison.md")?.text;
    expect(comparison).toContain(takersTable());
    const page = (await generatedPages()).find(({ path }) => path === "docs/data-sources/alicloud_rds.md");
    expect(page?.text).toContain(
      "`alicloud_rds_clone_db_instance` takes the ID as `backup_id`; when that changes, it shows an update that restores nothing",
    );
  });

  it("do not name alicloud_mongodb_instance, which has no backup_id", () => {
    const claims = pages.flatMap(({ path, text }) =>
      [...prose(text).matchAll(/`(?:alicloud|tencentcloud)_\w+`[^.\n]*`\w*(?:backup|snapshot)\w*`/g)].map(
        ([claim]) => `${path}: ${claim}`,
      ),
    );
    expect(claims.length).toBeGreaterThan(5);
    for (const claim of claims) expect(claim).not.toMatch(/alicloud_mongodb_(?:sharding_)?instance/);
  });
});

describe("README.zh-CN.md", () => {
  const [english = "", chinese = ""] = ["README.md", "README.zh-CN.md"].map(
    (path) => pages.find((page) => page.path === path)?.text,
  );
  const shapeOf = (text: string) => ({
    headings: [...prose(text).matchAll(/^#+ /gm)].map(([level]) => level),
    links: [...text.matchAll(/\]\(([^)\s]+)\)|(?:src|srcset)="([^"]+)"/g)]
      .map(([, link, picture]) => link ?? picture)
      .filter((link) => !/^README(?:\.zh-CN)?\.md$/.test(String(link))),
    blocks: text.match(/^```[\s\S]*?^```$/gm),
  });

  it("has the headings, links and code blocks of README.md, in the same order", () => {
    expect(shapeOf(chinese)).toEqual(shapeOf(english));
    expect(chinese).toContain("](README.md)");
    expect(english).toContain("](README.zh-CN.md)");
  });
});

describe("the pages", () => {
  it("have no broken links", () => {
    const known = new Map(pages.map(({ path, text }) => [path, text]));
    const broken = pages.flatMap(({ path, text }) =>
      [...prose(text).matchAll(/\]\(([^)\s]+)\)/g)]
        .map(([, link = ""]) => link)
        .filter((link) => !/^[a-z]+:/.test(link))
        .filter((link) => {
          const [file = "", anchor] = link.split("#");
          const target = file === "" ? path : join(dirname(path), file).replaceAll("\\", "/");
          if (target.startsWith(API_REFERENCE)) return false;
          const there = known.get(target);
          if (there !== undefined) return anchor !== undefined && !anchors(there).has(anchor);
          return anchor !== undefined || !existsSync(join(ROOT, target));
        })
        .map((link) => `${path}: ${link}`),
    );
    expect(broken).toEqual([]);
  });

  it("have a section for every error code", () => {
    const text = pages.find(({ path }) => path === "docs/troubleshooting.md")?.text ?? "";
    expect(Object.keys(errorCodes).filter((code) => !text.includes(`\n### ${code}\n`))).toEqual([]);
  });

  it("name every environment variable of our own", () => {
    const text = pages.find(({ path }) => path === "docs/environment.md")?.text ?? "";
    const sources = ["src", "bin"].flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
        .filter((name) => /\.c?[jt]s$/.test(name))
        .map((name) => readFileSync(join(ROOT, folder, name), "utf8")),
    );
    const names = new Set(
      sources.flatMap((source) => source.match(/\b(?:CDKTF_)?BACKUPS_[A-Z]+(?:_[A-Z]+)*\b/g) ?? []),
    );
    expect(names.size).toBeGreaterThan(3);
    expect(
      [...names].filter((name) => !text.includes(`\`${name}\``) && !name.startsWith("BACKUPS_ENDPOINT_URL_")),
    ).toEqual([]);
  });

  it("show emulator data that the emulator reads", async () => {
    const [example] = blocks("json").filter(({ path }) => path === "docs/emulator.md");
    const file = join(temporaryDirectory(), "backups.json");
    writeFileSync(file, example?.text ?? "");
    expect((await readEmulatorData(file)).instances).toHaveLength(1);
  });

  it("show TypeScript that compiles: by itself if a block has its imports, else in a stack", () => {
    const snippets = blocks("ts").filter(({ text }) => text.startsWith("import "));
    expect(snippets.length).toBeGreaterThan(3);
    // __tests__/examples.test.ts compares the blocks of examples.
    const parts = blocks("ts").filter(({ text, isExample }) => !text.startsWith("import ") && !isExample);
    expect(parts.length).toBeGreaterThan(2);
    const inStacks = parts.map((part) => ({ ...part, text: inStack(part.text) }));
    expect(compilerErrors([...snippets, ...inStacks])).toEqual([]);
  });
});

describe("the commands that the pages show", () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator();
  });
  afterAll(() => emulator.close());

  const shown = blocks("sh").flatMap(({ path, text }) =>
    text
      .split("\n")
      .map((line) => line.replace(/\s+#.*$/, ""))
      .filter((line) => /^npx cdktf-backups (?:latest|list|check|listings)\b/.test(line))
      // __tests__/fleet/newcomer.test.ts runs the commands with --file.
      .filter((line) => !line.includes("--file"))
      .map((line) => ({ path, line })),
  );

  it("are there", () => {
    expect(shown.length).toBeGreaterThan(5);
  });

  /** Runs a line with the words that a shell makes of it, and with this test's emulator. */
  async function run(line: string): Promise<void> {
    const words = execFileSync("sh", ["-c", `printf '%s\\n' ${line.slice(line.indexOf("cdktf-backups"))}`]);
    const [, ...args] = words.toString().trim().split("\n");
    const here = args.map((arg) => arg.replace("http://127.0.0.1:4010", emulator.url));
    const { code, out, err } = await command(here, environmentOf(emulator));
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).not.toBe("");
  }

  it.each(shown)("work against the emulator: $path: $line", ({ line }) => run(line));

  it("include those in the help", async () => {
    const { out } = await command(["--help"], environmentOf(emulator));
    const lines = out.split("\n").filter((line) => /^ {2}cdktf-backups (?:latest|list) [a-z]+-/.test(line));
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines) await run(line);
  });

  it("have no date that ages", () => {
    const dated = blocks("sh").filter(({ text }) => /\d{4}-\d\d-\d\d/.test(text));
    expect(dated.map(({ path, line }) => `${path}:${line}`)).toEqual([]);
  });
});

describeWithTerraform("the HCL that the pages show", () => {
  const home = temporaryDirectory();

  it("is valid", async () => {
    // The other blocks of HCL are Terraform's own settings.
    const examples = [
      ...blocks("terraform"),
      ...blocks("hcl").filter(({ text }) => text.startsWith("provider ")),
    ];
    expect(examples.length).toBeGreaterThan(4);
    const project = join(home, "project");
    mkdirSync(project);
    // Each example is a module of its own, so that one run checks them all.
    const calls = examples.map(({ path, line, text }, index) => {
      const name = `${path.replace(/\W+/g, "_")}_line_${line}_${index}`;
      mkdirSync(join(project, name));
      writeFileSync(join(project, name, "main.tf"), withProvider(text));
      return `module "${name}" {\n  source = "./${name}"\n}\n`;
    });
    writeFileSync(join(project, "main.tf"), withProvider(calls.join("\n")));
    installPlugin(project);
    const terraform = new Terraform(home, { CDKTF_BACKUPS_HOME: ROOT });
    expect(await terraform.run(project, ["init"])).toMatchObject({ code: 0 });
    const validated = await terraform.run(project, ["validate"]);
    expect(validated.output).toContain("Success! The configuration is valid");
  });
});

/** A configuration with the block that names the provider's source. */
function withProvider(hcl: string): string {
  return hcl.includes("required_providers") ? hcl : REQUIRED_PROVIDERS + hcl;
}

/** A part of a stack with what a reader has around it. */
function inStack(text: string): string {
  return `import { TerraformIterator, TerraformOutput, TerraformResource, TerraformStack } from "cdktf";
import { type BackupLookup, BackupTrigger, DatabaseInstances, RestoreJob, RestorePoint, TencentCloudMysqlBackups } from "cdktf-backups";
import type { Construct } from "constructs";

declare class Instance extends TerraformResource {
  constructor(scope: Construct, id: string, props: { lifecycle: object });
}
declare const stack: TerraformStack, orders: BackupLookup, production: BackupLookup, command: string;
export function build(this: TerraformStack, given: { point: RestorePoint }) {
${/\bconst point\b/.test(text) ? "" : "const { point } = given;"}
${text}
}
`;
}

/** What the compiler says to snippets, each a module beside the project's own files. */
function compilerErrors(snippets: readonly Block[]): readonly string[] {
  const names = new Map(snippets.map((snippet, index) => [join(ROOT, `snippet-${index}.ts`), snippet]));
  const { config } = ts.readConfigFile(join(ROOT, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, ROOT);
  const settings: ts.CompilerOptions = {
    ...options,
    noUnusedLocals: false,
    paths: {
      "cdktf-backups": [join(ROOT, "src/index.ts")],
      "cdktf-backups/*": [join(ROOT, "src/*.ts"), join(ROOT, "src/*/index.ts")],
    },
  };
  const host = ts.createCompilerHost(settings);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (name) => names.has(resolve(name)) || fileExists(name);
  host.readFile = (name) => names.get(resolve(name))?.text ?? readFile(name);
  host.getSourceFile = (name, languageVersion, ...rest) => {
    const text = names.get(resolve(name))?.text;
    if (text === undefined) return getSourceFile(name, languageVersion, ...rest);
    return ts.createSourceFile(name, text, languageVersion);
  };
  const program = ts.createProgram([...names.keys()], settings, host);
  return [...names].flatMap(([name, { path, line }]) => {
    const file = program.getSourceFile(name);
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
      ({ messageText }) =>
        `${path}, block of line ${line}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
    );
  });
}
