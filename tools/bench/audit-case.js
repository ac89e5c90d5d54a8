"use strict";
/**
 * Prints the time of parsing and of auditing an estate, and the memory that the process needed for both:
 * `audit-case.js <resources>`. The first round, of an estate of another size, lets the engine compile.
 */
const { audit } = require("../../dist/audit/report/audit");
const { readDocument } = require("../../dist/audit/terraform/read-document");
const { bigEstate } = require("./big-estate");

const WARM_UP = 1_000;
const ROUNDS = 5;

function measure(text) {
  const start = performance.now();
  const json = JSON.parse(text);
  const parsed = performance.now();
  const { findings } = audit([readDocument("estate", json)]);
  return { parse: parsed - start, audit: performance.now() - parsed, findings: findings.length };
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(ROUNDS / 2)];

measure(bigEstate(WARM_UP));
const text = bigEstate(Number(process.argv[2]));
const rounds = Array.from({ length: ROUNDS }, () => measure(text));
console.log(
  JSON.stringify({
    parse: median(rounds.map(({ parse }) => parse)),
    audit: median(rounds.map((round) => round.audit)),
    findings: rounds[0].findings,
    megabytes: process.resourceUsage().maxRSS / 1024,
  }),
);
