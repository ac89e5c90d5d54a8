// Principals that can be granted access: managed identities, groups, users and service principals, and their two kinds
// of ids.
export * from "./cluster-add-on";
export * from "./principal-ids";
export * from "./principal";
export * from "./principal-interfaces";
export * from "./system-assigned-managed-identity";
export * from "./user-assigned-managed-identity";
