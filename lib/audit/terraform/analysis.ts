import { type Block, type TerraformDocument } from "./document";

/** Where a reference leads: an attribute of a resource, or a variable that nothing sets. */
export interface Origin {
  /** The block, if the documents hold it. */
  readonly block?: Block;
  readonly kind: "resource" | "data" | "ephemeral" | "variable";
  /** The type of a resource; empty for a variable. */
  readonly type: string;
  readonly name: string;
  /** What of it: "principal_id", "identity[0].principal_id" as "identity.principal_id"; empty for the whole resource. */
  readonly attribute: string;
  /** Whether the value is this attribute as it is; false if it is a part of a text, or an argument of a function. */
  readonly exact: boolean;
}

/** A place in a block: the path of an argument, "identity.identity_ids" or "app_settings.KEY". Lists add no index. */
export interface Place {
  readonly block: Block;
  readonly path: string;
}

/** What all rules, the access model and the map read. */
export interface Analysis {
  readonly documents: readonly TerraformDocument[];
  /** Resources (not data sources) of all documents, in their order. */
  readonly resources: readonly Block[];
  /** The resources of a type; an empty list if there are none. */
  resourcesOf(type: string): readonly Block[];
  /** Blocks of a kind. */
  blocksOf(kind: Block["kind"]): readonly Block[];
  /**
   * What the value of an argument is made of, followed through locals, variables, outputs and modules, also into other
   * stacks of the app.
   *
   * @param value the argument, from `values` or `expressions`
   * @param from the block that the argument is in
   */
  originsOf(value: unknown, from: Block): readonly Origin[];
  /**
   * What a value is: the text, number or boolean, as far as the documents say it; a default of a variable counts. Undefined
   * if it is known at apply only.
   */
  literalOf(value: unknown, from: Block): string | number | boolean | undefined;
  /**
   * The block whose attribute a value is: by reference in a configuration and in a plan, by equal text in a state, where a
   * value such as a resource id or a principal id says which resource it is of.
   */
  ownerOf(value: unknown, from: Block): Origin | undefined;
}
