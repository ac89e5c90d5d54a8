import { findTerraform } from "../../simulator";
import { adoptRows } from "./adopt";
import { auditRows } from "./audit";
import { lifeCycleRows } from "./life-cycle";
import { loadingRows } from "./loading";
import { mapRows } from "./map";
import { synthRows } from "./synth";
import { secondApplyRows, sqlRunnerRows } from "./sql-runner";
import { printTable, type Row } from "./table";
import { workflowRows } from "./workflow";

/** What is measured, by name. */
const PARTS: Readonly<Record<string, { readonly rows: () => Row[]; readonly needsTerraform?: true }>> = {
  synth: { rows: synthRows },
  loading: { rows: loadingRows },
  "sql-runner": { rows: sqlRunnerRows },
  adopt: { rows: adoptRows },
  audit: { rows: auditRows },
  map: { rows: mapRows },
  workflow: { rows: workflowRows },
  "life-cycle": { rows: lifeCycleRows, needsTerraform: true },
  "second-apply": { rows: secondApplyRows, needsTerraform: true },
};

/**
 * Prints ratios to a baseline of the same run, and fails if one exceeds its limit.
 *
 *   npm run bench
 *   npm run bench -- audit adopt
 */
function main(names: readonly string[]): void {
  const unknown = names.filter((name) => !Object.hasOwn(PARTS, name));
  if (unknown.length > 0) {
    throw new Error(`the bench has no part ${unknown.join(", ")}; its parts are ${Object.keys(PARTS).join(", ")}`);
  }
  const parts = Object.entries(PARTS).filter(([name]) => names.length === 0 || names.includes(name));
  const hasTerraform = findTerraform() !== undefined;
  const above = parts.flatMap(([name, { rows, needsTerraform }]) => {
    if (needsTerraform && !hasTerraform) {
      console.log(`skipped ${name}, which needs terraform on the PATH`);
      return [];
    }
    return printTable(rows());
  });
  above.forEach((figure) => {
    console.error(`above the limit: ${figure}`);
  });
  process.exitCode = above.length > 0 ? 1 : 0;
}

main(process.argv.slice(2));
