export * from "./workflow-definition";
