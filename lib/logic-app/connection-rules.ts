import { type ITerraformResource, TerraformStack, Token } from "cdktf";
import { type IConstruct } from "constructs";
import { asConstruct, configured } from "../core/attributes";
import { canonical, describe } from "../core/reference";
import { knownText, resourceGroupProblems } from "../core/resources";
import { type TemplateDeployment } from "../core/template-deployment";
import { WORKFLOW } from "./logic-app";
import { type ApiConnectionUse, type ManagedIdentityApiConnectionProps } from "./managed-identity-api-connection-props";

/**
 * A connection and its access policies are named like the deployments that make them. The name of a policy's deployment
 * is that of the connection with nine characters more, and Azure allows deployments 64:
 * https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftresources
 */
export const MAX_CONNECTION_NAME = 55;

/** What is wrong with the name of a connection. */
export function connectionNameProblems(name: string, scope: IConstruct): string[] {
  return Token.isUnresolved(name) || (/^[\w.()-]*[\w()-]$/.test(name) && name.length <= MAX_CONNECTION_NAME)
    ? []
    : [
        `connection name ${describe(name, scope)} is not possible; give a name of 1 to ${String(MAX_CONNECTION_NAME)} ` +
          "letters, digits, hyphens, underscores, periods and parentheses that does not end with a period",
      ];
}

/** What is wrong with the key of a connection in a logic app: it stands between quotes in expressions. */
export function keyProblems(key: string, scope: IConstruct): string[] {
  return /^[\w-]{1,80}$/.test(key)
    ? []
    : [`connection key ${describe(key, scope)} is not possible; give 1 to 80 letters, digits, hyphens and underscores`];
}

/** What is wrong with the audience for a logic app: `$connections` of a workflow has no place for one. */
export function audienceProblems({ audience }: ApiConnectionUse, logicApp: ITerraformResource): string[] {
  if (audience?.trim() === "") {
    return ["audience of the token is empty; give one such as TokenAudience.SERVICE_BUS, or leave it out"];
  }
  return audience === undefined || logicApp.terraformResourceType !== WORKFLOW
    ? []
    : [
        `${asConstruct(logicApp).node.path} is a Consumption workflow, whose connectors choose the audience; leave it out`,
      ];
}

/** What is wrong with where a connection goes. */
export function placeProblems({
  resourceGroup,
  resourceGroupName,
  location,
}: ManagedIdentityApiConnectionProps): string[] {
  if ((resourceGroup === undefined) === (resourceGroupName === undefined)) {
    return ["needs resourceGroup or resourceGroupName, one of them; give the resource where it is in the app"];
  }
  if (resourceGroup) {
    return resourceGroupProblems(resourceGroup);
  }
  return location !== undefined ? [] : ["resourceGroupName alone does not tell the region; give location as well"];
}

/**
 * What is wrong with a connection that is in another stack than a logic app, and needs something of that stack: the logic
 * app needs the connection, and CDKTF cannot deploy two stacks that wait for each other.
 */
export function circleProblems(connection: IConstruct, logicApp: ITerraformResource): string[] {
  const app = asConstruct(logicApp);
  const [own, other] = [connection, app].map((construct) => TerraformStack.of(construct).node.path);
  return own === other
    ? []
    : [
        `is in stack ${String(own)} and needs what is in stack ${String(other)}, where ${app.node.path} needs the connection; ` +
          `create it in stack ${String(other)}`,
      ];
}

/** What is wrong with a connection that is made of attributes of the logic app, which is made after it. */
export function selfProblems(deployment: TemplateDeployment, logicApp: ITerraformResource): string[] {
  const app = asConstruct(logicApp);
  const address = `${TerraformStack.of(app).node.path}:${logicApp.terraformResourceType}.${logicApp.friendlyUniqueId}.`;
  const isMadeOfIt = ["name", "resource_group_name", "parameters_content"].some((attribute) =>
    canonical(configured(deployment, attribute) as string, deployment).includes(address),
  );
  return isMadeOfIt
    ? [
        `is made of attributes of ${app.node.path}, which needs the connection; ` +
          "give it the name, the resource group and the location that the logic app is configured with",
      ]
    : [];
}

/** What is wrong with the region of a connection for a logic app, which has to be the same. */
export function regionProblems(location: string, logicApp: ITerraformResource): string[] {
  const [own, other] = [location, configured(logicApp, "location")].map(knownText);
  // That a connection has no region is told where it is created.
  return own === undefined || own === "" || other === undefined || normalRegion(own) === normalRegion(other)
    ? []
    : [
        `is in ${JSON.stringify(own)}, and ${asConstruct(logicApp).node.path} in ${JSON.stringify(other)}; ` +
          "give the connection the location of the logic app",
      ];
}

/** Azure knows "West Europe" as "westeurope". */
function normalRegion(region: string): string {
  return region.toLowerCase().replaceAll(" ", "");
}
