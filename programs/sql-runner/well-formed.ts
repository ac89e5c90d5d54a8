import * as z from "zod/mini";
import { type Check } from "../../lib/core/rules";
import { isHostName } from "../../lib/sql/model/fact-rules";

/** The building blocks of facts for all servers. */

export const guid = z.guid("is no GUID");

export const onServer = { server: z.string().check(z.refine(isHostName, "is not a DNS name")) };

/** A name that satisfies a rule. The rule returns its error as the end of a sentence. */
export function nameBy(check: Check<[name: string]>): z.ZodMiniString {
  return z.string().check((field) => {
    for (const { message } of check(field.value)) {
      field.issues.push({ code: "custom", message, input: field.value });
    }
  });
}
