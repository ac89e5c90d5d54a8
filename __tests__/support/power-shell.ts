import { execFileSync } from "node:child_process";
import { join } from "node:path";

/** Where a script is not PowerShell: the text of each place, none when it is. */
export function powerShellMistakes(script: string): string[] {
  // Optimizing the grammar takes half a minute, and using it once takes no time.
  const args = ["--liftoff-only", join(__dirname, "power-shell-mistakes.cjs")];
  const output = execFileSync(process.execPath, args, { input: script });
  return JSON.parse(output.toString("utf8")) as string[];
}
