import { PRIVILEGE_RULES } from "./privilege";
import { type Rule } from "./rule";
import { SECRET_RULES } from "./secrets";

/** Rules that belong together. */
export interface Pack {
  /** As `azmi audit --pack` takes it. */
  readonly id: string;
  /** One sentence: what holds if the rules find nothing. */
  readonly promise: string;
  readonly rules: readonly Rule[];
}

export const ZERO_SECRET: Pack = {
  id: "zero-secret",
  promise: "The code and the state contain no secrets, and services accept no keys and no passwords.",
  rules: SECRET_RULES,
};

export const LEAST_PRIVILEGE: Pack = {
  id: "least-privilege",
  promise: "Identities may do what they need, where they need it, and nobody else can act as them.",
  rules: PRIVILEGE_RULES,
};

export const PACKS: readonly Pack[] = [ZERO_SECRET, LEAST_PRIVILEGE];

export const ALL_RULES: readonly Rule[] = PACKS.flatMap(({ rules }) => rules);
