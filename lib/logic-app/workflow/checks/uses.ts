import { isMember, type Member, memberAt } from "../../workflow-text";
import { type Expression, expressionsIn } from "./expressions";
import { membersOf, type PlacedAction, withoutBranches } from "./placed-actions";

/** A trigger, an action without those in it, or the outputs of a definition, with its expressions. */
export interface User {
  /** Such as "triggers/manual" or "actions/Each/actions/Send". */
  readonly path: string;
  readonly action?: PlacedAction;
  readonly expressions: readonly Expression[];
  /** Connections that it names without an expression, as Standard does. */
  readonly connections: readonly string[];
}

export function usersIn(definition: Member, actions: readonly PlacedAction[]): User[] {
  return [
    ...membersOf(definition.triggers).map(([name, trigger]) => userOf(`triggers/${name}`, trigger)),
    ...actions.map((action) => userOf(action.path, withoutBranches(action.definition), action)),
    userOf("outputs", definition.outputs),
  ];
}

function userOf(path: string, part: unknown, action?: PlacedAction): User {
  const expressions = evaluatedIn(part, []).flatMap(expressionsIn);
  return { path, action, expressions, connections: isMember(part) ? namedConnections(part) : [] };
}

/** The texts in a value that may contain expressions. Names of members are evaluated too. */
function evaluatedIn(value: unknown, found: string[]): string[] {
  if (typeof value === "string") {
    if (value.includes("@")) {
      found.push(value);
    }
  } else if (Array.isArray(value)) {
    value.forEach((item) => evaluatedIn(item, found));
  } else if (isMember(value)) {
    Object.entries(value).forEach(([name, member]) => {
      evaluatedIn(name, found);
      evaluatedIn(member, found);
    });
  }
  return found;
}

function namedConnections({ inputs }: Member): string[] {
  const names = [
    memberAt(inputs, ["host", "connection", "referenceName"]),
    memberAt(inputs, ["serviceProviderConfiguration", "connectionName"]),
  ];
  return names.filter((name) => typeof name === "string");
}
