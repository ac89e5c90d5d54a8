import { type Analysis } from "../terraform/analysis";
import { type Block, type Values } from "../terraform/document";
import { isObject, nested } from "../terraform/values";
import { type Argument, argumentOf, textOf } from "./reading";

/** The ARM type of an azapi resource in lower case, without the version of the API. */
export function azapiTypeOf(block: Block, analysis: Analysis): string {
  return (textOf(analysis, argumentOf(block, "type"), block) ?? "").split("@", 1)[0]?.toLowerCase() ?? "";
}

/** A property of the body, such as "principalId" of "properties". The body is an object, or JSON in a text. */
export function propertyOf(block: Block, path: readonly string[]): Argument {
  return { value: dig(block.values.body, path), expression: dig(block.expressions.body, path) };
}

/** Bodies that are longer are not read. */
const LONGEST = 1_000_000;

function dig(body: unknown, path: readonly string[]): unknown {
  let inner: unknown = typeof body === "string" && body.length < LONGEST ? parsed(body) : body;
  for (const name of path) {
    const object: Values | undefined = isObject(inner) ? inner : Array.isArray(inner) ? firstOf(inner) : undefined;
    inner = object && Object.hasOwn(object, name) ? object[name] : undefined;
  }
  return inner;
}

function firstOf(list: readonly unknown[]): Values | undefined {
  return nested({ list }, "list")[0];
}

/** The JSON in a text, or in a call of `jsonencode` that CDKTF wrote as JSON. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
