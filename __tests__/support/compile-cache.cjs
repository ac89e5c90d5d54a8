"use strict";
/**
 * Keeps the compiled code of large programs, as Node itself can from 22.8 on. The tests start the bundled
 * programs and cdktf hundreds of times, and compiling them takes longer than what they do. Loaded before the program with
 * `node --require`, see jest.config.js.
 */
const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const Module = require("node:module");
const { dirname, join } = require("node:path");
const { constants, Script } = require("node:vm");

const CACHE = join(__dirname, "..", "..", "node_modules", ".cache", "compiled");

/** In bytes. Smaller files compile faster than their compiled code is read. */
const LARGE = 500_000;

const compiled = [];
const compile = Module.prototype._compile;

function compileOnce(code, filename) {
  if (code.length < LARGE) {
    return compile.call(this, code, filename);
  }
  const file = cacheFile(code);
  const cachedData = contentOf(file);
  const script = new Script(Module.wrap(code.replace(/^#!/, "//")), {
    filename,
    cachedData,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  const known = script.cachedDataRejected === false ? cachedData.length : 0;
  compiled.push({ file, script, known });
  const run = script.runInThisContext();
  return run.call(this.exports, this.exports, Module.createRequire(filename), this, filename, dirname(filename));
}

/** Functions are compiled when they are called first: a process that did more leaves more. */
function keep() {
  for (const { file, script, known } of compiled) {
    const data = script.createCachedData();
    if (data.length > 1.1 * known) {
      write(file, data);
    }
  }
}

/** V8 compares only the length of the code. The same program is in many places: each synthesis copies the SQL runner. */
function cacheFile(code) {
  return join(CACHE, createHash("sha1").update(code).update(process.version).digest("hex"));
}

function contentOf(file) {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** Others may read it at the same time. */
function write(file, content) {
  const unfinished = `${file}.${String(process.pid)}`;
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(unfinished, content);
  renameSync(unfinished, file);
}

if (Module.enableCompileCache) {
  Module.enableCompileCache(CACHE);
} else {
  Module.prototype._compile = compileOnce;
  process.once("exit", keep);
}
