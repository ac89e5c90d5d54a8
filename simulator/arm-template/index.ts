// The template language of Azure Resource Manager.
export { type Reference } from "./calls";
export { type Call } from "./evaluate";
export { readDeployment, type TemplateDeployment } from "./read-deployment";
export { type DeclaredResource } from "./resources";
export { type Surroundings } from "./surroundings";
export { TemplateError } from "./template-error";
