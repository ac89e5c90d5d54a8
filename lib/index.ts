export * from "./access";
export * from "./binding";
export * from "./principal";
export * from "./sql";
