import { FUNCTIONS } from "./functions";
import { asText, type AttributeOf, NotKnown, notKnownIn, type Step, type Value, worst } from "./value";

/** What the names in an expression refer to. */
export interface Scope {
  /** The value of a reference such as `azurerm_key_vault.vault.id`. The first step is a name. */
  readonly resolve: (reference: readonly Step[]) => Value | undefined;
  readonly attributeOf: AttributeOf;
  /** Results of templates that have the same value everywhere in the stack. */
  readonly known: Map<string, Value>;
}

/** A parsed expression. It returns undefined if the evaluation fails. */
export type Expression = (scope: Scope) => Value | undefined;

/** A template of several parts. A single part keeps its type. */
export function concatenation(parts: readonly (string | Expression)[]): Expression {
  const [first = "", ...others] = parts;
  if (others.length === 0) {
    return typeof first === "string" ? () => first : first;
  }
  return (scope) => {
    const values = parts.map((part) => (typeof part === "string" ? part : part(scope)));
    if (values.includes(undefined)) {
      return undefined;
    }
    return worst(values.map(notKnownIn)) ?? values.map(asText).join("");
  };
}

export function all(elements: readonly Expression[]): Expression {
  return (scope) => {
    const values = elements.map((element) => element(scope));
    return values.includes(undefined) ? undefined : (values as Value[]);
  };
}

export function called(name: string, args: readonly Expression[]): Expression {
  const run = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  return (scope) => {
    const values = args.map((arg) => arg(scope));
    if (values.includes(undefined)) {
      return undefined;
    }
    const hidden = worst(values.map((value) => (value instanceof NotKnown ? value : undefined)));
    return hidden ?? (run ? run(...(values as Value[])) : (worst(values.map(notKnownIn)) ?? NotKnown.UNTOLD));
  };
}

/** `try` returns its first argument that is not an error. */
export function attempt(args: readonly Expression[]): Expression {
  return (scope) => {
    for (const arg of args) {
      const value = arg(scope);
      if (value !== undefined) {
        return value;
      }
    }
    return undefined;
  };
}

/** A path into a value. Steps can be expressions themselves. */
export function stepped(
  steps: readonly (Step | Expression)[],
  scope: Scope,
  use: (known: readonly Step[]) => Value | undefined,
): Value | undefined {
  const known: Step[] = [];
  for (const step of steps) {
    const value: Step | Value | undefined = typeof step === "function" ? step(scope) : step;
    if (value instanceof NotKnown) {
      return value;
    }
    if (typeof value === "object" || typeof value === "boolean" || value === undefined) {
      return undefined;
    }
    known.push(value);
  }
  return use(known);
}
