export * from "./managed-identity-binding";
