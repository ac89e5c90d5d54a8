// A check that an identity gets tokens and may use them, run on the machine that carries the identity.
export * from "./token-check";
export * from "./token-check-target";
export * from "./token-audience";
