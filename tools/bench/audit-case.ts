import { audit } from "../../lib/audit/report/audit";
import { readDocument } from "../../lib/audit/terraform/read-document";
import { bigEstate } from "./big-estate";

/**
 * Prints the time of parsing and of auditing an estate, and the memory that the process needed for both. The first round
 * of an estate of another size lets the engine compile.
 *
 *   audit-case.ts <resources>
 */
const WARM_UP = 1_000;
const ROUNDS = 5;

function measure(text: string): { readonly parse: number; readonly audit: number; readonly findings: number } {
  const start = performance.now();
  const json: unknown = JSON.parse(text);
  const parsed = performance.now();
  const { findings } = audit([readDocument("estate", json)]);
  return { parse: parsed - start, audit: performance.now() - parsed, findings: findings.length };
}

measure(bigEstate(WARM_UP));
const text = bigEstate(Number(process.argv[2]));
const rounds = Array.from({ length: ROUNDS }, () => measure(text));
const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? NaN;
console.log(
  JSON.stringify({
    parse: median(rounds.map(({ parse }) => parse)),
    audit: median(rounds.map((round) => round.audit)),
    findings: rounds[0]?.findings ?? NaN,
    megabytes: process.resourceUsage().maxRSS / 1024,
  }),
);
