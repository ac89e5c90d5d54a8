import { isMember } from "../../workflow-text";
import { type PlacedAction } from "./placed-actions";

/** The variables that an action initializes. */
export function variablesIn({ type, definition }: PlacedAction): string[] {
  const inputs = isMember(definition.inputs) ? definition.inputs : {};
  const variables: unknown[] = type === "initializevariable" && Array.isArray(inputs.variables) ? inputs.variables : [];
  return variables.flatMap((variable) =>
    isMember(variable) && typeof variable.name === "string" ? [variable.name] : [],
  );
}

const CHANGES = [
  "setvariable",
  "incrementvariable",
  "decrementvariable",
  "appendtoarrayvariable",
  "appendtostringvariable",
];

/** The variable that an action changes. */
export function changedVariable({ type, definition }: PlacedAction): string | undefined {
  const inputs = isMember(definition.inputs) ? definition.inputs : {};
  return CHANGES.includes(type) && typeof inputs.name === "string" ? inputs.name : undefined;
}
