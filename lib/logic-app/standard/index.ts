export * from "./built-in-connection";
export * from "./built-in-connection-use";
export * from "./built-in-connector";
export * from "./logic-app-built-in-connection";
export * from "./logic-app-workflow-file";
export * from "./service-provider-action";
export * from "./service-provider-action-props";
export * from "./service-provider-trigger";
