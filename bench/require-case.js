/**
 * Loads cdktf and the provider modules that the package uses, then the package itself or nothing, and prints what that
 * took: `require-case.js (package|nothing) <module>…`.
 */
const { join } = require("node:path");

const dist = join(__dirname, "..", "dist");

const [what, ...providerModules] = process.argv.slice(2);
require("cdktf");
providerModules.forEach((name) => require(name));
const before = process.hrtime.bigint();
if (what === "package") {
  require(dist);
}
const milliseconds = Number(process.hrtime.bigint() - before) / 1e6;
global.gc();
console.log(JSON.stringify({ milliseconds, megabytes: process.memoryUsage().rss / 2 ** 20 }));
