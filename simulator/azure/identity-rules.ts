import { identitySupportOf } from "../../lib/source/identity-support";
import { type Diagnostic } from "../protocol/provider";
import { blocksOf, type ObjectValue, textOf } from "../protocol/values";

/** The kinds of identity that a type takes, which azurerm checks when it validates. */
export function identityProblems(type: string, config: ObjectValue): Diagnostic[] {
  const support = identitySupportOf(type);
  if (!support) {
    return [];
  }
  const kinds = [
    ...(support.system ? ["SystemAssigned"] : []),
    ...(support.user ? ["UserAssigned"] : []),
    ...(support.both ? ["SystemAssigned, UserAssigned"] : []),
  ];
  return blocksOf(config.identity).flatMap((block, index) => {
    const kind = textOf(block.type);
    return kind === undefined || kinds.includes(kind)
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
