import { type Diagnostic } from "../protocol/provider";
import { blocksOf, type ObjectValue, textOf } from "../protocol/values";
import { identityKindsOf } from "./identity-support";
import { type Version } from "./releases";

/** Errors in the kinds of identity, which azurerm checks at validation. */
export function identityProblems(type: string, config: ObjectValue, version: Version): Diagnostic[] {
  const kinds = identityKindsOf(type, version);
  return blocksOf(config.identity).flatMap((block, index) => {
    const kind = textOf(block.type);
    return kind === undefined || !kinds || kinds.includes(kind)
      ? []
      : [
          {
            severity: "error",
            summary: `expected identity.${String(index)}.type to be one of ${JSON.stringify(kinds)}, got ${kind}`,
            path: ["identity", index, "type"],
          },
        ];
  });
}
