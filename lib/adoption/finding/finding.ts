/** What becomes of a resource with the next apply. */
export type Fate =
  /** The state has it at another address: a `moved` block. */
  | "moved"
  /** It exists, and the state does not have it: an `import` block. */
  | "imported"
  /** The state gives it up, and another one takes it over: a `removed` block. */
  | "released"
  /** Terraform creates it. */
  | "created"
  /** The state has it, and the code does not. */
  | "destroyed";

export interface Finding {
  readonly stack: string;
  readonly fate: Fate;
  /** Where the code has it; of what is released or destroyed, where the state has it. */
  readonly address: string;
  /** The address or the id that it comes from. */
  readonly from?: string;
  /** What else there is to know about it. */
  readonly detail?: string;
  /** Whether somebody has to look at it before anything is applied. */
  readonly needsAttention?: true;
  /** A state that has to give it up, and that is not the app's. */
  readonly heldBy?: { readonly file: string; readonly address: string };
}

/** A finding as a line of text. */
export const inWords = ({ address, fate, from, detail }: Finding): string =>
  [`${address} is ${fate}`, ...(from === undefined ? [] : [`from ${from}`])].join(" ") +
  (detail === undefined ? "" : `: ${detail}`);
