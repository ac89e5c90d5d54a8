import { type Analysis } from "../../../terraform/analysis";
import { type Block } from "../../../terraform/document";
import { type Violation } from "../../rule";
import { type ArgumentsOfTypes } from "./argument";
import { type EachValues } from "./each-value";
import { type KnownTexts } from "./known-texts";

/** What the scan finds: one for each rule that it is for. */
export const KINDS = [
  "automation-variable",
  "computed",
  "forced",
  "literal",
  "output",
  "provider",
  "setting",
  "state",
  "telemetry",
  "text",
  "user-data",
  "variable",
] as const;
export type Kind = (typeof KINDS)[number];

/** What all blocks have in common while the scan goes through them. */
export interface ScanContext {
  readonly analysis: Analysis;
  readonly texts: KnownTexts;
  readonly types: ArgumentsOfTypes;
  readonly each: EachValues;
  /** Variables whose default arrives where a secret belongs. */
  readonly feeding: Map<Block, string>;
  report(kind: Kind, violation: Violation): void;
}
