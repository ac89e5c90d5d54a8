import { findTerraform } from "../../simulator";
import { adoptRows } from "./adopt";
import { lifeCycleRows } from "./life-cycle";
import { loadingRows } from "./loading";
import { synthRows } from "./synth";
import { secondApplyRows, sqlRunnerRows } from "./sql-runner";
import { printTable } from "./table";

/** Prints ratios to a baseline of the same run, and fails if one exceeds its limit: `npm run bench`. */
const above = [
  ...printTable(synthRows()),
  ...printTable(loadingRows()),
  ...printTable(sqlRunnerRows()),
  ...printTable(adoptRows()),
];
if (findTerraform() === undefined) {
  console.log("skipped what needs terraform, which is not on the PATH: life cycles, a second apply");
} else {
  above.push(...printTable(lifeCycleRows()), ...printTable(secondApplyRows()));
}
above.forEach((figure) => {
  console.error(`above the limit: ${figure}`);
});
process.exitCode = above.length > 0 ? 1 : 0;
