import { createHash } from "node:crypto";

/** Where a finding is. */
export interface FindingPlace {
  readonly document: string;
  readonly address: string;
  readonly argument?: string;
}

/**
 * Identifies a finding from run to run. The message is not part of it, because it can be reworded; neither are lines and
 * values, so that it survives moved code and says nothing about secrets.
 */
export function fingerprintOf(rule: string, { document, address, argument = "" }: FindingPlace): string {
  return createHash("sha256")
    .update(JSON.stringify([rule, document, address, argument]))
    .digest("hex")
    .slice(0, 32);
}
