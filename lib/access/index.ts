// Access to targets: a file for each Azure service, the role catalog, and RoleAccess for everything else. Principals
// are in ../principal, bindings in ../binding.
export * from "./access";
export * from "./blob-storage-access";
export * from "./built-in-role.generated";
export * from "./role";
export * from "./key-vault-access";
export * from "./key-vault-policy-access";
export * from "./key-vault-policy-permissions";
export * from "./role-access";
