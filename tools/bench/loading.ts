import { inTurns, megabytes, milliseconds, sample } from "./sampling";
import { type Row } from "./table";

/** `require` of the package and of its simulator, above `require("cdktf")`. */
export function loadingRows(): Row[] {
  const {
    nothing,
    dist: constructs,
    testing,
  } = inTurns(["nothing", "dist", "testing"], (way) => sample(["--expose-gc"], "require-case.js", way));
  return [
    {
      case: "require, above cdktf",
      ms: { value: milliseconds(constructs) - milliseconds(nothing), atMost: 30 },
      MB: { value: megabytes(constructs) - megabytes(nothing), atMost: 4, digits: 1 },
    },
    {
      case: "require of /testing, above cdktf",
      ms: { value: milliseconds(testing) - milliseconds(nothing), atMost: 150 },
      MB: { value: megabytes(testing) - megabytes(nothing), atMost: 30, digits: 1 },
    },
  ];
}
