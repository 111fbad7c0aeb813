// Loads the files of lib/bundle/, and keeps their compiled code for the next process: Node.js alone compiles anew in
// each. The code is kept in node_modules/.cache, never in a folder for temporary files, where others could leave code
// to run.
"use strict";
const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, statSync, writeFileSync } = require("node:fs");
const { basename, dirname, join } = require("node:path");
const { Script } = require("node:vm");

const root = dirname(__dirname);
const bundles = join(root, "lib/bundle");
const modules = basename(dirname(root)) === "node_modules" ? dirname(root) : join(root, "node_modules");
const folders = [join(modules, ".cache"), join(modules, ".cache", "cdktf-backups")];
/** Compiled code fits one version of V8. */
const KIND = `${process.version}-${process.arch}`;
const DIGEST_BYTES = 32;

/** What has been loaded, by file name. */
const loaded = new Map();
let isSaving = false;

/** The exports of a file of lib/bundle/. */
function load(name) {
  const before = loaded.get(name);
  if (before) return before.module.exports;
  const filename = join(bundles, name);
  const source = readFileSync(filename);
  const kept = keptCode(name, source);
  const wrapper = ["(function (exports, require, module, __filename, __dirname) {", "\n})"];
  const script = new Script(wrapper.join(source.latin1Slice()), {
    filename,
    columnOffset: -wrapper[0].length,
    ...(kept && { cachedData: kept }),
  });
  const module = { exports: {} };
  loaded.set(name, { module, script, source });
  if (!kept && !isSaving) {
    isSaving = true;
    process.once("exit", save);
  }
  const requireFrom = (id) => {
    if (id.startsWith("./")) return load(id.slice(2));
    return require(id.startsWith("../") ? join(bundles, id) : id);
  };
  try {
    script.runInThisContext().call(module.exports, module.exports, requireFrom, module, filename, bundles);
  } catch (error) {
    loaded.delete(name);
    throw error;
  }
  return module.exports;
}

/** V8 runs whatever it finds in compiled code, so a digest of our own tells a whole one, of this very source. */
function digest(source, code) {
  return createHash("sha256").update(KIND).update(source).update(code).digest();
}

const fileOf = (name) => join(folders[1], `${name}-${KIND}`);

/** The compiled code of an earlier process; undefined if there is none that can be trusted. */
function keptCode(name, source) {
  try {
    const file = fileOf(name);
    if (![...folders, file].every(isOurs)) return undefined;
    const bytes = readFileSync(file);
    const code = bytes.subarray(DIGEST_BYTES);
    return digest(source, code).equals(bytes.subarray(0, DIGEST_BYTES)) ? code : undefined;
  } catch {
    return undefined;
  }
}

let owners;

/** Whether nobody can write there who cannot write the package. Windows has no such modes. */
function isOurs(path) {
  if (!process.getuid) return true;
  const like = statSync(root);
  owners ??= new Set([0, process.getuid(), like.uid]);
  const { uid, mode } = statSync(path);
  return owners.has(uid) && (mode & 0o022 & ~like.mode) === 0;
}

/**
 * Keeps the compiled code of all that was loaded, once it has run: it then holds the functions that were needed. What
 * is cut, or written by two processes at once, does not fit its digest, and is written anew by a later process.
 */
function save() {
  try {
    mkdirSync(folders[1], { recursive: true, mode: 0o755 });
    if (!folders.every(isOurs)) return;
    for (const [name, { script, source }] of loaded) {
      const code = script.createCachedData();
      writeFileSync(fileOf(name), Buffer.concat([digest(source, code), code]), { mode: 0o644 });
    }
  } catch {
    // A folder that cannot be written, or a full disk: the next process compiles anew.
  }
}

module.exports = { load };
