// Access to targets: a file for each Azure service, the role catalog, and RoleAccess for everything else. Principals
// are in ../principal, bindings in ../binding.
export * from "./access";
export * from "./built-in-role.generated";
export * from "./client-type";
export * from "./deployer-access";
export * from "./disable-local-authentication";
export * from "./own-grant-options";
export * from "./role";
export * from "./role-access";
export * from "./services";
export * from "./settings-options";
