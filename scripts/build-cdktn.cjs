// Makes the entry for CDK Terrain (cdktn), the community's successor of CDKTF, from what was built: the same
// constructs, bound to the other framework. Everything that imports neither stays in lib/ and is shared.
const { cpSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");

/** Import specifiers, in JavaScript and in declarations. */
const SPECIFIER = /((?:require|import)\(|from )"([^"]+)"/g;

function rewrite(path, change) {
  const text = readFileSync(path, "utf8");
  writeFileSync(
    path,
    text.replace(SPECIFIER, (_, keyword, specifier) => `${keyword}"${change(specifier)}"`),
  );
}

/** Writes cdktn/ beside lib/ in a folder, and takes what only cdktn needs out of lib/. */
function buildCdktn(folder) {
  const [lib, cdktn] = [join(folder, "lib"), join(folder, "cdktn")];
  const constructs = join(cdktn, "constructs");
  cpSync(join(lib, "constructs"), constructs, { recursive: true });
  for (const ending of [".js", ".d.ts"]) {
    // @cdktf/provider-null is bound to CDKTF: triggers get a null_resource of their own here.
    renameSync(join(lib, "cdktn", `null-resource${ending}`), join(constructs, `null-resource${ending}`));
    cpSync(join(lib, `index${ending}`), join(cdktn, `index${ending}`));
    rewrite(join(cdktn, `index${ending}`), (specifier) => specifier.replace("./client", "../lib/client"));
  }
  rmSync(join(lib, "cdktn"), { recursive: true });
  for (const file of readdirSync(constructs)) {
    rewrite(join(constructs, file), (specifier) => {
      if (specifier === "cdktf") return "cdktn";
      return specifier.replace(/^\.\.\/constructs\//, "./").replace(/^\.\.\//, "../../lib/");
    });
  }
}

module.exports = { buildCdktn };
