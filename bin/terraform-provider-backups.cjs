#!/usr/bin/env node
// Started by the launcher that a stack keeps (scripts/launcher). Written in the JavaScript of long ago:
// a Node.js that cannot read this file could not say that it is too old.
"use strict";

// Ctrl-C reaches the whole process group. Terraform then tells its plugins what to do, and one that is gone
// could not answer. SIGHUP: Terraform goes away, and the plugin after it, with its socket removed.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {});

const version = process.versions.node;
const [major, minor] = version.split(".").map(Number);

// Terraform shows the first line of stdout, and no other, when a plugin cannot start.
const giveUp = (line) => process.stdout.write(`${line}\n`, () => process.exit(1));

if (major < 20 || (major === 20 && minor < 9)) {
  giveUp(
    `The backups provider needs Node.js 20.9 or newer, and ${process.execPath} is version ${version}: ` +
      "install a newer one, or set CDKTF_BACKUPS_NODE to its path.",
  );
} else {
  try {
    // A file that was cut short, as by a full disk, may well load and do nothing.
    if (!require("./load.cjs").load("plugin.js").served)
      throw new Error("lib/bundle/plugin.js is incomplete");
  } catch (error) {
    const reason = String(error instanceof Error ? error.message : error).split("\n", 1)[0];
    giveUp(
      `The package cdktf-backups cannot be loaded (${reason}): run npm install, or reinstall cdktf-backups.`,
    );
  }
}
