import { type Thing } from "../input/thing";

/** The result of matching a resource of the code. */
export type Outcome =
  /** It is in the state at its address or at the `from` of a `moved` block, or the code imports it. */
  | { readonly is: "present"; readonly thing: Thing }
  /** It is in the state of the stack, at an address that is no longer in the code. */
  | { readonly is: "moved"; readonly thing: Thing }
  /** It exists, and no state has it. */
  | { readonly is: "imported"; readonly thing: Thing }
  /** It is in another state. */
  | { readonly is: "elsewhere"; readonly thing: Thing }
  /** A data source found it, so it exists. */
  | { readonly is: "looked up"; readonly thing: Thing }
  /** The code declares it at both addresses. */
  | { readonly is: "declared twice"; readonly thing: Thing }
  /** The code declares another resource at its address in the state, so Terraform cannot move it. */
  | { readonly is: "blocked"; readonly thing: Thing }
  /** Several resources match. */
  | { readonly is: "ambiguous"; readonly candidates: readonly Thing[] }
  /** Nothing matches. */
  | { readonly is: "new" }
  /** It differs in a field that makes it another resource. */
  | { readonly is: "changed"; readonly thing: Thing }
  /** It depends on unknown values. */
  | { readonly is: "untold" };
