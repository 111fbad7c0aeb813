#!/usr/bin/env node
// Started by the launcher that a stack keeps (src/plugin/delivery/launcher.ts).
"use strict";

// Ctrl-C reaches the whole process group. Terraform then tells its plugins what to do, and one that is gone
// could not answer. SIGHUP: Terraform goes away, and the plugin after it, with its socket removed.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {});

try {
  require("./compile-cache.cjs");
  require("../lib/bundle/plugin.js");
} catch (error) {
  // Terraform shows the first line of stdout, and no other, when a plugin cannot start.
  const reason = String(error?.message ?? error).split("\n", 1)[0];
  const advice = "run npm install, or reinstall cdktf-backups";
  process.stdout.write(`The package cdktf-backups cannot be loaded (${reason}): ${advice}.\n`, () =>
    process.exit(1),
  );
}
