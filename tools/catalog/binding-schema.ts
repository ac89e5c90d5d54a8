import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type Attribute,
  type AttributeType,
  type Block,
  type NestedBlock,
  type Schema,
} from "../../simulator/provider/schema";

/**
 * The schema of a type, as far as its bindings contain it: generated classes have the names, types and blocks of the
 * provider.
 */
export interface BindingSchemas {
  readonly resources: Readonly<Record<string, Schema>>;
  readonly dataSources: Readonly<Record<string, Schema>>;
}

/**
 * Reads the schemas of types from the bindings in a package. Bindings do not show which attributes are sensitive or set
 * by the provider.
 *
 * @param folder of the package, such as node_modules/@cdktf/provider-azurerm
 * @param wanted the modules, such as "data-factory"
 * @param filledIn arguments that the provider sets, by type
 */
export function readBindingSchemas(folder: string, wanted: RegExp, filledIn: FilledIn): BindingSchemas {
  const modules = readdirSync(join(folder, "lib")).filter((name) => wanted.test(name));
  const read = modules.map((name) => new BindingModule(join(folder, "lib", name)).read(filledIn));
  const ofKind = (isDataSource: boolean): Record<string, Schema> =>
    Object.fromEntries(
      read.filter((one) => one.isDataSource === isDataSource).map(({ type, schema }) => [type, schema]),
    );
  return { resources: ofKind(false), dataSources: ofKind(true) };
}

export type FilledIn = Readonly<Record<string, readonly string[]>>;

const STORAGE: Readonly<Record<string, AttributeType>> = {
  string: "string",
  number: "number",
  boolean: "bool",
  stringList: ["list", "string"],
  numberList: ["list", "number"],
  stringMap: ["map", "string"],
};

/** The method that the getter of a read-only attribute calls. */
const GETTERS: Readonly<Record<string, AttributeType>> = {
  getStringAttribute: "string",
  getNumberAttribute: "number",
  getBooleanAttribute: "bool",
  getListAttribute: ["list", "string"],
  getStringMapAttribute: ["map", "string"],
  StringMap: ["map", "string"],
};

/**
 * One module of bindings: a class for a resource or data source, with a class and a function for each of its blocks.
 */
class BindingModule {
  private readonly code: string;
  private readonly declarations: string;

  public constructor(folder: string) {
    this.code = readFileSync(join(folder, "index.js"), "utf8");
    this.declarations = readFileSync(join(folder, "index.d.ts"), "utf8");
  }

  public read(filledIn: FilledIn): { type: string; isDataSource: boolean; schema: Schema } {
    const [, name = "", base] = /^class (\w+) extends \w+\.Terraform(Resource|DataSource)/m.exec(this.code) ?? [];
    const [, type = ""] = /terraformResourceType: '(\w+)'/.exec(this.code) ?? [];
    const block = this.block(name, this.section("    synthesizeHclAttributes() {"), `${name}Config`);
    const attributes = Object.entries(block.attributes ?? {}).map(([key, attribute]): [string, Attribute] => [
      key,
      key === "id" || filledIn[type]?.includes(key) ? { ...attribute, computed: true } : attribute,
    ]);
    const id: Attribute = { type: "string", optional: true, computed: true };
    return {
      type,
      isDataSource: base === "DataSource",
      schema: { version: 0, block: { ...block, attributes: { id, ...Object.fromEntries(attributes) } } },
    };
  }

  /** The block of a class: its arguments and its read-only attributes. */
  private block(className: string, written: string, interfaceName: string): Block {
    const optional = this.optionalArguments(interfaceName);
    const attributes: Record<string, Attribute> = this.computed(className);
    const blocks: Record<string, NestedBlock> = {};
    for (const [, name = "", value = "", isBlock, kind = "", storage = ""] of written.matchAll(WRITTEN)) {
      const flags: Attribute = optional.get(name) === false ? { required: true } : { optional: true };
      if (isBlock === "true") {
        blocks[name] = this.nested(value, kind, flags.required === true);
      } else {
        const type = STORAGE[storage] ?? "dynamic";
        attributes[name] = { type: kind === "set" && typeof type !== "string" ? ["set", type[1]] : type, ...flags };
      }
    }
    return {
      ...(Object.keys(attributes).length > 0 && { attributes }),
      ...(Object.keys(blocks).length > 0 && { block_types: blocks }),
    };
  }

  private nested(value: string, kind: string, required: boolean): NestedBlock {
    const [, writer = ""] = /(\w+)ToHclTerraform/.exec(value) ?? [];
    const structure = writer.charAt(0).toUpperCase() + writer.slice(1);
    const block = this.block(
      `${structure}OutputReference`,
      this.section(`function ${writer}ToHclTerraform(`),
      structure,
    );
    if (kind === "struct") {
      return { nesting_mode: "single", block };
    }
    const single = !value.includes("listMapper");
    return {
      nesting_mode: kind as "list" | "set",
      block,
      ...(required && { min_items: 1 }),
      ...(single && { max_items: 1 }),
    };
  }

  /** Read-only attributes. */
  private computed(className: string): Record<string, Attribute> {
    const body = this.section(`class ${className} extends `);
    return Object.fromEntries(
      [...body.matchAll(COMPUTED)].map(([, name = "", getter = "", list]) => [
        name,
        { type: list === undefined ? (GETTERS[getter] ?? "string") : this.listOf(list), computed: true },
      ]),
    );
  }

  /** A computed list of objects. */
  private listOf(listClass: string): AttributeType {
    const fields = Object.entries(this.computed(listClass.replace(/List$/, "OutputReference")));
    return ["list", ["object", Object.fromEntries(fields.map(([name, { type = "string" }]) => [name, type]))]];
  }

  /** The provider's names of arguments, and whether they are optional. */
  private optionalArguments(interfaceName: string): Map<string, boolean> {
    const start = this.declarations.search(new RegExp(`^export interface ${interfaceName}\\b`, "m"));
    const body = start < 0 ? "" : this.declarations.slice(start, this.declarations.indexOf("\n}", start));
    return new Map([...body.matchAll(ARGUMENT)].map(([, name = "", mark]) => [name, mark === "?"]));
  }

  /** The code from a line to the end of its block. */
  private section(head: string): string {
    const start = this.code.indexOf(`\n${head}`);
    const indentation = /^ */.exec(head)![0];
    return start < 0 ? "" : this.code.slice(start, this.code.indexOf(`\n${indentation}}`, start));
  }
}

const WRITTEN =
  /^ {8,12}(\w+): \{\s+value: (.+),\s+isBlock: (true|false),\s+type: "(\w+)",\s+storageClassType: "(\w+)",\s+\}/gm;
const COMPUTED =
  /\/\/ (\w+) - computed: true, optional: false, required: false\n.*?(?:(?:this\.|new \w+\.)(getStringAttribute|getNumberAttribute|getBooleanAttribute|getListAttribute|getStringMapAttribute|StringMap)\(|new (\w+List)\()/gs;
const ARGUMENT = /#(\w+) \w+#\w+\}(?:(?!\*\/).)*\*\/\s+readonly \w+(\??):/gs;
