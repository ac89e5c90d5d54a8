// What may be done on a target: a file per Azure service, the role catalogue, and RoleAccess for anything else.
// Who may do it is in ../principal; that a source gets it, in ../binding.
export * from "./access";
export * from "./blob-storage-access";
export * from "./built-in-role.generated";
export * from "./custom-role";
export * from "./grant";
export * from "./key-vault-access";
export * from "./key-vault-policy-access";
export * from "./key-vault-policy-permissions";
export * from "./role-access";
export * from "./role";
