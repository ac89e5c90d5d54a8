import { AdoptionError } from "./adoption-error";

const HOW = "give all that the command printed, and nothing else";

/**
 * Reads JSON that may contain secrets. No error message quotes it.
 *
 * @param name the name that error messages use
 * @throws AdoptionError
 */
export function readJson(text: string, name: string): unknown {
  // PowerShell redirects output as UTF-8 with a byte order mark.
  const json = text.replace(/^\uFEFF/, "");
  if (json.trim() === "") {
    throw new AdoptionError(`${name} is empty; ${HOW}`);
  }
  try {
    return JSON.parse(json);
  } catch (error) {
    const [, position] = /at position (\d+)/.exec((error as Error).message) ?? [];
    throw new AdoptionError(`${name} ${isTruncated(json) ? "is truncated" : notJson(json, position)}; ${HOW}`);
  }
}

/** Whether a string or bracket is not closed. */
function isTruncated(json: string): boolean {
  const structure = json.replace(/"(?:[^"\\]|\\.)*"/gs, "");
  const depth = (structure.match(/[{[]/g)?.length ?? 0) - (structure.match(/[}\]]/g)?.length ?? 0);
  return /^\s*[{[]/.test(structure) && (depth > 0 || structure.includes('"'));
}

function notJson(json: string, position: string | undefined): string {
  const line = json.slice(0, Number(position)).split("\n").length;
  return position === undefined ? "is not JSON" : `is not JSON: line ${String(line)} is malformed`;
}
