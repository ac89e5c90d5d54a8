import { type Plugin } from "esbuild";

/** The bundle of the SQL runner, from the folders of the other programs. */
const RUNNER = "../../sql-runner/dist/sql-runner.js";

/** Takes the database drivers from the bundle of the SQL runner, which is in the same package. */
export const driversOfRunner: Plugin = {
  name: "drivers-of-runner",
  setup: (build) => {
    build.onResolve({ filter: /^(mysql2|pg|tedious)$/ }, ({ path }) => ({ path, namespace: "drivers-of-runner" }));
    build.onLoad({ filter: /.*/, namespace: "drivers-of-runner" }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(RUNNER)}).drivers[${JSON.stringify(path)}];`,
    }));
    build.onResolve({ filter: /sql-runner\/dist\/sql-runner\.js$/ }, ({ path }) => ({ path, external: true }));
  },
};
