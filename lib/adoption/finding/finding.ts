/** What the next apply does to a resource. */
export type Fate =
  /** The state has it at another address: a `moved` block. */
  | "moved"
  /** It exists, and the state does not have it: an `import` block. */
  | "imported"
  /** The state releases it to another state: a `removed` block. */
  | "released"
  | "created"
  /** The state has it, but the code does not. */
  | "destroyed";

export interface Finding {
  readonly stack: string;
  readonly fate: Fate;
  /** The address in the code, or in the state if it is released or destroyed. */
  readonly address: string;
  /** The previous address, or the imported id. */
  readonly from?: string;
  readonly detail?: string;
  /** Whether somebody must look at it before the next apply. */
  readonly needsAttention?: true;
  /** A state that must release it first, and that does not belong to the app. */
  readonly heldBy?: { readonly file: string; readonly address: string };
}

export const inWords = ({ address, fate, from, detail }: Finding): string =>
  [`${address} is ${fate}`, ...(from === undefined ? [] : [`from ${from}`])].join(" ") +
  (detail === undefined ? "" : `: ${detail}`);
