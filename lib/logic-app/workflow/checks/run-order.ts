import { parentsOf, type PlacedAction, runAfterOf } from "./placed-actions";

/**
 * Whether the first action, or a control action around it, has run whenever the other one starts. A control action can
 * name those in it only where it decides whether it goes on.
 */
export function isBefore(action: PlacedAction, user: PlacedAction): boolean {
  const around = [action, ...parentsOf(action)];
  for (const own of [user, ...parentsOf(user)]) {
    const other = around.find(({ level }) => level === own.level);
    if (other === own) {
      return own === action ? own !== user : own === user && user.type === "until";
    }
    if (other) {
      return runsAfter(own, other);
    }
  }
  return false;
}

function runsAfter(action: PlacedAction, before: PlacedAction): boolean {
  const found = new Set([action]);
  for (const next of found) {
    runAfterOf(next).forEach((name) => {
      const earlier = next.level.get(name.toLowerCase());
      if (earlier) {
        found.add(earlier);
      }
    });
    if (found.has(before)) {
      return before !== action;
    }
  }
  return false;
}
