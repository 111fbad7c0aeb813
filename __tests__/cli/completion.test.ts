import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { listings } from "../../src/vendors";
import { temporaryDirectory } from "../helpers/terraform";
import { describeWith, typeInTerminal } from "../helpers/tmux";
import { command } from "./command";

const names = listings.map(({ name }) => name);

/** What is typed, and what is offered for its last word. */
const CASES: readonly (readonly [line: string, offered: readonly string[]])[] = [
  ["cdktf-backups lates", ["latest"]],
  ["cdktf-backups list ", names],
  ["cdktf-backups latest tencentcloud-my", ["tencentcloud-mysql"]],
  ["cdktf-backups latest tencentcloud-mysql --consistent-", ["--consistent-after", "--consistent-before"]],
  ["cdktf-backups latest alicloud-mongodb --node", ["--node-ids"]],
  ["cdktf-backups latest jdcloud-redis --node", []],
  ["cdktf-backups list alicloud-rds --triggers ", ["automatic", "manual", "unknown"]],
  ["cdktf-backups instances alicloud-rds --all", ["--all-regions"]],
  ["cdktf-backups latest tencentcloud-mysql --max-age ", []],
  ["cdktf-backups completion ", ["bash", "zsh", "fish"]],
];

/** Writes a shell's script into a file. */
async function script(shell: string): Promise<string> {
  const { code, out, err } = await command(["completion", shell]);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const file = join(temporaryDirectory(), `completion.${shell}`);
  writeFileSync(file, out);
  return file;
}

function linesOf(shell: string, args: readonly string[]): readonly string[] {
  // Bash warns of a locale that is not installed.
  const env = { PATH: process.env.PATH, HOME: "/nowhere", LC_ALL: "C.UTF-8" };
  const { stdout, stderr } = spawnSync(shell, args, { encoding: "utf8", env });
  expect(stderr).toBe("");
  return stdout.split("\n").filter(Boolean);
}

describe("completion", () => {
  it("names the supported shells", async () => {
    expect(await command(["completion", "tcsh"])).toMatchObject({
      code: 2,
      out: "",
      err: expect.stringContaining("bash, zsh, fish"),
    });
  });
});

describeWith("bash", "completion in bash", () => {
  it("offers commands, listings, the flags of a listing, and their words", async () => {
    const file = await script("bash");
    const answer = (line: string) => {
      const words = line.split(" ").map((word) => `'${word}'`);
      const code = `source ${file}; COMP_WORDS=(${words.join(" ")}); COMP_CWORD=${words.length - 1}; _cdktf_backups; printf '%s\\n' "\${COMPREPLY[@]}"`;
      return linesOf("bash", ["--norc", "-c", code]);
    };
    for (const [line, offered] of CASES) expect([line, answer(line)]).toEqual([line, offered]);
    expect(answer(`cdktf-backups check --file ${file.slice(0, -3)}`)).toEqual([file]);
  });
});

describeWith("fish", "completion in fish", () => {
  it("offers commands, listings, the flags of a listing, and their words", async () => {
    const file = await script("fish");
    for (const [line, offered] of CASES) {
      const answer = linesOf("fish", ["--no-config", "-c", `source ${file}; complete -C '${line}'`]);
      const words = answer.map((found) => found.split("\t")[0]);
      expect([line, words.sort()]).toEqual([line, [...offered].sort()]);
    }
  });
});

describeWith("zsh", "completion in zsh", () => {
  describeWith("tmux", "on a terminal", () => {
    it("completes listings, flags and their words", async () => {
      const file = await script("zsh");
      await typeInTerminal("zsh -f", [
        [[`source ${file}; echo re""ady`, "Enter"], "\nready"],
        [["cdktf-backups latest tencentcloud-my", "Tab"], "latest tencentcloud-mysql"],
        [["--consistent-b", "Tab"], "--consistent-before"],
        [["7d --methods ph", "Tab"], "--methods physical"],
      ]);
    });
  });
});
