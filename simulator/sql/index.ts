// SQL servers of a simulated Azure. README.md of the simulator says what they model.
export type { AccessRow } from "./access";
export type { TokenOptions } from "./access-token";
export { azureWorld, sqlHosts } from "./azure-world";
export type { Faults } from "./faults";
export type { DatabaseContent, PermissionContent, PrincipalContent, ServerContent } from "./inspection";
export { SimulatedSqlServers, type SqlServersOptions } from "./simulated-sql-servers";
export type { SqlWorld, WorldDatabase, WorldPrincipal, WorldServer } from "./world";
export { runTSqlOf } from "./run-deployment-script";
