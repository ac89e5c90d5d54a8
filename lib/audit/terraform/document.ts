import { type Release } from "../../core/version-constraint";

/** What Terraform reads or writes: a stack of an app, the files of a directory, a plan or a state. */
export interface TerraformDocument {
  /** The stack or the file, as users know it. */
  readonly name: string;
  readonly kind: "configuration" | "plan" | "state";
  /** All blocks of all modules that are part of the document. */
  readonly blocks: readonly Block[];
  /** The lowest release that the constraints on a provider allow, by the local name of the provider: "azurerm". */
  readonly providers: ReadonlyMap<string, Release>;
  /** What stands under "//" at the top of a configuration: the metadata of CDKTF, and the suppressions of constructs. */
  readonly comments?: readonly Values[];
}

/** Kinds of blocks, as Terraform calls them. A local value and a variable are blocks of their own. */
export type BlockKind =
  "backend" | "data" | "ephemeral" | "local" | "module" | "output" | "provider" | "resource" | "variable";

/** A top-level block: a resource (each instance of it, in plans and states), a variable, an output and so on. */
export interface Block {
  readonly document: TerraformDocument;
  /** Unique in an analysis: the name of the document and the address. */
  readonly id: string;
  readonly kind: BlockKind;
  /** As Terraform writes it: "module.shop.azurerm_key_vault.vault[0]", "output.url", "var.name", "provider.azurerm". */
  readonly address: string;
  /** The module it is in, such as "module.shop"; empty in the root module. */
  readonly module: string;
  /** The type of a resource; empty for other kinds. */
  readonly type: string;
  readonly name: string;
  /** The file it was read from, if a document has several. */
  readonly file?: string;
  /** The path of the construct that made it, where CDKTF wrote it. */
  readonly constructPath?: string;
  /**
   * The arguments and nested blocks. What Terraform computes from an expression is "${…}", unless a plan or a state knows
   * the value. A nested block is an object or a list of objects: read it with `nested`. A local value is `{ value }`.
   */
  readonly values: Values;
  /**
   * The arguments as expressions, of the shape of `values`. The same object as `values` in a configuration, empty in a
   * state.
   */
  readonly expressions: Values;
}

export type Values = Readonly<Record<string, unknown>>;
