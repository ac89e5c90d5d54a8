import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Client } from "../simulator/sql/client";

/** A .sql file with the database that its header names. */
export interface SqlFile {
  readonly path: string;
  readonly database: string;
  readonly text: string;
}

/** The .sql files below a directory, in the order of their names. */
export function sqlFiles(directory: string): SqlFile[] {
  mkdirSync(directory, { recursive: true });
  return readdirSync(directory, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".sql"))
    .sort()
    .map((path) => {
      const text = readFileSync(join(directory, path), "utf8");
      const [, database = ""] = /^-- Database: (.*)$/m.exec(text) ?? [];
      return { path, database: JSON.parse(database) as string, text };
    });
}

/** What sqlcmd makes of a file: batches, with its variables replaced. */
function batchesOf(text: string, variables: Readonly<Record<string, string>> = {}): string[] {
  return text
    .replace(/\$\((\w+)\)/g, (_, name: string) => {
      const value = variables[name];
      if (value === undefined) {
        throw new Error(`'${name}' scripting variable not defined`);
      }
      return value;
    })
    .split(/^GO$/m)
    .filter((batch) => batch.trim() !== "");
}

export type Direction = "apply" | "remove";

/**
 * Runs the files of a direction as an administrator would, each over a connection of its own, to the end whatever fails.
 *
 * @returns the numbers of the errors
 */
export async function runSqlFiles(
  files: readonly SqlFile[],
  direction: Direction,
  connectTo: (database: string, use: (client: Client) => Promise<void>) => Promise<void>,
  variables?: Readonly<Record<string, string>>,
): Promise<number[]> {
  const errors: number[] = [];
  for (const { database, text } of files.filter(({ path }) => path.includes(`/${direction}/`))) {
    await connectTo(database, async ({ query }) => {
      for (const batch of batchesOf(text, variables)) {
        errors.push(...(await query(batch)).errors);
      }
    });
  }
  return errors;
}
