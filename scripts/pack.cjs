// Packs the package as npm would publish it.
const { execFileSync } = require("node:child_process");
const { join, resolve } = require("node:path");

const ROOT = resolve(__dirname, "..");

/**
 * Writes the tarball into a folder.
 *
 * @returns its path, and its files with their sizes and modes
 */
function pack(folder) {
  const args = ["pack", "--json", "--ignore-scripts", "--pack-destination", folder];
  const options = { cwd: ROOT, encoding: "utf8", stdio: "pipe", shell: process.platform === "win32" };
  // A list up to npm 11, an object with the package's name as key since npm 12.
  const [packed] = Object.values(JSON.parse(execFileSync("npm", args, options)));
  if (!packed) throw new Error("npm pack made nothing");
  return { tarball: join(folder, packed.filename), files: packed.files, unpackedSize: packed.unpackedSize };
}

module.exports = { pack };
