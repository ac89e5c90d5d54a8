/**
 * Loads cdktf, then a folder of the package or nothing. Prints the duration of the second step, and the memory at the
 * end: `require-case.js (dist|testing|nothing)`.
 */
const { join } = require("node:path");

const [what] = process.argv.slice(2);
require("cdktf");
const before = process.hrtime.bigint();
if (what !== "nothing") {
  require(join(__dirname, "..", "..", what));
}
const milliseconds = Number(process.hrtime.bigint() - before) / 1e6;
global.gc();
console.log(JSON.stringify({ milliseconds, megabytes: process.memoryUsage().rss / 2 ** 20 }));
