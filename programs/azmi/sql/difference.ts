import { factInWords } from "../../../lib/sql/model/describe-fact";
import { type SqlFact } from "../../../lib/sql/model/fact";

export type DifferenceKind =
  "missing" | "other principal" | "disabled" | "unexpected" | "not applied" | "no longer declared";

/** A difference between the app and a server. */
export interface Difference {
  readonly stack: string;
  readonly server: string;
  /** Undefined for logins and server roles. */
  readonly database?: string;
  /** A login, a user, a membership or a permission, in words. */
  readonly what: string;
  readonly difference: DifferenceKind;
  readonly detail?: string;
  /** The address of the Terraform resource, if the difference belongs to one. */
  readonly address?: string;
}

/** Facts that could not be checked. */
export interface Unchecked {
  /** The number of facts, as far as it is known. */
  readonly facts: number;
  readonly why: string;
}

export interface Findings {
  readonly differences: readonly Difference[];
  readonly unchecked: readonly Unchecked[];
}

/** A fact and the resource it comes from. */
export interface FactSource {
  readonly stack: string;
  readonly address: string;
  /** As applied or, if it was never applied, as declared, with Terraform expressions. */
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
