export * from "./actions";
export * from "./managed-identity-api-connection-props";
export * from "./logic-app-connection";
export * from "./logic-app-connections-file";
export * from "./logic-app-sql-connection";
export * from "./managed-api";
export * from "./managed-identity-api-connection";
export * from "./workflow";
