import { type ITerraformResource, TerraformStack, Token } from "cdktf";
import { type IConstruct } from "constructs";
import { asConstruct, configured } from "../core/attributes";
import { canonical, describe } from "../core/reference";
import { knownText } from "../core/resources";
import { type TemplateDeployment } from "../core/template-deployment";
import { firstRule, type Problem, rules } from "../core/rules";
import { WORKFLOW } from "./logic-app";
import { type ManagedApi } from "./managed-api";
import { ApiConnectionKind, type ApiConnectionUse } from "./managed-identity-api-connection-props";

/**
 * Connections and access policies have the name of their deployment. The name of a policy's deployment is nine
 * characters longer than that of its connection, and Azure limits deployment names to 64 characters:
 * https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftresources
 */
export const MAX_CONNECTION_NAME = 55;

const CONNECTIONS = "ManagedIdentityApiConnection";

/** Errors in the name of a connection. */
export const connectionNameProblems = rules<[name: string, scope: IConstruct]>(CONNECTIONS, [
  {
    rule: "impossible-connection-name",
    when: (name) =>
      !Token.isUnresolved(name) && !(/^[\w.()-]*[\w()-]$/.test(name) && name.length <= MAX_CONNECTION_NAME),
    message: (name, scope) =>
      `name must be 1 to ${String(MAX_CONNECTION_NAME)} letters, digits, hyphens, underscores, periods and parentheses, ` +
      `and must not end with a period; got ${describe(name, scope)}`,
  },
]);

/** Errors in the kind of a connection, of a connector that not all logic apps have. */
export const planProblems = rules<[api: ManagedApi, kind: ApiConnectionKind]>(CONNECTIONS, [
  {
    rule: "connector-not-in-standard",
    when: ({ standard }, kind) => !standard && kind === ApiConnectionKind.V2,
    message: ({ name }) =>
      `connector ${name} is not in Standard logic apps; use it in a Consumption workflow, or call the service with HttpAction`,
  },
  {
    rule: "connector-not-in-consumption",
    when: ({ consumption }, kind) => !consumption && kind === ApiConnectionKind.V1,
    message: ({ name }) =>
      `connector ${name} is not in Consumption workflows; use it in a Standard logic app, or call the service with HttpAction`,
  },
]);

/** Errors in the key of a connection in a logic app. Expressions contain it in quotes. */
export const keyProblems = rules<[key: string, scope: IConstruct]>(CONNECTIONS, [
  {
    rule: "impossible-connection-key",
    when: (key) => !/^[\w-]{1,80}$/.test(key),
    message: (key, scope) =>
      `key must be 1 to 80 letters, digits, hyphens and underscores; got ${describe(key, scope)}`,
  },
]);

/** Errors in the audience for a logic app. `$connections` of a workflow cannot have one. */
export const audienceProblems = firstRule<[use: ApiConnectionUse, logicApp: ITerraformResource]>(CONNECTIONS, [
  {
    rule: "connection-audience-empty",
    when: ({ audience }) => audience?.trim() === "",
    message: "audience is empty; give one such as TokenAudience.SERVICE_BUS, or leave it out",
  },
  {
    rule: "audience-for-consumption-workflow",
    when: ({ audience }, { terraformResourceType: type }) => audience !== undefined && type === WORKFLOW,
    message: (_, logicApp) =>
      `${asConstruct(logicApp).node.path} is a Consumption workflow, whose connectors choose the audience; leave audience out`,
  },
]);

/**
 * Reports a connection in another stack than its logic app that depends on the logic app's stack: the logic app depends
 * on the connection, and CDKTF cannot deploy stacks with circular dependencies.
 */
export function circleProblems(connection: IConstruct, logicApp: IConstruct): Problem[] {
  const [own, other] = [connection, logicApp].map((construct) => TerraformStack.of(construct).node.path);
  return connectionStack(own ?? "", other ?? "", logicApp.node.path);
}

const connectionStack = rules<[own: string, other: string, logicApp: string]>(CONNECTIONS, [
  {
    rule: "connection-in-other-stack",
    when: (own, other) => own !== other,
    message: (own, other, logicApp) =>
      `the connection is in stack ${own} and needs stack ${other}, where ${logicApp} needs the connection; ` +
      `create the connection in stack ${other}`,
  },
]);

/** Reports a connection that depends on attributes of its logic app, which is created after it. */
export function selfProblems(deployment: TemplateDeployment, logicApp: ITerraformResource): Problem[] {
  const app = asConstruct(logicApp);
  const address = `${TerraformStack.of(app).node.path}:${logicApp.terraformResourceType}.${logicApp.friendlyUniqueId}.`;
  const isMadeOfIt = ["name", "resource_group_name", "parameters_content"].some((attribute) =>
    canonical(configured(deployment, attribute) as string, deployment).includes(address),
  );
  return isMadeOfIt ? madeOfLogicApp(app.node.path) : [];
}

const madeOfLogicApp = rules<[logicApp: string]>(CONNECTIONS, [
  {
    rule: "connection-refers-to-logic-app",
    message: (logicApp) =>
      `the connection refers to attributes of ${logicApp}, which needs the connection; ` +
      "give the name, resource group and location that the logic app is configured with",
  },
]);

/** Reports a connection in another region than its logic app. */
export function regionProblems(location: string, logicApp: IConstruct, itsLocation: unknown): Problem[] {
  const [own, other] = [location, itsLocation].map(knownText);
  // A missing region is reported where the connection or the logic app is created.
  return !own || !other || normalRegion(own) === normalRegion(other) ? [] : otherRegion(own, logicApp.node.path, other);
}

const otherRegion = rules<[own: string, logicApp: string, other: string]>(CONNECTIONS, [
  {
    rule: "connection-in-other-region",
    message: (own, logicApp, other) =>
      `location is ${JSON.stringify(own)}, but ${logicApp} is in ${JSON.stringify(other)}; ` +
      "give the connection the location of the logic app",
  },
]);

/** Azure treats "West Europe" and "westeurope" as the same. */
function normalRegion(region: string): string {
  return region.toLowerCase().replaceAll(" ", "");
}
