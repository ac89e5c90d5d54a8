import { type Problem } from "../../core/rules";
import { type Member } from "../workflow-text";
import { expressionProblems } from "./checks/expression-rules";
import { nameProblems, runAfterProblems } from "./checks/level-rules";
import { limitProblems } from "./checks/limit-rules";
import { actionsIn, membersOf } from "./checks/placed-actions";
import { placementProblems, variableProblems } from "./checks/placement-rules";
import { referenceProblems } from "./checks/reference-rules";
import { usersIn } from "./checks/uses";

/** What the workflow of a definition has. */
export interface DefinitionSurroundings {
  /** Keys of its connections. */
  readonly connections: readonly string[];

  /**
   * Names of parameters that are declared elsewhere, as in the parameters.json of a Standard app.
   *
   * @default - none
   */
  readonly parameters?: readonly string[];
}

/**
 * Everything that is wrong with a whole definition, and that Azure would tell one by one, or only in a run. References of
 * Terraform in it are taken to be right.
 */
export function definitionProblems(
  definition: Member,
  { connections, parameters = [] }: DefinitionSurroundings,
): Problem[] {
  const actions = actionsIn(definition);
  const users = usersIn(definition, actions);
  const triggers = namesIn(definition.triggers);
  const names = { actions, connections, triggers, parameters: [...namesIn(definition.parameters), ...parameters] };
  return [
    ...nameProblems(actions),
    ...runAfterProblems(actions, triggers),
    ...placementProblems(actions, definition),
    ...variableProblems(actions),
    ...expressionProblems(users),
    ...referenceProblems(users, names),
    ...limitProblems(definition, actions, users),
  ];
}

const namesIn = (members: unknown): string[] => membersOf(members).map(([name]) => name);
