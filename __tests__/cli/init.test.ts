import { execFileSync, spawn } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withVariables } from "../../src/cli/init/steps";
import { runsCdktnCommand } from "../../src/cli/programs";
import { shellWord } from "../../src/core/shell-word";
import { emulators } from "../emulator/running";
import { temporaryDirectory } from "../helpers/terraform";
import { BIN, ended, environmentOf, type Outcome } from "./command";

const TODAYS_CDKTF = {
  "package.json": JSON.stringify({
    dependencies: { cdktf: "^0.21.0", constructs: "^10.8.1" },
    devDependencies: { "ts-jest": "^29.4.15", "ts-node": "^10.9.2", typescript: "^7.0.2" },
  }),
  "cdktf.json": JSON.stringify({ language: "typescript", app: "npx ts-node main.ts" }),
  "main.ts": "// the user's\n",
};

/** A folder with files in it. */
function folder(files: Readonly<Record<string, string>> = {}): string {
  const directory = temporaryDirectory();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
  return directory;
}

/** All files of a folder, with their texts. */
function texts(directory: string): Record<string, string> {
  const names = readdirSync(directory, { withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(names.map(({ name }) => [name, readFileSync(join(directory, name), "utf8")]));
}

/** Runs the command in a folder, on a machine without keys. */
function init(directory: string, args: readonly string[] = [], env: object = {}): Promise<Outcome> {
  return ended(
    spawn(process.execPath, [BIN, "init", ...args], {
      cwd: directory,
      env: { PATH: process.env.PATH, HOME: "/nowhere", BACKUPS_METADATA_URL: "none", ...env },
    }),
  );
}

describe("init", () => {
  const start = emulators();

  it("overwrites nothing, and then writes nothing at all", async () => {
    const directory = folder({ "main.ts": "// mine\n" });
    symlinkSync("nowhere", join(directory, "pinned-backup.ts"));
    const before = readdirSync(directory);
    const { code, out, err } = await init(directory);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain("main.ts, pinned-backup.ts are there already, and nothing was written");
    expect(readdirSync(directory)).toEqual(before);
    expect(texts(directory)).toEqual({ "main.ts": "// mine\n" });
  });

  it("leaves no half-written file on a full disk", async () => {
    const directory = folder();
    // Files of more than one block, 512 or 1024 bytes, are refused; those before are written.
    const { code, err } = await ended(
      spawn("sh", ["-c", 'ulimit -f 1; exec "$0" "$1" init', process.execPath, BIN], {
        cwd: directory,
        env: { PATH: process.env.PATH, HOME: "/nowhere", BACKUPS_METADATA_URL: "none" },
      }),
    );
    expect([code, err]).toEqual([2, expect.stringMatching(/cannot write .*EFBIG.*nothing was written/)]);
    expect(readdirSync(directory)).toEqual([]);
  });

  it("keeps the existing files of a folder", async () => {
    const directory = folder({ ".gitignore": "*.log\n", "package.json": "{}", "README.md": "# Mine\n" });
    const { code, out } = await init(directory);
    expect(code).toBe(0);
    expect(out).toContain("Already there: package.json, .gitignore");
    expect(out).toContain("Add to .gitignore: node_modules/ cdktf.out/");
    expect(out).toMatch(/npm install 'cdktf@.*' 'constructs@.*' file:.*\n +npm install --save-dev /);
    expect(texts(directory)).toMatchObject({ ".gitignore": "*.log\n", "package.json": "{}" });
  });

  it("finds the account's instance with the keys and the region of the machine", async () => {
    const { url } = await start({ credentials: [{ accessKey: "my-key", secretKey: "my-secret" }] });
    const directory = folder();
    const { code, out, err } = await init(directory, ["--hcl"], {
      BACKUPS_ENDPOINT_URL: url,
      JDCLOUD_ACCESS_KEY: "my-key",
      JDCLOUD_SECRET_KEY: "my-secret",
      JDCLOUD_REGION: "cn-north-1",
    });
    expect(code).toBe(0);
    // The address is a variable's: that is never without a word.
    expect(err).toContain("BACKUPS_ENDPOINT_URL");
    expect(out).toMatch(/^Instance: jdcloud-redis redis-\w+ .*in cn-north-1, from your account/m);
    expect(out).not.toContain("emulate");
    expect(Object.values(texts(directory)).join()).not.toMatch(/emulator|my-(?:key|secret)/);
    expect(texts(directory)["pinned-backup.tf"]).toMatch(/instance_id += "redis-/);
  });

  it("does not list the emulator's instances as the account's", async () => {
    const { out } = await init(folder(), [], {
      ...environmentOf(await start()),
      TENCENTCLOUD_REGION: "ap-shanghai",
    });
    expect(out).toContain("the keys in the environment are the emulator's");
    expect(out).toContain("npx cdktf-backups emulate");
  });

  it("adds a lookup to a project of today's cdktf init, and says why npm installs nothing", async () => {
    const directory = folder(TODAYS_CDKTF);
    const { code, out } = await init(directory);
    expect(code).toBe(0);
    expect(out).toMatch(/^1\. Replace TypeScript 7.*\n +npm install --save-dev typescript@~5\.9$/m);
    expect(out).toMatch(/^2\. Install this package\.\n +npm install file:/m);
    expect(out).toMatch(
      /^3\. Add .* main\.ts.*\n +import .*\n +new PinnedBackup\(this, "pinned-backup"\);$/m,
    );
    // What is deployed and removed there is not ours alone.
    expect(out).toMatch(/npx cdktf deploy$/m);
    expect(out).not.toContain("destroy");
    expect(texts(directory)).toMatchObject(TODAYS_CDKTF);
    expect(Object.keys(texts(directory)).sort()).toEqual(
      [...Object.keys(TODAYS_CDKTF), "pinned-backup.ts", "pinned-backup.yaml"].sort(),
    );
    const again = await init(directory);
    expect([again.code, again.err]).toEqual([
      2,
      expect.stringContaining("pinned-backup.ts, pinned-backup.yaml"),
    ]);
  });

  it("says nothing about a TypeScript that works", async () => {
    const directory = folder(TODAYS_CDKTF);
    mkdirSync(join(directory, "node_modules/typescript"), { recursive: true });
    writeFileSync(join(directory, "node_modules/typescript/package.json"), '{ "version": "5.9.3" }');
    expect((await init(directory)).out).not.toContain("TypeScript 7");
  });

  it("writes for the framework of the project", async () => {
    const manifest = JSON.stringify({ dependencies: { cdktn: "^0.24.0", "cdktf-backups": "0.1.0" } });
    const directory = folder({ ...TODAYS_CDKTF, "package.json": manifest });
    const { out } = await init(directory);
    expect(texts(directory)["pinned-backup.ts"]).toContain('from "cdktf-backups/cdktn"');
    expect(out).not.toMatch(/npm install/);
  });

  it.each([
    [["--cdktn"], TODAYS_CDKTF, "cdktn: the project in this folder uses cdktf"],
    [["--cdktf"], { "a.tf": "" }, "cdktf: there is plain Terraform in this folder (a.tf)"],
    [["--cdktf", "--hcl"], {}, "option '--cdktf' cannot be used with option '--hcl'"],
    [[], { "cdktf.json": '{ "language": "python" }' }, 'the project\'s language is "python"'],
    [[], { "package.json": "{" }, "package.json is not a JSON object"],
    [[], { "package.json": "[]" }, "package.json is not a JSON object"],
  ])("refuses %j where it cannot be what is meant", async (args, files, problem) => {
    const directory = folder(files);
    const { code, out, err } = await init(directory, args);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(problem);
    expect(texts(directory)).toEqual(files);
  });

  it.each(["package.json", "cdktf.json", "main.tf"])(
    "does not wait for a %s that is a pipe",
    async (name) => {
      const directory = folder();
      execFileSync("mkfifo", [join(directory, name)]);
      const { code, err } = await init(directory);
      expect([code, err]).toEqual([2, expect.stringContaining(`${name} is not a regular file`)]);
      expect(readdirSync(directory)).toEqual([name]);
    },
  );

  it("says which Node.js the command of cdktn needs", async () => {
    const { out } = await init(folder(), ["--cdktn"]);
    const needs = "cdktn's command needs Node.js 22.19 or later";
    if (runsCdktnCommand()) expect(out).not.toContain(needs);
    else expect(out).toContain(needs);
    expect(["20.20.2", "22.18.0", "22.19.0", "24.0.0"].map(runsCdktnCommand)).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });

  it("prints with --hcl the text in docs/first-steps.md", async () => {
    const directory = folder();
    mkdirSync(join(directory, "node_modules"));
    symlinkSync(join(__dirname, "../.."), join(directory, "node_modules/cdktf-backups"));
    const { out } = await init(directory, ["--hcl"]);
    const page = readFileSync(join(__dirname, "../../docs/first-steps.md"), "utf8");
    const [, shown = ""] = /^```text\n([\s\S]*?)^```$/m.exec(page) ?? [];
    // A port that is taken here is another one on the screen.
    const screen = out.replace(/\b40\d\d\b/g, "4010").replace(/^Before you deploy, .*\n/m, "");
    expect(screen).toBe(shown);
  });

  it("takes configuration in JSON for a project that is there, which no step destroys", async () => {
    const directory = folder({ "main.tf.json": '{"terraform":{"required_providers":{}}}' });
    const { out } = await init(directory);
    expect(out).toContain("required_providers block in main.tf.json");
    expect(out).toContain(
      '"backups": { "source": "cdktf-backups.internal/npm/backups", "version": "1.0.0" }',
    );
    expect(out).not.toContain("terraform destroy");
    expect(texts(directory)["pinned-backup.tf"]).not.toContain("required_providers");
  });

  it("prints the commands of the Terraform that TERRAFORM_BINARY_NAME names", async () => {
    const terraform = join(folder({ "terraform of mine": "" }), "terraform of mine");
    chmodSync(terraform, 0o755);
    const variables = { PATH: "/nowhere", TERRAFORM_BINARY_NAME: terraform };
    const { out } = await init(folder(), ["--hcl"], variables);
    expect(out).not.toContain("Before you deploy");
    expect(out).toContain(` '${terraform}' init\n`);
    expect((await init(folder(), [], variables)).out).toMatch(/^ +npx cdktf deploy --auto-approve$/m);
    const missing = await init(folder(), ["--hcl"], { TERRAFORM_BINARY_NAME: "terraform-of-old" });
    expect(missing.out).toMatch(/^Before you deploy, .* names terraform-of-old, which was not found\.$/m);
  });

  it("ends with the next command", async () => {
    const { out } = await init(folder());
    expect(out).toMatch(/\nNext: npm install\n$/);
  });
});

describe("a word of a command", () => {
  it.each([
    ["linux", "'a $b'"],
    ["win32", '"a $b"'],
  ] as const)("is quoted for the shells of %s", (platform, word) => {
    expect(shellWord("a $b", platform)).toBe(word);
    expect(shellWord("a/b@1", platform)).toBe("a/b@1");
  });
});

describe("variables for one command", () => {
  it.each([
    ["linux", "A=1 B=2 npx it"],
    ["win32", 'cmd /c "set A=1&&set B=2&&npx it"'],
  ] as const)("are written for the shells of %s", (platform, line) => {
    expect(withVariables({ A: "1", B: "2" }, "npx it", platform)).toBe(line);
    expect(withVariables({}, "npx it", platform)).toBe("npx it");
  });
});
