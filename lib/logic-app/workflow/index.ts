export * from "./consumption-workflow";
export * from "./consumption-workflow-props";
export * from "./workflow-definition";
