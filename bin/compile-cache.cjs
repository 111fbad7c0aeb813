// Keeps compiled code for the next process, where Node.js can (22.1 and later) and the package is installed: beside it,
// never in a folder for temporary files, where others could leave code to run.
"use strict";
const { basename, dirname, join } = require("node:path");

const modules = dirname(dirname(__dirname));
if (basename(modules) === "node_modules") {
  require("node:module").enableCompileCache?.(join(modules, ".cache", "cdktf-backups"));
}
