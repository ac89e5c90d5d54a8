import { findTerraform } from "../simulator";
import { lifeCycleRows } from "./life-cycle";
import { loadingRows } from "./loading";
import { synthRows } from "./synth";
import { printTable } from "./table";

/** Prints ratios against a baseline of the same run, and fails if one is above its limit: `npm run bench`. */
const above = [...printTable(synthRows()), ...printTable(loadingRows())];
if (findTerraform() === undefined) {
  console.log("skipped the life cycles in the simulated Azure: no terraform on the PATH");
} else {
  above.push(...printTable(lifeCycleRows()));
}
above.forEach((figure) => {
  console.error(`above the limit: ${figure}`);
});
process.exitCode = above.length > 0 ? 1 : 0;
