import { type Thing } from "../input/thing";

/** What becomes of a resource of the code. */
export type Outcome =
  /** It is in the state, at its address or where a block of the code moves it from, or the code imports it. */
  | { readonly is: "present"; readonly thing: Thing }
  /** It is in the state of the stack, at another address that the code does not have any more. */
  | { readonly is: "moved"; readonly thing: Thing }
  /** It exists, and is in the state of no stack. */
  | { readonly is: "imported"; readonly thing: Thing }
  /** It is in another state. */
  | { readonly is: "elsewhere"; readonly thing: Thing }
  /** A data source in a state has found it, so that it exists. */
  | { readonly is: "looked up"; readonly thing: Thing }
  /** It is in the state at an address that the code has for the same, so that it is declared twice. */
  | { readonly is: "declared twice"; readonly thing: Thing }
  /** It is in the state at an address that the code has for something else, so that Terraform cannot move it. */
  | { readonly is: "blocked"; readonly thing: Thing }
  /** It may be one of several things. */
  | { readonly is: "ambiguous"; readonly candidates: readonly Thing[] }
  /** Nothing that is known is like it. */
  | { readonly is: "new" }
  /** What is different about the thing is what makes another one of it. */
  | { readonly is: "changed"; readonly thing: Thing }
  /** It depends on values that nobody tells. */
  | { readonly is: "untold" };
