import { type ITerraformResource, TerraformStack, Token } from "cdktf";
import { type IConstruct } from "constructs";
import { asConstruct, configured } from "../core/attributes";
import { canonical, describe } from "../core/reference";
import { knownText, resourceGroupProblems } from "../core/resources";
import { type TemplateDeployment } from "../core/template-deployment";
import { WORKFLOW } from "./logic-app";
import { type ApiConnectionUse, type ManagedIdentityApiConnectionProps } from "./managed-identity-api-connection-props";

/**
 * Connections and access policies have the name of their deployment. The name of a policy's deployment is nine
 * characters longer than that of its connection, and Azure limits deployment names to 64 characters:
 * https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftresources
 */
export const MAX_CONNECTION_NAME = 55;

/** Errors in the name of a connection. */
export function connectionNameProblems(name: string, scope: IConstruct): string[] {
  return Token.isUnresolved(name) || (/^[\w.()-]*[\w()-]$/.test(name) && name.length <= MAX_CONNECTION_NAME)
    ? []
    : [
        `connection name ${describe(name, scope)} is not possible; give a name of 1 to ${String(MAX_CONNECTION_NAME)} ` +
          "letters, digits, hyphens, underscores, periods and parentheses that does not end with a period",
      ];
}

/** Errors in the key of a connection in a logic app. Expressions contain it in quotes. */
export function keyProblems(key: string, scope: IConstruct): string[] {
  return /^[\w-]{1,80}$/.test(key)
    ? []
    : [`connection key ${describe(key, scope)} is not possible; give 1 to 80 letters, digits, hyphens and underscores`];
}

/** Errors in the audience for a logic app. `$connections` of a workflow cannot have one. */
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

/** Errors in the place of a connection. */
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
 * Reports a connection in another stack than its logic app that depends on the logic app's stack: the logic app depends
 * on the connection, and CDKTF cannot deploy stacks with circular dependencies.
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

/** Reports a connection that depends on attributes of its logic app, which is created after it. */
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

/** Reports a connection in another region than its logic app. */
export function regionProblems(location: string, logicApp: ITerraformResource): string[] {
  const [own, other] = [location, configured(logicApp, "location")].map(knownText);
  // A missing region is reported where the connection is created.
  return own === undefined || own === "" || other === undefined || normalRegion(own) === normalRegion(other)
    ? []
    : [
        `is in ${JSON.stringify(own)}, and ${asConstruct(logicApp).node.path} in ${JSON.stringify(other)}; ` +
          "give the connection the location of the logic app",
      ];
}

/** Azure treats "West Europe" and "westeurope" as the same. */
function normalRegion(region: string): string {
  return region.toLowerCase().replaceAll(" ", "");
}
