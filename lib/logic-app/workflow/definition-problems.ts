import { type Problem, rules } from "../../core/rules";
import { type Member } from "../workflow-text";

/** What the workflow of a definition has. */
export interface DefinitionSurroundings {
  /** Keys of its connections. */
  readonly connections: readonly string[];
}

/** Everything that is wrong with a whole definition. */
export function definitionProblems(definition: Member, { connections }: DefinitionSurroundings): Problem[] {
  return [...unknownConnections(definition, connections)];
}

/** How an expression names a connection. */
const CONNECTION = /parameters\('\$connections'\)\??\['([^']+)'\]/gi;

function unknownConnections(definition: Member, known: readonly string[]): Problem[] {
  const has = new Set(known.map((key) => key.toLowerCase()));
  const used = [...JSON.stringify(definition).matchAll(CONNECTION)].map(([, key = ""]) => key);
  return [...new Set(used)]
    .filter((key) => !has.has(key.toLowerCase()))
    .flatMap((key) => unknownConnection(key, known.join(", ") || "none"));
}

const unknownConnection = rules<[key: string, known: string]>("Workflow definitions", [
  {
    rule: "definition-uses-unknown-connection",
    message: (key, known) =>
      `the definition uses connection "${key}", which the workflow does not have (its connections: ${known}); connect it with that key`,
  },
]);
