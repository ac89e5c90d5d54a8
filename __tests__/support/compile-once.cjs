"use strict";
/**
 * Jest's runtime, except that each worker compiles a module once instead of once per suite. Every suite still runs the
 * module in a context of its own, so that suites share no state. See `runtime` in jest.config.js.
 */
const { Script } = require("node:vm");
const { default: Runtime } = require("jest-runtime");

/** The latest source and script of each file. */
const compiled = new Map();

module.exports = class extends Runtime {
  constructor(...args) {
    super(...args);
    const { executor, _environment: environment } = this;
    executor.compile = (source, filename) => {
      const context = environment.getVmContext();
      return context && script(source, filename, executor.injectedModuleParameters).runInContext(context);
    };
  }
};

function script(source, filename, parameters) {
  const known = compiled.get(filename);
  if (known?.source === source) {
    return known.script;
  }
  const head = `(function (${parameters.join(", ")}) {`;
  const fresh = new Script(`${head}${source}\n})`, { filename, columnOffset: -head.length });
  compiled.set(filename, { source, script: fresh });
  return fresh;
}
