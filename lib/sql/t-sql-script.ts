import { queryText, type SqlStep } from "./t-sql";

/** A step as a person reads it: where it runs, when it is left out, and the batch. */
export function scriptOf(server: string, { database, unless, onlyIf, statement }: SqlStep): string {
  return [
    comment(`${server}, database ${JSON.stringify(database)}`),
    ...(unless === undefined ? [] : [comment(`unless there is a row: ${queryText(unless)}`)]),
    ...(onlyIf === undefined ? [] : [comment(`if there is a row: ${queryText(onlyIf)}`)]),
    `${statement};`,
    "GO",
  ].join("\n");
}

/** A line break in a name must not end the comment. */
function comment(text: string): string {
  return text
    .split(/\r\n|[\r\n]/)
    .map((line) => `-- ${line}`)
    .join("\n");
}
