#!/usr/bin/env node
"use strict";
require("./compile-cache.cjs");
require("../lib/bundle/command.js").main(process.argv.slice(2));
