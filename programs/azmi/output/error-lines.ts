import { printableLines } from "../../sql-runner/printable";

/** The message of an error as the commands print it: each of its lines begins with the name of the program. */
export function errorLines(error: Error): string {
  return error.message
    .split("\n")
    .map((line) => `azmi: ${printableLines(line)}\n`)
    .join("");
}
