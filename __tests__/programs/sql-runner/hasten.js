"use strict";
/** Loaded into a process before all else, makes its timers run twenty times as fast: nobody waits a minute in a test. */
const { setTimeout: wait } = globalThis;

globalThis.setTimeout = (callback, milliseconds, ...args) => wait(callback, milliseconds / 20, ...args);
