// Flexible servers of a simulated Azure. README.md of the simulator says what they model.
export { mysqlWorld, postgresWorld } from "./azure-world";
export { FlexibleServers } from "./flexible-servers";
export { MYSQL } from "./mysql";
export { POSTGRES } from "./postgres";
export { AUDIENCE } from "./sign-in";
