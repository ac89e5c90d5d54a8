export * from "./actions";
export * from "./logic-app-connection";
export * from "./managed-api";
export * from "./token-audience";
