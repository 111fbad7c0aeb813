#!/usr/bin/env node
"use strict";
require("./load.cjs").load("command.js").main(process.argv.slice(2));
