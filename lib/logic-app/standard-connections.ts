import { type ITerraformResource } from "cdktf";
import { asConstruct } from "../core/attributes";
import { childOf } from "../core/children";
import { idOfResource, idOfValue, shortHash } from "../core/names";
import { checkAtSynth } from "../core/problems";
import { deployTemplate } from "../core/template-deployment";
import { rules } from "../core/rules";
import { SystemAssignedManagedIdentity } from "../principal/system-assigned-managed-identity";
import { type IUserAssignedIdentity } from "../principal/user-assigned-managed-identity";
import { type ApiConnection, ConnectionKeys } from "./connection-keys";
import { LogicAppConnectionsFile } from "./logic-app-connections-file";
import { type ApiConnectionUse } from "./managed-identity-api-connection-props";
import { LOST_BY_LOGIC_APP } from "./map-of-logic-app";
import { MapAttribute } from "../source/map-attribute";

/**
 * Lets a Standard logic app use a V2 connection: with an access policy for its identity, app settings for values that
 * are known only at apply, and a connections.json that refers to them.
 */
export function connectStandardApp(
  app: ITerraformResource,
  key: string,
  connection: ApiConnection,
  { identity, audience = connection.api.audience }: ApiConnectionUse,
): void {
  const prefix = settingPrefix(key);
  const settings: Readonly<Record<string, string>> = {
    [`${prefix}_API_ID`]: connection.managedApiId,
    [`${prefix}_CONNECTION_ID`]: connection.connectionId,
    [`${prefix}_CONNECTION_RUNTIME_URL`]: connection.runtimeUrl,
    ...(identity && { [`${prefix}_IDENTITY_ID`]: identity.resourceId }),
  };
  const appSettings = MapAttribute.of(app, "app_settings");
  const { path } = asConstruct(app).node;
  const problems = [
    ...ConnectionKeys.of(asConstruct(app)).claim(key, connection, prefix),
    ...Object.keys(settings)
      .filter((name) => appSettings.has(name))
      .flatMap((name) => settingTaken(name, path, key)),
  ];
  if (problems.length > 0) {
    checkAtSynth(connection, () => problems);
    return;
  }
  Object.entries(settings).forEach(([name, value]) => {
    appSettings.set(name, value, LOST_BY_LOGIC_APP);
  });
  LogicAppConnectionsFile.of(app)._add(key, definition(prefix, audience, identity !== undefined));
  allow(app, connection, identity);
}

/**
 * Apps on Linux allow letters, digits and underscores:
 * https://learn.microsoft.com/azure/app-service/reference-app-settings
 */
function settingPrefix(key: string): string {
  return key.toUpperCase().replace(/[^A-Z0-9]/g, "_");
}

/**
 * A connection in connections.json. The identity occurs twice: for the token store and for the service.
 *
 * https://learn.microsoft.com/azure/logic-apps/authenticate-with-managed-identity#set-up-advanced-control-over-api-connection-authentication
 */
function definition(prefix: string, audience: string | undefined, isUserAssigned: boolean): object {
  const setting = (name: string): string => `@appsetting('${prefix}_${name}')`;
  const authentication = {
    type: "ManagedServiceIdentity",
    ...(isUserAssigned && { identity: setting("IDENTITY_ID") }),
  };
  return {
    api: { id: setting("API_ID") },
    connection: { id: setting("CONNECTION_ID") },
    connectionRuntimeUrl: setting("CONNECTION_RUNTIME_URL"),
    authentication,
    connectionProperties: { authentication: { ...authentication, audience } },
  };
}

/**
 * The policy belongs to the app: it needs the app's identity, and the app's settings need the connection. An identity
 * needs one policy for a connection, however many keys it uses. Azure deletes the policy together with the connection.
 */
function allow(app: ITerraformResource, connection: ApiConnection, identity?: IUserAssignedIdentity): void {
  const scope = asConstruct(app);
  const user = identity ? `-${idOfValue(identity.resourceId, scope)}` : "";
  const id = `${idOfResource(connection.resource, scope)}-access-policy${user}`;
  const { objectId } = identity ?? SystemAssignedManagedIdentity.of(app);
  childOf(scope, id, () => {
    const { resourceGroupName, location } = connection._place;
    const name = `${connection.connectionName}-${shortHash(`${scope.node.path}${user}`)}`;
    return deployTemplate(scope, id, {
      name,
      resourceGroupName,
      belongsTo: connection.resource,
      template: ACCESS_POLICY_TEMPLATE,
      parameters: { name, connectionId: connection.connectionId, location, objectId: objectId.value },
      replacedWith: [connection.resource],
    });
  });
}

/**
 * Allows an identity to use a V2 connection. The tenant is that of the subscription, because managed identities belong
 * to it.
 *
 * https://learn.microsoft.com/azure/logic-apps/authenticate-with-managed-identity#arm-template-for-api-connections-and-managed-identities
 */
const ACCESS_POLICY_TEMPLATE = {
  $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  contentVersion: "1.0.0.0",
  parameters: {
    name: { type: "string" },
    connectionId: { type: "string" },
    location: { type: "string" },
    objectId: { type: "string" },
  },
  resources: [
    {
      type: "Microsoft.Web/connections/accessPolicies",
      apiVersion: "2016-06-01",
      name: "[concat(last(split(parameters('connectionId'), '/')), '/', parameters('name'))]",
      location: "[parameters('location')]",
      properties: {
        principal: {
          type: "ActiveDirectory",
          identity: { objectId: "[parameters('objectId')]", tenantId: "[subscription().tenantId]" },
        },
      },
    },
  ],
  outputs: { name: { type: "string", value: "[parameters('name')]" } },
} as const;

const settingTaken = rules<[setting: string, logicApp: string, key: string]>("ManagedIdentityApiConnection", [
  {
    rule: "app-setting-taken",
    message: (setting, logicApp, key) =>
      `${logicApp} already has the app setting "${setting}", which connection "${key}" needs; rename the setting, or give another key`,
  },
]);
