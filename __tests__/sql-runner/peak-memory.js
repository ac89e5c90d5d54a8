"use strict";
/** Loaded into a process before all else, writes how much memory it has taken at most, in KiB, into the file PEAK_MEMORY. */
const { writeFileSync } = require("node:fs");

process.on("exit", () => {
  writeFileSync(process.env.PEAK_MEMORY, String(process.resourceUsage().maxRSS));
});
