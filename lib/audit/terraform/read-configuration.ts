import { rangeOf, type Release } from "../../core/version-constraint";
import { type Block, type BlockKind, type TerraformDocument, type Values } from "./document";
import { isObject, objectsIn } from "./values";

/** A file of a configuration in Terraform's JSON syntax, as CDKTF and hcl2json write it. */
export interface ConfigurationFile {
  readonly json: unknown;
  /**
   * The file as users know it.
   *
   * @default - the document is one file
   */
  readonly file?: string;
  /**
   * The module that the file belongs to: "module.shop".
   *
   * @default - the root module
   */
  readonly module?: string;
}

/** How many labels the blocks of a kind have: a type and a name, a name, or none. */
const LABELS: Readonly<Record<string, { readonly kind: BlockKind; readonly labels: 1 | 2 }>> = {
  resource: { kind: "resource", labels: 2 },
  data: { kind: "data", labels: 2 },
  ephemeral: { kind: "ephemeral", labels: 2 },
  module: { kind: "module", labels: 1 },
  output: { kind: "output", labels: 1 },
  provider: { kind: "provider", labels: 1 },
  variable: { kind: "variable", labels: 1 },
};

/** How the address of a block begins. */
const PREFIXES: Readonly<Record<BlockKind, string>> = {
  backend: "backend.",
  resource: "",
  data: "data.",
  ephemeral: "ephemeral.",
  local: "local.",
  module: "module.",
  output: "output.",
  provider: "provider.",
  variable: "var.",
};

/** Reads the files of a configuration and of its modules. */
export function readConfiguration(name: string, files: readonly ConfigurationFile[]): TerraformDocument {
  const blocks: Block[] = [];
  const providers = new Map<string, Release>();
  const comments: Values[] = [];
  const document: TerraformDocument = { name, kind: "configuration", blocks, providers, comments };
  for (const { json, file, module = "" } of files) {
    const top = isObject(json) ? json : {};
    for (const [key, { kind, labels }] of Object.entries(LABELS)) {
      for (const labelled of objectsIn(top[key])) {
        addLabelled(labelled, labels, (type, label, values) => {
          blocks.push(newBlock(document, { kind, module, type, name: label, values, file }));
        });
      }
    }
    for (const locals of objectsIn(top.locals)) {
      for (const [label, value] of Object.entries(locals)) {
        blocks.push(newBlock(document, { kind: "local", module, type: "", name: label, values: { value }, file }));
      }
    }
    for (const backend of objectsIn(top.terraform).flatMap((settings) => objectsIn(settings.backend))) {
      addLabelled(backend, 1, (type, label, values) => {
        blocks.push(newBlock(document, { kind: "backend", module, type, name: label, values, file }));
      });
    }
    addReleases(providers, top.terraform);
    comments.push(...objectsIn(top["//"]));
  }
  return document;
}

function addLabelled(
  blocks: Values,
  labels: 1 | 2,
  add: (type: string, name: string, values: Values) => void,
  type = "",
): void {
  for (const [label, content] of Object.entries(blocks)) {
    if (label === "//") {
      continue;
    }
    for (const values of objectsIn(content)) {
      if (labels === 2) {
        addLabelled(values, 1, add, label);
      } else {
        add(type, label, values);
      }
    }
  }
}

/** What a block is made of. */
export interface BlockParts {
  readonly kind: BlockKind;
  readonly module: string;
  readonly type: string;
  readonly name: string;
  readonly values: Values;
  readonly expressions?: Values;
  readonly file?: string;
  /** The address of an instance in a plan or a state. */
  readonly address?: string;
}

export function newBlock(document: TerraformDocument, parts: BlockParts): Block {
  const { kind, module, type, name, values, file } = parts;
  const own = PREFIXES[kind] + (type === "" ? name : `${type}.${name}`);
  const address = parts.address ?? (module === "" ? own : `${module}.${own}`);
  return {
    document,
    id: `${document.name}/${address}`,
    kind,
    address,
    module,
    type,
    name,
    file,
    constructPath: constructPathOf(values["//"]),
    values,
    expressions: parts.expressions ?? values,
  };
}

/** CDKTF writes where a resource comes from into a comment. */
function constructPathOf(comment: unknown): string | undefined {
  const metadata = isObject(comment) ? comment.metadata : undefined;
  const path = isObject(metadata) ? metadata.path : undefined;
  return typeof path === "string" ? path : undefined;
}

function addReleases(providers: Map<string, Release>, terraform: unknown): void {
  const required = objectsIn(terraform).flatMap((settings) => objectsIn(settings.required_providers));
  for (const [name, requirement] of required.flatMap(Object.entries<unknown>)) {
    const constraint = isObject(requirement) ? requirement.version : requirement;
    addRelease(providers, name, constraint);
  }
}

export function addRelease(providers: Map<string, Release>, name: string, constraint: unknown): void {
  const release = rangeOf(typeof constraint === "string" ? constraint : undefined)?.from;
  if (release) {
    providers.set(name, release);
  }
}
