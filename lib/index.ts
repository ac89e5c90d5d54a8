export * from "./access";
export * from "./adoption";
export * from "./binding";
export * from "./logic-app";
export * from "./principal";
export * from "./sql";
