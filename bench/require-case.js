/**
 * Loads cdktf and the provider modules that the package uses, then a folder of the package or nothing, and prints what
 * that took: `require-case.js (dist|testing|nothing) <module>…`.
 */
const { join } = require("node:path");

const [what, ...providerModules] = process.argv.slice(2);
require("cdktf");
providerModules.forEach((name) => require(name));
const before = process.hrtime.bigint();
if (what !== "nothing") {
  require(join(__dirname, "..", what));
}
const milliseconds = Number(process.hrtime.bigint() - before) / 1e6;
global.gc();
console.log(JSON.stringify({ milliseconds, megabytes: process.memoryUsage().rss / 2 ** 20 }));
