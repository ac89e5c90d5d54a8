import { type Block } from "../../../terraform/document";
import { objectsIn } from "../../../terraform/values";

const PLACEHOLDER = /^\W*(change|dummy|fill|placeholder|replace|set|tbd|to ?do|update)/i;

/** Whether a text only stands in until somebody sets the secret outside of Terraform, which ignores what it then is. */
export function isPlaceholder(text: string, path: string, { values }: Block): boolean {
  const ignored = objectsIn(values.lifecycle).flatMap(({ ignore_changes: changes }) => changes);
  return PLACEHOLDER.test(text) && ignored.some((one) => one === "all" || one === path || one === `\${${path}}`);
}
