// Principals that can be granted access: managed identities, groups, users and service principals, and their two kinds
// of ids.
export * from "./client-id";
export * from "./object-id";
export * from "./principal";
export * from "./principal-interfaces";
export * from "./principal-type";
export * from "./system-assigned-managed-identity";
export * from "./user-assigned-managed-identity";
