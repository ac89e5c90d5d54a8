import * as z from "zod/mini";
import { type Baseline } from "../../../lib/audit/report/baseline";
import { suppressionProblems, type Suppression, type WrittenSuppression } from "../../../lib/audit/report/suppression";
import { ALL_RULES } from "../../../lib/audit/rules/packs";
import { WrongArguments } from "../../sql-runner/wrong-arguments";
import { shapeProblem } from "../app-shape";
import { readJson } from "../input/read-json";

/** Files in which a team says which findings it lives with. */

const baselineShape = z.looseObject({
  version: z.literal(1),
  findings: z.array(
    z.looseObject({ fingerprint: z.string(), rule: z.string(), document: z.string(), address: z.string() }),
  ),
});

const suppressionsShape = z.looseObject({ version: z.literal(1), suppressions: z.array(z.unknown()) });

export function readBaseline(file: string | undefined): Baseline | undefined {
  return file === undefined
    ? undefined
    : (shaped(file, baselineShape, "azmi audit --write-baseline writes one") as Baseline);
}

export function readSuppressions(file: string | undefined): WrittenSuppression[] {
  if (file === undefined) {
    return [];
  }
  const { suppressions } = shaped(file, suppressionsShape, "docs/audit.md shows one") as {
    readonly suppressions: readonly unknown[];
  };
  const problems = suppressions.flatMap((given, index) =>
    [...suppressionProblems(given), ...unknownRule(given)].map(
      (problem) => `${file}: suppression ${String(index + 1)}: its ${problem}`,
    ),
  );
  if (problems.length > 0) {
    throw new WrongArguments(problems.join("\n"));
  }
  return suppressions.map((suppression) => ({ ...(suppression as Suppression), source: file }));
}

function unknownRule(given: unknown): string[] {
  const { rule } = (given ?? {}) as { readonly rule?: unknown };
  return typeof rule === "string" && !ALL_RULES.some(({ id }) => id === rule)
    ? [`rule must be one of docs/rules.md; got ${rule}`]
    : [];
}

function shaped(file: string, shape: z.ZodMiniType, how: string): unknown {
  const json = readJson(file);
  const problem = shapeProblem(shape, json);
  if (problem !== undefined) {
    throw new WrongArguments(`${file} cannot be used: ${problem}; ${how}`);
  }
  return json;
}
