import { literalIn } from "../../../lib/core/literal-text";
import { type SqlFact } from "../../../lib/sql/model/fact";
import { factInWords } from "../../../lib/sql/model/describe-fact";
import { factFrom, MalformedFact } from "../../sql-runner/read-fact";
import { type SynthesizedStack } from "../synthesized-app";
import { type DeclaredFact, declaredFacts, FACT_TYPE, isLikeFact } from "./declared-facts";
import { type Difference, factDiffers, type FactSource, type Findings, type Unchecked } from "./difference";
import { type StateResource, type TerraformState, UnreadableState } from "./terraform-state";

/** A fact that is checked on its server. */
export interface AppliedFact extends FactSource {
  readonly strictEncryption: boolean;
  readonly administrator?: string;
}

/** The SQL facts of a stack. */
export interface StackFacts extends Findings {
  /** The number of facts in the code or in the state. */
  readonly count: number;
  /** Facts that were applied as declared. */
  readonly applied: readonly AppliedFact[];
  /**
   * Facts that were applied, but are now declared differently or not at all. They stay on the servers until the next
   * apply.
   */
  readonly outdated: readonly SqlFact[];
}

/**
 * Compares the declared facts of a stack with the applied ones. Values that only Terraform knows come from the state.
 */
export async function readStackFacts(stack: SynthesizedStack, state: TerraformState): Promise<StackFacts> {
  const declared = declaredFacts(stack);
  try {
    return compare(stack.name, declared, await state.resources(stack, FACT_TYPE));
  } catch (error) {
    if (!(error instanceof UnreadableState)) {
      throw error;
    }
    // Most apps have stacks without SQL facts, which need no readable state.
    const unchecked = declared.size === 0 ? [] : [{ facts: declared.size, why: error.message }];
    return { count: declared.size, applied: [], outdated: [], differences: [], unchecked };
  }
}

function compare(
  stack: string,
  declared: ReadonlyMap<string, DeclaredFact>,
  resources: readonly StateResource[],
): StackFacts {
  const applied: AppliedFact[] = [];
  const outdated: SqlFact[] = [];
  const differences: Difference[] = [];
  const unchecked: Unchecked[] = [];
  const pending = new Map(declared);
  let undeclared = 0;

  for (const { address, name, deposed_key: deposed, values } of resources) {
    const value = values?.triggers_replace;
    if (!isLikeFact(value)) {
      continue;
    }
    const own = deposed === undefined ? declared.get(name) : undefined;
    undeclared += own ? 0 : 1;
    pending.delete(own?.name ?? "");
    try {
      const fact = factFrom(value);
      if (own === undefined) {
        outdated.push(fact);
        differences.push(factDiffers({ stack, address, fact }, "no longer declared"));
      } else if (isAppliedAs(own.fact, fact)) {
        applied.push({
          stack,
          address,
          fact,
          strictEncryption: own.strictEncryption,
          administrator: own.administrator,
        });
      } else {
        outdated.push(fact);
        differences.push(
          factDiffers(
            { stack, address, fact: readable(own.fact) },
            "not applied",
            `${factInWords(fact)} was applied instead`,
          ),
        );
      }
    } catch (error) {
      if (!(error instanceof MalformedFact)) {
        throw error;
      }
      unchecked.push({ facts: 1, why: `${address} of stack ${stack} has no SQL fact in the state:\n${error.message}` });
    }
  }
  for (const { name, fact } of pending.values()) {
    differences.push(factDiffers({ stack, address: `${FACT_TYPE}.${name}`, fact: readable(fact) }, "not applied"));
  }
  return { count: declared.size + undeclared, applied, outdated, differences, unchecked };
}

/** Whether the literals of a declaration equal the applied values. An expression can have any value. */
function isAppliedAs(declared: unknown, applied: unknown): boolean {
  if (typeof declared === "string") {
    const literal = literalIn(declared);
    return literal === undefined || literal === applied;
  }
  if (typeof applied === "string") {
    return false;
  }
  const [own, other] = [declared, applied].map((value) => (value ?? {}) as Readonly<Record<string, unknown>>);
  const fields = new Set([...Object.keys(own ?? {}), ...Object.keys(other ?? {})]);
  return [...fields].every((field) => isAppliedAs(own?.[field], other?.[field]));
}

/** A declared fact with its known values. */
function readable<Declared>(declared: Declared): Declared {
  return JSON.parse(JSON.stringify(declared), (_, value: unknown) =>
    typeof value === "string" ? (literalIn(value) ?? value) : value,
  ) as Declared;
}
