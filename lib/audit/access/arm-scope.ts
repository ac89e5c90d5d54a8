import { armTypeOfId } from "../../catalog/arm-types";
import { type ScopeKind } from "./access-model";

/** What an ARM id says of itself. Parts that Terraform computes are in place of names. */
export interface ArmScope {
  readonly scope: ScopeKind;
  readonly armType?: string;
  /** For people: the last name. */
  readonly label: string;
  /** What it is in, from the nearest to the widest. */
  readonly parents: readonly string[];
}

/** Longer ones are no ids. */
const LONGEST = 2000;

/** Reads an ARM id in lower case; undefined if the text is none. */
export function armScope(id: string): ArmScope | undefined {
  if (id.length > LONGEST) {
    return undefined;
  }
  if (id === "/") {
    return { scope: "tenant", label: "tenant", parents: [] };
  }
  const segments = id.split("/").slice(1);
  const label = segments.at(-1) ?? "";
  const [root, second = "", third] = segments;
  if (root === "providers" && second === "microsoft.management" && third === "managementgroups") {
    return { scope: "management-group", label, parents: [] };
  }
  if (root !== "subscriptions" || second === "") {
    return undefined;
  }
  const subscription = `/subscriptions/${second}`;
  if (segments.length === 2) {
    return { scope: "subscription", label, parents: [] };
  }
  const group = third === "resourcegroups" ? `${subscription}/resourcegroups/${segments[3] ?? ""}` : undefined;
  if (id === group) {
    return { scope: "resource-group", label, parents: [subscription] };
  }
  const armType = armTypeOfId(id);
  if (armType === undefined) {
    return undefined;
  }
  const groups = group === undefined ? [subscription] : [group, subscription];
  const depth = armType.split("/").length;
  return {
    scope: depth > 2 ? "part-of-resource" : "resource",
    armType,
    label,
    parents: [...parentsOf(id, depth), ...groups],
  };
}

/** The resources that a part is in, without the scopes that hold resources. */
function parentsOf(id: string, depth: number): string[] {
  const segments = id.split("/");
  return Array.from({ length: Math.max(depth - 2, 0) }, (_, index) =>
    segments.slice(0, segments.length - 2 * (index + 1)).join("/"),
  );
}
