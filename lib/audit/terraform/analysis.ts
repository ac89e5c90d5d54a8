import { type Block, type BlockKind, type TerraformDocument } from "./document";

/** Where a value comes from: an attribute of a resource, or a variable that nothing sets. */
export interface Origin {
  /** The block, if the documents hold it. */
  readonly block?: Block;
  readonly kind: "resource" | "data" | "ephemeral" | "variable";
  /** The type of a resource; empty for a variable. */
  readonly type: string;
  readonly name: string;
  /** The attribute, without indexes: "identity.principal_id"; empty for the whole resource. */
  readonly attribute: string;
  /** Whether the value is this attribute as it is; false if it is a part of a text, or an argument of a function. */
  readonly exact: boolean;
}

/** What all rules, the access model and the map read. */
export interface Analysis {
  readonly documents: readonly TerraformDocument[];
  /** Blocks of a kind, of all documents, in their order. */
  blocksOf(kind: BlockKind): readonly Block[];
  /** The resources (not data sources) of a type. */
  resourcesOf(type: string): readonly Block[];
  /**
   * What a value is made of, followed through locals, variables, outputs and modules, also into other stacks of the app.
   *
   * @param value an argument, from `values` or `expressions`; of an object or a list, all that is in it
   * @param from the block that the argument is in
   */
  originsOf(value: unknown, from: Block): readonly Origin[];
  /**
   * The text, number or boolean that a value is, as far as the documents say it; a default of a variable counts. Undefined
   * if it is known at apply only.
   */
  literalOf(value: unknown, from: Block): string | number | boolean | undefined;
  /**
   * The attribute that a value is, as it is: by reference or, where values are known, by the text of an id. Only ids are
   * found by text: `id`, object ids, principal ids and client ids.
   */
  ownerOf(value: unknown, from: Block): Origin | undefined;
}
