import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { transformSync } from "@swc/core";
import { TerraformProvider, type TerraformStack } from "cdktf";
import { RestoreJob, RestorePoint } from "../../src";
import { temporaryDirectory } from "../helpers/terraform";
import { newStack, ordersLookup, synthesised } from "./synthesised";

const SOURCES = join(__dirname, "../../src/constructs");

function addJobs(stack: TerraformStack): void {
  const point = new RestorePoint(stack, "point", { lookup: ordersLookup(stack) });
  for (const id of ["one", "two"]) new RestoreJob(stack, id, { point, command: "restore" });
}

describe("the null provider of a job", () => {
  it("is added once to a stack that has none", () => {
    const stack = newStack();
    addJobs(stack);
    expect(synthesised(stack).provider.null).toEqual([{}]);
  });

  it("is the stack's own where there is one", () => {
    const stack = newStack();
    class NullProvider extends TerraformProvider {}
    new NullProvider(stack, "mine", {
      terraformResourceType: "null",
      terraformGeneratorMetadata: { providerName: "null", providerVersion: "3.2.4" },
      terraformProviderSource: "registry.terraform.io/hashicorp/null",
    });
    addJobs(stack);
    expect(synthesised(stack).provider.null).toEqual([{}]);
    expect(
      stack.allProviders().filter(({ terraformResourceType }) => terraformResourceType === "null"),
    ).toHaveLength(1);
  });
});

describe("a project without @cdktf/provider-null", () => {
  const folder = temporaryDirectory();

  it("is told which package to install, and only when it makes a job", () => {
    mkdirSync(join(folder, "node_modules"));
    for (const name of ["cdktf", "constructs"]) {
      symlinkSync(
        dirname(require.resolve(`${name}/package.json`)),
        join(folder, "node_modules", name),
        "junction",
      );
    }
    for (const name of ["null-resource", "null-provider"]) {
      const { code } = transformSync(readFileSync(join(SOURCES, `${name}.ts`), "utf8"), {
        swcrc: false,
        module: { type: "commonjs" },
        jsc: { target: "es2022", parser: { syntax: "typescript" } },
      });
      writeFileSync(join(folder, `${name}.js`), code);
    }
    const script = `
      const { nullResource } = require("./null-resource.js");
      console.log("loaded");
      try { nullResource(); } catch (error) { console.log(error.message); }`;
    const said = execFileSync(process.execPath, ["-e", script], { cwd: folder, encoding: "utf8" });
    expect(said).toBe(
      "loaded\nRestoreJob needs the package @cdktf/provider-null: run npm install @cdktf/provider-null\n",
    );
  });
});
