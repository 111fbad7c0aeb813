"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.Terraform = void 0;
exports.describeWithTerraform = describeWithTerraform;
exports.temporaryDirectory = temporaryDirectory;
exports.finished = finished;
const node_child_process_1 = require("node:child_process");
const node_fs_1 = require("node:fs");
const node_os_1 = require("node:os");
const node_path_1 = require("node:path");
const node_util_1 = require("node:util");
const AVAILABLE =
  (0, node_child_process_1.spawnSync)("terraform", ["version"], {
    env: { ...process.env, CHECKPOINT_DISABLE: "1" },
  }).status === 0;
/** Like `describe`, for tests that run the real terraform. Without one they are skipped, and that is said aloud. */
function describeWithTerraform(name, tests) {
  if (!AVAILABLE) console.warn(`NOT TESTED, because there is no terraform on the PATH: ${name}`);
  (AVAILABLE ? describe : describe.skip)(name, tests);
}
/** A new directory below the temporary one, by its real path. */
function temporaryDirectory() {
  return (0, node_fs_1.realpathSync)(
    (0, node_fs_1.mkdtempSync)((0, node_path_1.join)((0, node_os_1.tmpdir)(), "backups-test-")),
  );
}
/** A terraform that knows nothing of the user's own configuration, caches and plugins. */
class Terraform {
  #env;
  /** @param home a directory to keep what would be the user's files in */
  constructor(home, env = {}) {
    (0, node_fs_1.mkdirSync)((0, node_path_1.join)(home, "tmp"), { recursive: true });
    const config = (0, node_path_1.join)(home, "empty.tfrc");
    (0, node_fs_1.writeFileSync)(config, "");
    const { TF_LOG, TF_LOG_PROVIDER, TF_PLUGIN_CACHE_DIR, NODE_OPTIONS, ...inherited } = process.env;
    this.#env = {
      ...inherited,
      HOME: home,
      TMPDIR: (0, node_path_1.join)(home, "tmp"),
      TF_CLI_CONFIG_FILE: config,
      CHECKPOINT_DISABLE: "1",
      TF_IN_AUTOMATION: "1",
      ...env,
    };
  }
  /** Starts a command in a process group of its own. */
  start(directory, args, env = {}) {
    return (0, node_child_process_1.spawn)("terraform", args, {
      cwd: directory,
      env: { ...this.#env, PWD: directory, ...env },
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
  }
  /** Runs a command to its end. */
  run(directory, args, env = {}) {
    return finished(this.start(directory, args, env));
  }
}
exports.Terraform = Terraform;
/** Waits for the end of a process and gathers what it prints. */
function finished(child) {
  let output = "";
  let stdout = "";
  child.stdout?.on("data", (chunk) => {
    output += chunk;
    stdout += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    output += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output: unwrapped(output), stdout }));
  });
}
/** Diagnostics are framed by a bar and wrapped at the width of the terminal. */
function unwrapped(output) {
  return (0, node_util_1.stripVTControlCharacters)(output)
    .replace(/^[│╷╵] ?/gm, "")
    .replace(/(\S)\n(?=\S)/g, "$1 ");
}
