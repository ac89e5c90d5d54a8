import { type Analysis, type Origin } from "../terraform/analysis";
import { type Block, type Values } from "../terraform/document";

/** An argument in both forms: the expression, and what the document knows of its value. */
export interface Argument {
  readonly value: unknown;
  readonly expression: unknown;
}

export function argumentOf({ values, expressions }: Block, name: string): Argument {
  return inside(values, expressions, name);
}

/** An argument of a nested block, which is given in both forms. */
export function inside(values: Values, expressions: Values | undefined, name: string): Argument {
  const value = own(values, name);
  return { value, expression: expressions === values ? value : expressions && own(expressions, name) };
}

export function own(values: Values, name: string): unknown {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

export function isGiven({ value, expression }: Argument): boolean {
  return !isNothing(value) || !isNothing(expression);
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === "";
}

/** The forms of an argument, without saying the same twice. What is known comes first: a plan abridges expressions. */
function formsOf({ value, expression }: Argument): unknown[] {
  const forms = value === expression ? [value] : [value, expression];
  return forms.filter((form) => form !== undefined && form !== null);
}

/** The argument without its expression if its text is known, because a plan does not tell how a text is composed. */
export function asKnown(argument: Argument): Argument {
  const { value } = argument;
  return typeof value === "string" && !value.includes("${") ? { value, expression: undefined } : argument;
}

/** The attribute that an argument is, if it is just that. */
export function ownerOf(analysis: Analysis, argument: Argument, block: Block): Origin | undefined {
  const { value, expression } = argument;
  return analysis.ownerOf(value, block) ?? (value === expression ? undefined : analysis.ownerOf(expression, block));
}

/** All that an argument is made of. */
export function originsOf(analysis: Analysis, argument: Argument, block: Block): readonly Origin[] {
  return formsOf(argument).flatMap((form) => analysis.originsOf(form, block));
}

/** The text of an argument, as far as the document knows it. */
export function textOf(analysis: Analysis, { value, expression }: Argument, block: Block): string | undefined {
  const literal =
    analysis.literalOf(value, block) ?? (value === expression ? undefined : analysis.literalOf(expression, block));
  return literal === undefined ? undefined : String(literal);
}

/** The text with its expressions, such as "${azurerm_subscription.a.id}/resourceGroups/b". */
export function templateOf({ value, expression }: Argument): string | undefined {
  return [value, expression].find((form): form is string => typeof form === "string");
}

/** For people: a value as it is written, without the marks of expressions. */
export function shown(argument: Argument): string {
  const text = templateOf(argument) ?? "";
  const bare = text.startsWith("${") && text.endsWith("}") ? text.slice(2, -1) : text;
  return bare.length > LONGEST ? `${bare.slice(0, LONGEST)}…` : bare;
}

const LONGEST = 120;
