/** One block of permissions of a role definition. */
export interface Permissions {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly dataActions: readonly string[];
  readonly notDataActions: readonly string[];
}

/** Whether one of the blocks allows an operation of the management plane. */
export function allows(permissions: readonly Permissions[], operation: string): boolean {
  return permissions.some(({ actions, notActions }) => covered(operation, actions) && !covered(operation, notActions));
}

/** Whether one of the blocks allows an operation on data. */
export function allowsData(permissions: readonly Permissions[], operation: string): boolean {
  return permissions.some(
    ({ dataActions, notDataActions }) => covered(operation, dataActions) && !covered(operation, notDataActions),
  );
}

function covered(operation: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => covers(pattern, operation));
}

/** Longer ones are not operations. */
const LONGEST = 500;

/** Whether a pattern with * covers an operation, in any case of letters. Takes time in proportion to both lengths. */
export function covers(pattern: string, operation: string): boolean {
  return (
    pattern.length <= LONGEST &&
    operation.length <= LONGEST &&
    matches(pattern.toLowerCase().split("*"), operation.toLowerCase())
  );
}

/** Whether a text consists of parts, with anything in between. */
export function matches(pattern: readonly string[], text: string): boolean {
  const first = pattern[0] ?? "";
  if (pattern.length < 2) {
    return text === first;
  }
  const last = pattern.at(-1) ?? "";
  if (!text.startsWith(first) || !text.endsWith(last)) {
    return false;
  }
  // The first place of each part is as good as any later one.
  let at = first.length;
  for (const part of pattern.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0) {
      return false;
    }
    at = found + part.length;
  }
  return at + last.length <= text.length;
}
