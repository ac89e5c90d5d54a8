import { factInWords } from "../../../lib/sql/model/describe-fact";
import { type SqlFact } from "../../../lib/sql/model/fact";

export type DifferenceKind =
  "missing" | "other principal" | "disabled" | "unexpected" | "not applied" | "no longer declared";

/** Something that is otherwise than the app says. */
export interface Difference {
  readonly stack: string;
  readonly server: string;
  /** Left out for what is on the server itself. */
  readonly database?: string;
  /** A login, a user, a membership or a permission, in words. */
  readonly what: string;
  readonly difference: DifferenceKind;
  readonly detail?: string;
  /** Of the Terraform resource, where it is one's. */
  readonly address?: string;
}

/** Something that could not be checked. */
export interface Unchecked {
  /** How many facts it is about, as far as that is known. */
  readonly facts: number;
  readonly why: string;
}

export interface Findings {
  readonly differences: readonly Difference[];
  readonly unchecked: readonly Unchecked[];
}

/** Where a fact is from. */
export interface FactSource {
  readonly stack: string;
  readonly address: string;
  /** As it was applied or, where that never was, as it is declared, with expressions of Terraform in it. */
  readonly fact: SqlFact;
}

export function factDiffers(
  { stack, address, fact }: FactSource,
  difference: DifferenceKind,
  detail?: string,
): Difference {
  return {
    stack,
    ...placeOf(fact),
    what: factInWords(fact),
    difference,
    ...(detail !== undefined && { detail }),
    address,
  };
}

export function placeOf(fact: SqlFact): { readonly server: string; readonly database?: string } {
  return { server: fact.server, ...("database" in fact && { database: fact.database }) };
}
