import { type Change } from "./changes";
import { type TerraformDiagnostic } from "./events";

/** How a terraform command ended. */
export interface CommandResult {
  readonly ok: boolean;
  /** Errors and warnings, as Terraform reports them. */
  readonly diagnostics: readonly TerraformDiagnostic[];
  /** Everything that the command printed. */
  readonly output: string;
}

export interface PlanResult extends CommandResult {
  /** What would change, and from what to what. There is none if and only if the plan is empty. */
  readonly changes: readonly Change[];
  /** Whether there is nothing to do: no change of a resource, none of an output. */
  readonly isEmpty: boolean;
  /** The changes and errors as a short text, for messages of failed tests. */
  readonly summary: string;
}

export interface ApplyResult extends CommandResult {
  /** What was to change, and from what to what. */
  readonly changes: readonly Change[];
  /** Values of the outputs, by name. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** A command that Terraform was not even started for. */
export function refused(summary: string): CommandResult {
  return { ok: false, diagnostics: [{ severity: "error", summary, detail: "" }], output: summary };
}
