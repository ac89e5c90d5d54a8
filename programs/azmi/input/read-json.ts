import { textOf } from "../../../lib/adoption/input/read-file";
import { WrongArguments } from "../../sql-runner/wrong-arguments";
import { jsonProblem } from "./json-problem";

const TOO_LONG = "audit fewer stacks at a time";

/** The text of a file; "-" is standard input. */
export function readText(file: string): string {
  const name = nameOf(file);
  let text: string;
  try {
    text = textOf(file === "-" ? undefined : file, TOO_LONG);
  } catch (error) {
    throw new WrongArguments((error as Error).message);
  }
  if (text.startsWith("\uFFFD\uFFFD") || text.startsWith("{\u0000")) {
    throw new WrongArguments(`${name} is UTF-16, as Windows PowerShell redirects output; write it as UTF-8`);
  }
  return text.replace(/^\uFEFF/, "");
}

/** Reads JSON that may contain secrets. No error message quotes it. */
export function readJson(file: string): unknown {
  const text = readText(file);
  if (text.trim() === "") {
    throw new WrongArguments(`${nameOf(file)} is empty`);
  }
  const found = jsonProblem(text);
  if (found) {
    const { line, column, problem } = found;
    throw new WrongArguments(
      `${nameOf(file)} is not valid JSON: line ${String(line)}, column ${String(column)}: ${problem}`,
    );
  }
  return JSON.parse(text);
}

export const nameOf = (file: string): string => (file === "-" ? "standard input" : file);
