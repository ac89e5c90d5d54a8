import { type Values } from "../../terraform/document";
import { nested } from "../../terraform/values";

/** An argument by its path: "authentication.password_auth_enabled". Undefined if it is left out, or null. */
export function argumentAt(values: Values, path: string): unknown {
  const dot = path.indexOf(".");
  if (dot < 0) {
    return values[path] ?? undefined;
  }
  const [block] = nested(values, path.slice(0, dot));
  return block && argumentAt(block, path.slice(dot + 1));
}
