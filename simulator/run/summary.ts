import { type AttributeChange, type Change, KNOWN_AFTER_APPLY, SENSITIVE } from "./changes";
import { type TerraformDiagnostic } from "./events";
import { type PlanResult } from "./results";

const SIGNS: Readonly<Record<Change["action"], string>> = {
  create: "+",
  read: "<=",
  update: "~",
  replace: "-/+",
  delete: "-",
  move: "->",
  import: "<-",
  remove: "-",
};

/**
 * The changes of a plan, with a line for each resource and an indented line for each attribute:
 *
 *   -/+ azurerm_role_assignment.reader (replace)
 *         role_definition_id: "/providers/…" => "/subscriptions/…" (forces replacement)
 */
export function summaryOf(changes: readonly Change[], diagnostics: readonly TerraformDiagnostic[]): string {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const lines = [...errors.map(errorLine), ...changes.flatMap(changeLines)];
  return lines.length === 0 ? "no changes" : lines.join("\n");
}

/**
 * Throws an error with the differences if a plan is not empty.
 *
 * @throws if the plan failed, or has changes
 */
export function assertEmpty({ ok, isEmpty, summary }: PlanResult): void {
  if (!ok || !isEmpty) {
    throw new Error(`${ok ? "the plan is not empty" : "the plan failed"}:\n${summary}`);
  }
}

const errorLine = ({ address, summary, detail }: TerraformDiagnostic): string =>
  `Error: ${[address, summary, detail].filter((part) => part !== undefined && part !== "").join(": ")}`;

function changeLines({ address, action, attributes, replacedBecauseOf = [] }: Change): string[] {
  return [
    `${SIGNS[action]} ${address} (${action})`,
    ...attributes.map((attribute) => `      ${attributeText(attribute, replacedBecauseOf)}`),
  ];
}

function attributeText({ path, before, after }: AttributeChange, replacing: readonly string[]): string {
  const forces = replacing.some((one) => path === one || path.startsWith(`${one}.`) || path.startsWith(`${one}[`));
  const name = path === "" ? "" : `${path}: `;
  return `${name}${valueText(before)} => ${valueText(after)}${forces ? " (forces replacement)" : ""}`;
}

const valueText = (value: unknown): string =>
  value === KNOWN_AFTER_APPLY || value === SENSITIVE ? value : JSON.stringify(value);
