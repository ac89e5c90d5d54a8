import { type TerraformStack } from "cdktf";
import { format } from "prettier/standalone";
import * as estree from "prettier/plugins/estree";
import * as typescript from "prettier/plugins/typescript";
import { type JsonObject } from "./conformance";
import { synthesize } from "./synth";

/** How many lines a stack takes with the classes of the provider bindings alone, formatted as this repository is. */
export async function linesByHand(stack: TerraformStack): Promise<number> {
  const { resource = {}, data = {} } = synthesize(stack);
  const all = [
    ...blocksOf(resource, ""),
    ...blocksOf(data, "Data"),
    // Facts on SQL servers have no class: by hand, they are scripts.
  ].filter(({ type }) => type !== "terraform_data");
  const imports = new Map(all.map(({ name, type }) => [name, type]));
  const lines = [
    ...[...imports].map(
      ([name, type]) => `import { ${name} } from "@cdktf/provider-azurerm/lib/${type.replaceAll("_", "-")}";`,
    ),
    'import { type Construct } from "constructs";',
    'import { AzureStack } from "../walkthrough/azure-stack";\n',
    "export class ByHand extends AzureStack {",
    "public constructor(scope: Construct, id: string) {",
    "super(scope, id);",
    ...all.map(({ name, id, args }) => `new ${name}(this, "${id}", ${JSON.stringify(args)});`),
    "}",
    "}",
  ];
  const code = await format(lines.join("\n"), { parser: "typescript", plugins: [estree, typescript], printWidth: 120 });
  return code.trimEnd().split("\n").length;
}

type Types = Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;

interface Block {
  readonly type: string;
  readonly name: string;
  readonly id: string;
  readonly args: unknown;
}

function blocksOf(types: Types, prefix: string): Block[] {
  return Object.entries(types).flatMap(([type, blocks]) =>
    Object.entries(blocks).map(([id, args]) => ({
      type,
      name: `${prefix}${pascal(type)}`,
      id,
      args: asProperties(args),
    })),
  );
}

/** Names as the bindings have them, without what only synthesis writes. */
function asProperties(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(asProperties);
  }
  return typeof value === "object" && value !== null
    ? Object.fromEntries(
        Object.entries(value)
          .filter(([key]) => key !== "//" && key !== "provider" && key !== "depends_on")
          .map(([key, part]) => [camel(key), asProperties(part)]),
      )
    : value;
}

const camel = (name: string): string => name.replace(/_([a-z\d])/g, (_, letter: string) => letter.toUpperCase());

const pascal = (type: string): string => camel(type.replace(/^[a-z]+/, ""));
