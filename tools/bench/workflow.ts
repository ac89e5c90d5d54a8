import { inTurns, megabytes, milliseconds, sample } from "./sampling";
import { type Row } from "./table";

/** The most that Azure allows. */
const ACTIONS = 500;

/** Time and peak memory of synthesizing a whole workflow, compared with its definition as a literal. */
export function workflowRows(): Row[] {
  const { literal, construct } = inTurns(["literal", "construct"], (way) =>
    sample([], "workflow-case.js", way, String(ACTIONS)),
  );
  return [
    {
      case: `a workflow of ${String(ACTIONS)} actions`,
      "literal, ms": milliseconds(literal).toFixed(1),
      "construct, ms": milliseconds(construct).toFixed(1),
      ratio: { value: milliseconds(construct) / milliseconds(literal), atMost: 1.2, digits: 2 },
      "ratio of memory": { value: megabytes(construct) / megabytes(literal), atMost: 1.2, digits: 2 },
    },
  ];
}
