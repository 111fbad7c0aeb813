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
/**
 * How many processes add to a file's compiled code. One process runs a part of the functions: a plan validates in one and
 * reads in another, and the code of the first to end would lack what the others need.
 */
const GENERATIONS = 8;
const WRAPPER = ["(function (exports, require, module, __filename, __dirname) {", "\n})"].map((text) =>
  Buffer.from(text),
);

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
  // Joined as bytes: texts of this size make the garbage collector run.
  const wrapped = Buffer.concat([WRAPPER[0], source, WRAPPER[1]]);
  const script = new Script(wrapped.latin1Slice(), {
    filename,
    columnOffset: -WRAPPER[0].length,
    ...(kept && { cachedData: kept.code }),
  });
  const module = { exports: {} };
  // V8 rejects code that was compiled with other flags, or for another processor.
  const generation = kept && !script.cachedDataRejected ? kept.generation : 0;
  loaded.set(name, { module, script, source, generation });
  if (generation < GENERATIONS && !isSaving) {
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
function digest(source, rest) {
  return createHash("sha256").update(KIND).update(source).update(rest).digest();
}

const fileOf = (name) => join(folders[1], `${name}-${KIND}`);

/**
 * The compiled code of earlier processes, and how many have added to it; undefined if there is none that can be trusted.
 * In the file, the code stands between a digest and that number.
 */
function keptCode(name, source) {
  try {
    const file = fileOf(name);
    if (![...folders, file].every(isOurs)) return undefined;
    const bytes = readFileSync(file);
    const rest = bytes.subarray(DIGEST_BYTES);
    if (!digest(source, rest).equals(bytes.subarray(0, DIGEST_BYTES))) return undefined;
    return { code: rest.subarray(0, -1), generation: rest.at(-1) };
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
    for (const [name, { script, source, generation }] of loaded) {
      if (generation >= GENERATIONS) continue;
      const rest = Buffer.concat([script.createCachedData(), Buffer.of(generation + 1)]);
      writeFileSync(fileOf(name), Buffer.concat([digest(source, rest), rest]), { mode: 0o644 });
    }
  } catch {
    // A folder that cannot be written, or a full disk: the next process compiles anew.
  }
}

module.exports = { load };
