import { isMember, type Member } from "../../workflow-text";

/** An action, and where it stands in a definition. */
export interface PlacedAction {
  readonly name: string;
  /** Such as "actions/Each/actions/Send". */
  readonly path: string;
  readonly definition: Member;
  readonly type: string;
  /** The actions of the same level by name, in lower case: Azure compares names so. */
  readonly level: ReadonlyMap<string, PlacedAction>;
  /** The control action that contains it. */
  readonly parent?: PlacedAction;
  /** 1 for an action that is in no other. */
  readonly depth: number;
}

/** Where a control action has actions: directly, in other members, and in the members of other members. */
const BRANCHES = ["else", "default"];
const BRANCH_LISTS = ["cases", "tools"];

/** All actions of a definition, each before those in it. */
export function actionsIn({ actions }: Member): PlacedAction[] {
  return levelOf("actions", actions);
}

function levelOf(path: string, actions: unknown, parent?: PlacedAction): PlacedAction[] {
  if (!isMember(actions)) {
    return [];
  }
  const level = new Map<string, PlacedAction>();
  const depth = (parent?.depth ?? 0) + 1;
  for (const [name, given] of Object.entries(actions)) {
    const definition = isMember(given) ? given : {};
    const type = typeof definition.type === "string" ? definition.type.toLowerCase() : "";
    level.set(name.toLowerCase(), { name, path: `${path}/${name}`, definition, type, level, parent, depth });
  }
  return [...level.values()].flatMap((action) => [
    action,
    ...branchesOf(action.definition).flatMap(([branch, inside]) => levelOf(`${action.path}/${branch}`, inside, action)),
  ]);
}

function branchesOf(definition: Member): [path: string, actions: unknown][] {
  const named = (path: string, branch: unknown): [string, unknown][] =>
    isMember(branch) ? [[`${path}/actions`, branch.actions]] : [];
  return [
    ["actions", definition.actions],
    ...BRANCHES.flatMap((name) => named(name, definition[name])),
    ...BRANCH_LISTS.flatMap((list) =>
      membersOf(definition[list]).flatMap(([name, branch]) => named(`${list}/${name}`, branch)),
    ),
  ];
}

/** An action without the actions in it, and without what it runs after. */
export function withoutBranches(definition: Member): Member {
  const own = Object.entries(definition).filter(([name]) => !NOT_OWN.includes(name));
  const cases = membersOf(definition.cases).map(([, branch]) => (isMember(branch) ? branch.case : branch));
  return { ...Object.fromEntries(own), cases };
}

const NOT_OWN = ["actions", "runAfter", ...BRANCHES, ...BRANCH_LISTS];

/** The control actions around an action, the innermost first. */
export function parentsOf({ parent }: PlacedAction): PlacedAction[] {
  return parent ? [parent, ...parentsOf(parent)] : [];
}

export function membersOf(value: unknown): [name: string, member: unknown][] {
  return isMember(value) ? Object.entries(value) : [];
}

/** The names of what an action runs after. */
export const runAfterOf = ({ definition }: PlacedAction): string[] =>
  membersOf(definition.runAfter).map(([name]) => name);
