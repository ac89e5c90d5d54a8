import * as z from "zod/mini";
import { isHostName } from "../../lib/sql/model/fact-rules";

/** The building blocks of facts for all servers. */

export const guid = z.guid("is no GUID");

export const onServer = { server: z.string().check(z.refine(isHostName, "is not a DNS name")) };

/** A name that satisfies a rule. The rule returns its error as the end of a sentence. */
export function nameBy(rule: (text: string) => string | undefined): z.ZodMiniString {
  return z.string().check((field) => {
    const problem = rule(field.value);
    if (problem) {
      field.issues.push({ code: "custom", message: problem, input: field.value });
    }
  });
}
