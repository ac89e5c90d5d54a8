/** An argument as POSIX shells take it. */
export function quoted(argument: string): string {
  return /^[\w./=:-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", String.raw`'\''`)}'`;
}
