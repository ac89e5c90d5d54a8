// The audit as part of an app: aspects that fail the synthesis, and suppressions. What is checked is in ../rules.
export * from "./access-map";
export * from "./audit-checks-options";
export * from "./audit-suppressions";
export * from "./least-privilege-checks";
export * from "./zero-secret-checks";
