import { WrongArguments } from "../../sql-runner/wrong-arguments";

/**
 * Writes a file that the user named.
 *
 * @throws WrongArguments if it cannot be written
 */
export function writing(named: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    throw new WrongArguments(`${named} cannot be written: ${(error as NodeJS.ErrnoException).code ?? "unknown error"}`);
  }
}
