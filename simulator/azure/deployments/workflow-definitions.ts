import { isObject, type ObjectValue, type Value } from "../../protocol/values";

/** One list of actions, which can run after each other. */
type Level = readonly (readonly [name: string, action: ObjectValue])[];

/**
 * Why Azure rejects the definition of a workflow:
 * https://learn.microsoft.com/azure/logic-apps/logic-apps-workflow-actions-triggers
 */
export function definitionFaults(definition: ObjectValue, connections: ObjectValue): string[] {
  const levels = levelsIn(definition);
  const names = levels.flat().map(([name]) => name);
  const keys = Object.keys(connections).map((key) => key.toLowerCase());
  return [
    ...names
      .filter((name, index) => names.findIndex((other) => other.toLowerCase() === name.toLowerCase()) < index)
      .map((name) => `The template action name '${name}' is not unique in the workflow.`),
    ...levels.flatMap(runAfterFaults),
    ...usedConnections(definition)
      .filter((key) => !keys.includes(key.toLowerCase()))
      .map((key) => `The definition is not valid: '$connections' of the workflow has no connection '${key}'.`),
  ];
}

/** The actions of a definition, and those within each action: its body, its branches and its cases. */
function levelsIn({ actions = null }: ObjectValue): Level[] {
  if (!isObject(actions)) {
    return [];
  }
  const level = Object.entries(actions).filter((entry): entry is [string, ObjectValue] => isObject(entry[1]));
  const branches = level.flatMap(([, action]) => [
    action,
    ...[action.else, action.default].filter(isObject),
    ...(isObject(action.cases) ? Object.values(action.cases).filter(isObject) : []),
  ]);
  return [level, ...branches.flatMap(levelsIn)];
}

function runAfterFaults(level: Level): string[] {
  const after = new Map(level.map(([name, { runAfter = null }]) => [name, namesIn(runAfter)]));
  const missing = [...after].flatMap(([name, names]) =>
    names
      .filter((before) => !after.has(before))
      .map(
        (before) => `The 'runAfter' property of template action '${name}' contains non-existent action: '${before}'.`,
      ),
  );
  const reaches = (from: string, wanted: string, seen: ReadonlySet<string>): boolean =>
    (after.get(from) ?? []).some(
      (next) => next === wanted || (!seen.has(next) && reaches(next, wanted, new Set([...seen, next]))),
    );
  const circular = [...after.keys()].filter((name) => reaches(name, name, new Set([name])));
  return [
    ...missing,
    ...(circular.length > 0
      ? [`The 'runAfter' properties of template actions '${circular.join(", ")}' have a circular dependency.`]
      : []),
  ];
}

const namesIn = (runAfter: Value): string[] => (isObject(runAfter) ? Object.keys(runAfter) : []);

/** The keys in expressions such as "@parameters('$connections')['sql']['connectionId']". */
export function usedConnections(definition: ObjectValue): string[] {
  const references = JSON.stringify(definition).matchAll(/parameters\('\$connections'\)\??\['([^']+)'\]/g);
  return [...new Set([...references].map(([, key = ""]) => key))];
}
