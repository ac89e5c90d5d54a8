import { type Origin } from "../../../terraform/analysis";
import { type Block } from "../../../terraform/document";
import { type ScanContext } from "./context";
import { isNoSecret, isSecretName } from "./names";
import { isHashed, isLocalOff, isSecretVariable } from "./origins-of-secrets";
import { secretShape } from "./shapes";
import { addressOf, secretsOf, sourcesIn } from "./sources";
import { eachText } from "./walk";

/** Reports an output of a root module that has a secret in it, once. */
export function scanOutput(context: ScanContext, block: Block): void {
  const values = block.document.kind === "state" ? block.values : block.expressions;
  let secret: string | undefined;
  let telemetry: string | undefined;
  eachText({ value: values.value }, context.types.of(block), (text) => {
    const isExpression = text.includes("${");
    secret ??= isExpression ? inExpression(context, block, text) : inText(context, block, text);
    telemetry ??= isExpression ? telemetryIn(context, block, text) : undefined;
  });
  const message = secret ?? telemetry;
  if (message !== undefined) {
    context.report(secret === undefined ? "telemetry" : "output", { block, path: "value", message });
  }
}

function inText({ texts }: ScanContext, block: Block, text: string): string | undefined {
  const foreign = texts.in(text, block);
  if (foreign) {
    return `the output contains ${foreign.attribute} of ${foreign.block.address}`;
  }
  const named = isSecretName(block.name) && !isNoSecret(text);
  return named || secretShape(text) !== undefined ? "the output contains a secret" : undefined;
}

function inExpression({ analysis }: ScanContext, block: Block, text: string): string | undefined {
  const origins = analysis.originsOf(text, block);
  if (isHashed(text)) {
    return undefined;
  }
  const source = sourcesIn(text, origins).find(({ telemetry }) => !telemetry);
  if (source) {
    return `the output contains ${source.what}`;
  }
  const whole = origins.find((origin) => origin.exact && secretsOf(origin).length > 0);
  if (whole) {
    return `the output contains all of ${addressOf(whole)}, with its ${secretsOf(whole)[0]!}`;
  }
  if (isSecretVariable(origins.filter(isSensitive))) {
    return "the output contains a secret variable";
  }
  const literal = analysis.literalOf(text, block);
  return secretShape(typeof literal === "string" ? literal : text) !== undefined
    ? "the output contains a secret"
    : undefined;
}

function telemetryIn({ analysis }: ScanContext, block: Block, text: string): string | undefined {
  const origins = analysis.originsOf(text, block);
  const [source] = sourcesIn(text, origins);
  return source && !isHashed(text) && origins.every((origin) => !isLocalOff(origin.block))
    ? `the output contains ${source.what}`
    : undefined;
}

const isSensitive = ({ block }: Origin): boolean => block?.values.sensitive === true;
