import { inTurns, megabytes, milliseconds, sample } from "./sampling";
import { type Row } from "./table";

/** The most that Azure allows. */
const ACTIONS = 500;

/** Time and peak memory of synthesizing a whole workflow, compared with its definition as a literal that is written in CDKTF. */
export function workflowRows(): Row[] {
  const { literal, text, construct } = inTurns(["literal", "text", "construct"], (way) =>
    sample([], "workflow-case.js", way, String(ACTIONS)),
  );
  return [
    {
      case: `a workflow of ${String(ACTIONS)} actions`,
      "JSON text, ms": milliseconds(text).toFixed(1),
      "literal, ms": milliseconds(literal).toFixed(1),
      "construct, ms": milliseconds(construct).toFixed(1),
      ratio: { value: milliseconds(construct) / milliseconds(literal), atMost: 1.2, digits: 2 },
      "ratio of memory": { value: megabytes(construct) / megabytes(literal), atMost: 1.2, digits: 2 },
    },
  ];
}
