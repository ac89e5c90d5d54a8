import { queryText } from "./batches";
import { type SqlStep } from "./sql-step";

/** A step for people: the database, its conditions, and the batch. */
export function scriptOf(server: string, { database, unless, onlyIf, isAbout, statement }: SqlStep): string {
  return [
    comment(`${server}, database ${JSON.stringify(database)}`),
    ...(unless === undefined ? [] : [comment(`unless there is a row: ${queryText(unless)}`)]),
    ...[onlyIf, isAbout].flatMap((query) =>
      query === undefined ? [] : [comment(`if there is a row: ${queryText(query)}`)],
    ),
    ended(statement),
  ].join("\n");
}

/**
 * A file for sqlcmd.
 *
 * @param values the Terraform output with the values of the variables
 */
export function scriptFile(server: string, database: string, batches: readonly string[], values: string): string {
  const hasVariables = batches.some((batch) => batch.includes("$("));
  const isAscii = batches.every((batch) => /^\p{ASCII}*$/u.test(batch));
  return [
    comment(`Server: ${server}`),
    comment(`Database: ${JSON.stringify(database)}`),
    comment(
      "Run it as the Entra administrator of the server, and stop at the first error: sqlcmd -G -b -S <server> -d <database> -i <this file>",
    ),
    ...(isAscii ? [] : [comment("The file is UTF-8; sqlcmd on Windows reads it as that with -f 65001")]),
    ...(hasVariables ? [comment(`Variables, for sqlcmd -v: terraform output -json ${values}`)] : []),
    ended("SET NOEXEC OFF"),
    ...batches.map(ended),
    "",
  ].join("\n");
}

const ended = (statement: string): string => `${statement};\nGO`;

/** A line break in a name must not end the comment. */
function comment(text: string): string {
  return text
    .split(/\r\n|[\r\n]/)
    .map((line) => `-- ${line}`)
    .join("\n");
}
