"use strict";
/** Loaded into a process before all else, writes how much memory it has taken at most, in KiB, into the file PEAK_MEMORY. */
const { readFileSync, writeFileSync } = require("node:fs");

/** Linux counts the memory of whoever started a process into `maxRSS`, and not into this. */
function peak() {
  try {
    return /VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
  } catch {
    return undefined;
  }
}

process.on("exit", () => {
  writeFileSync(process.env.PEAK_MEMORY, peak() ?? String(process.resourceUsage().maxRSS));
});
