import { readFileSync } from "node:fs";
import { AdoptionError } from "./adoption-error";

/** @throws AdoptionError if there is no such file */
export function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    throw new AdoptionError(`${file} cannot be read: ${code === "ENOENT" ? "it does not exist" : code}`);
  }
}
