import { type Change } from "./changes";
import { type TerraformDiagnostic } from "./events";

/** The result of a terraform command. */
export interface CommandResult {
  readonly ok: boolean;
  /** Errors and warnings of Terraform. */
  readonly diagnostics: readonly TerraformDiagnostic[];
  /** The whole output of the command. */
  readonly output: string;
}

export interface PlanResult extends CommandResult {
  /** The planned changes. The list is empty if and only if the plan is empty. */
  readonly changes: readonly Change[];
  /** Whether the plan changes no resource and no output. */
  readonly isEmpty: boolean;
  /** The changes and errors as a short text, for messages of failed tests. */
  readonly summary: string;
}

export interface ApplyResult extends CommandResult {
  /** The changes of the apply. */
  readonly changes: readonly Change[];
  /** Values of the outputs, by name. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** The result of a command that was rejected before terraform started. */
export function refused(summary: string): CommandResult {
  return { ok: false, diagnostics: [{ severity: "error", summary, detail: "" }], output: summary };
}
