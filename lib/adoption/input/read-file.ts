import { closeSync, openSync, readSync } from "node:fs";

/** The input cannot be used. The message names the file, the problem and the fix. */
export class AdoptionError extends Error {}

/**
 * The longest file that is read, in bytes. Parsing JSON takes several times as much memory, and JavaScript strings are
 * limited to 512 MiB.
 */
export const LONGEST_FILE = 128 * 1024 * 1024;

const MIB = 1024 * 1024;
const CHUNK = 64 * 1024;
const STANDARD_INPUT = 0;

const TOO_LONG = "split the stack, or omit resources that the app does not adopt";

/**
 * The text of a file, or of standard input if there is no name.
 *
 * @param tooLong what to do about a file that is too long
 * @throws AdoptionError if the file does not exist or is too long
 */
export function textOf(file?: string, tooLong = TOO_LONG): string {
  const name = file ?? "standard input";
  try {
    return contentOf(file, name, tooLong);
  } catch (error) {
    if (error instanceof AdoptionError) {
      throw error;
    }
    const { code = "" } = error as NodeJS.ErrnoException;
    throw new AdoptionError(`${name} cannot be read: ${code === "ENOENT" ? "it does not exist" : code}`);
  }
}

function contentOf(file: string | undefined, name: string, tooLong: string): string {
  const descriptor = file === undefined ? STANDARD_INPUT : openSync(file, "r");
  try {
    const chunks: Buffer[] = [];
    let length = 0;
    for (let chunk = read(descriptor); chunk.length > 0; chunk = read(descriptor)) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > LONGEST_FILE) {
        throw new AdoptionError(`${name} is longer than ${String(LONGEST_FILE / MIB)} MiB; ${tooLong}`);
      }
    }
    return Buffer.concat(chunks, length).toString("utf8");
  } finally {
    if (file !== undefined) {
      closeSync(descriptor);
    }
  }
}

/** Reads the next bytes; none at the end. */
function read(descriptor: number): Buffer {
  const buffer = Buffer.allocUnsafe(CHUNK);
  for (;;) {
    try {
      return buffer.subarray(0, readSync(descriptor, buffer));
    } catch (error) {
      switch ((error as NodeJS.ErrnoException).code) {
        case "EOF": // how Windows tells the end of a pipe
          return buffer.subarray(0, 0);
        case "EAGAIN": // a pipe whose other side is not done
          Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
          break;
        default:
          throw error;
      }
    }
  }
}

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
