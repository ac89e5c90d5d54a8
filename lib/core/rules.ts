/**
 * What the library checks stands in tables of rules. Every error and every warning is a broken rule and carries its id;
 * docs/errors.md lists them all.
 */

/** Heading of the rules that hold for every construct. */
export const ALL = "All constructs";

/** A broken rule. */
export interface Problem {
  /** Id of the rule. */
  readonly rule: string;
  /** What is wrong with what was given; what to do instead. In lower case and without a final period. */
  readonly message: string;
}

/** One way in which something can be wrong. */
export interface Rule<Args extends readonly unknown[]> {
  /** In kebab-case, unique in the package, and named after the fault: it stays when the message is reworded. */
  readonly rule: string;
  /**
   * Whether the rule is broken.
   *
   * @default - always: whoever asks has found the fault
   */
  readonly when?: (...args: Args) => boolean;
  readonly message: string | ((...args: Args) => string);
}

/** Tells which rules of a table are broken. */
export type Check<Args extends readonly unknown[]> = (...args: Args) => Problem[];

/**
 * A table of rules, of which each one is checked.
 *
 * @param _of what the rules are about, as a heading of docs/errors.md
 */
export function rules<Args extends readonly unknown[] = []>(_of: string, table: readonly Rule<Args>[]): Check<Args> {
  return (...args) => table.filter(({ when }) => when?.(...args) !== false).map((rule) => problem(rule, args));
}

/** A table of rules, of which each one makes sense only where those before it hold: tells the first that is broken. */
export function firstRule<Args extends readonly unknown[] = []>(
  _of: string,
  table: readonly Rule<Args>[],
): Check<Args> {
  return (...args) => {
    const broken = table.find(({ when }) => when?.(...args) !== false);
    return broken ? [problem(broken, args)] : [];
  };
}

function problem<Args extends readonly unknown[]>({ rule, message }: Rule<Args>, args: Args): Problem {
  return { rule, message: typeof message === "string" ? message : message(...args) };
}

/** A table of rules that are only advice: what breaks them is a warning. */
export const warnings = rules;

/** A problem as users read it. */
export function textOf({ rule, message }: Problem): string {
  return `${message} [${rule}]`;
}

/** Throws everything that is wrong with a value that belongs to no construct, so that synth has no path to report it under. */
export function refuse(problems: readonly Problem[], what?: string): void {
  if (problems.length > 0) {
    throw refusal(problems, what);
  }
}

export function refusal(problems: readonly Problem[], what?: string): Error {
  return new Error(`${what === undefined ? "" : `${what}: `}${problems.map(textOf).join("; ")}`);
}
