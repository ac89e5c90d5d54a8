import { gunzipSync } from "node:zlib";
import * as z from "zod/mini";
import { parseJson } from "./parse-json";
import { WrongArguments } from "./wrong-arguments";

export type Environment = Readonly<Record<string, string | undefined>>;

const list = z.array(z.strictObject({ fact: z.unknown(), arguments: z.optional(z.array(z.string())) }));

/** A fact with the arguments of its connection. */
export type ListedFact = z.infer<typeof list>[number];

/**
 * The facts in the variables SQL_RUNNER_FACTS_0 and so on, each a JSON list encoded with Terraform's base64gzip. A
 * command line is too short for all facts of a stack.
 */
export function readListedFacts(environment: Environment): ListedFact[] {
  return Object.entries(environment)
    .filter(([name]) => /^SQL_RUNNER_FACTS_\d+$/.test(name))
    .flatMap(([name, text = ""]) => readList(name, text));
}

function readList(name: string, text: string): ListedFact[] {
  try {
    return list.parse(parseJson(gunzipSync(Buffer.from(text, "base64")).toString()));
  } catch (error) {
    throw new WrongArguments(`${name} is not a list of facts: ${(error as Error).message}`);
  }
}
