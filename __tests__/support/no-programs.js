"use strict";
const childProcess = require("node:child_process");

/** Keeps unit tests to what they are: none of them starts a program. */
for (const name of ["exec", "execFile", "execFileSync", "execSync", "fork", "spawn", "spawnSync"]) {
  childProcess[name] = (program) => {
    throw new Error(`a unit test starts ${program}: list its suite in jest.unit.config.js`);
  };
}
