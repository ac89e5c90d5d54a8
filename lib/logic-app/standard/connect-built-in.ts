import { type ITerraformResource, TerraformDataSource } from "cdktf";
import { type Access } from "../../access/access";
import { asConstruct } from "../../core/attributes";
import { folderIn } from "../../core/children";
import { elementsOf, isResource, listProblems } from "../../core/given";
import { checkAtSynth } from "../../core/problems";
import { severalProblems, typeProblems } from "../../core/resources";
import { type Problem, refuse, rules } from "../../core/rules";
import { notAnIdentity } from "../../principal/principal-problems";
import { SystemAssignedManagedIdentity } from "../../principal/system-assigned-managed-identity";
import { ConnectionKeys } from "../connection-keys";
import { keyProblems, logicAppLookedUp } from "../connection-rules";
import { attachIdentity, STANDARD_APP } from "../logic-app";
import { LogicAppConnectionsFile } from "../logic-app-connections-file";
import { addSettings, appSetting, inSettingName } from "./app-settings";
import { type BuiltInConnectionUse } from "./built-in-connection-use";
import { type BuiltInConnector } from "./built-in-connector";
import { LogicAppBuiltInConnection } from "./logic-app-built-in-connection";

/** A connection as the logic apps that use it see it. */
export interface BuiltIn {
  readonly connector: BuiltInConnector;
  /** By parameter of the connector. */
  readonly values: Readonly<Record<string, string>>;
  /** The access that an app gets by default. */
  readonly access: readonly Access[];
  /** What is wrong with it, whichever app uses it. */
  readonly problems: readonly Problem[];
}

/** Lets a Standard logic app use a built-in connection: see `BuiltInConnection.addTo`. */
export function connectBuiltIn(
  logicApp: ITerraformResource,
  connection: BuiltIn,
  use: BuiltInConnectionUse,
): LogicAppBuiltInConnection {
  const { connector, values } = connection;
  const { key = connector.name, identity, access = connection.access, displayName = key } = use;
  const made = LogicAppBuiltInConnection._of(key, connector);
  if (!isResource(logicApp)) {
    refuse(typeProblems("logicApp", logicApp, [STANDARD_APP]), "BuiltInConnection.addTo");
    return made;
  }
  const app = asConstruct(logicApp);
  const problems = [
    ...connection.problems,
    ...useProblems(connector, use),
    ...keyProblems(key, app),
    ...appProblems(logicApp),
  ];
  if (problems.length > 0) {
    checkAtSynth(app, () => problems);
    return made;
  }
  const prefix = inSettingName(key);
  const nameOf = (parameter: string): string => `${prefix}_${parameter}`;
  // As the designer names them, so that the local.settings.json of a developer has the same ones.
  const settings = Object.fromEntries(Object.entries(values).map(([parameter, value]) => [nameOf(parameter), value]));
  const scope = folderIn(folderIn(app, "built-in"), key);
  const taken = [
    ...ConnectionKeys.of(app).claim(key, scope, `built-in ${prefix.toLowerCase()}`),
    ...addSettings(logicApp, key, { ...settings, ...(identity && { [nameOf("Identity")]: identity.resourceId }) }),
  ];
  if (taken.length > 0) {
    checkAtSynth(app, () => taken);
    return made;
  }
  const authProvider = {
    Type: "ManagedServiceIdentity",
    ...(identity && { Identity: appSetting(nameOf("Identity")) }),
  };
  const parameters = Object.keys(values).map((parameter) => [parameter, appSetting(nameOf(parameter))] as const);
  LogicAppConnectionsFile.of(logicApp)._add("serviceProviderConnections", key, {
    displayName,
    parameterSetName: "ManagedServiceIdentity",
    parameterValues: { authProvider, ...Object.fromEntries(parameters) },
    serviceProvider: { id: connector.serviceProviderId },
  });
  attachIdentity(logicApp, identity);
  const principal = identity ?? SystemAssignedManagedIdentity.of(logicApp);
  access.forEach((each) => {
    each.grantTo(scope, each.grantId(scope), principal);
  });
  return made;
}

function useProblems(connector: BuiltInConnector, { identity, access }: BuiltInConnectionUse): Problem[] {
  const notAccesses = elementsOf(access).filter(
    (each) => typeof (each as Partial<Access> | null)?.grantTo !== "function",
  );
  return [
    ...(identity ? [...notAnIdentity(identity), ...ownIdentityOnly(connector)] : []),
    ...listProblems("access", access),
    ...(notAccesses.length > 0 ? notAnAccess() : []),
  ];
}

function appProblems(logicApp: ITerraformResource): Problem[] {
  const wrongType = typeProblems("logicApp", logicApp, [STANDARD_APP]);
  if (wrongType.length > 0) {
    return wrongType;
  }
  return TerraformDataSource.isTerraformDataSource(logicApp)
    ? logicAppLookedUp(asConstruct(logicApp).node.path)
    : severalProblems(logicApp, "give each of them a connection");
}

/** Of the built-in connectors of service providers, Microsoft documents user-assigned identities for SQL Server only. */
const ownIdentityOnly = rules<[connector: BuiltInConnector]>("BuiltInConnection", [
  {
    rule: "built-in-connector-takes-own-identity",
    when: ({ takesUserAssignedIdentity }) => !takesUserAssignedIdentity,
    message: ({ name }) =>
      `the built-in connector ${name} signs in with the system-assigned identity of the app only; leave identity out, or ` +
      "use ManagedIdentityApiConnection, which takes a user-assigned one",
  },
]);

const notAnAccess = rules("BuiltInConnection", [
  {
    rule: "not-an-access-of-connection",
    message:
      "access must be a list of Access; use ServiceBusAccess.send(queue), BlobStorageAccess.read(container) or the like",
  },
]);
