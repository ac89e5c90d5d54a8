import { blocksOf, isEqual, isObject, type ObjectValue, textOf, without } from "../../protocol/values";
import { textAt, valuesAt } from "../../provider/values-at";
import { AzureError } from "../refusal";
import { shownIdentity } from "./arm-identity";
import { type ArmRequest, type ArmServices } from "./arm-service";
import { type DeploymentScript } from "./deployment-script";

/**
 * The version property of each kind of script:
 * https://learn.microsoft.com/azure/templates/microsoft.resources/deploymentscripts
 */
const VERSIONS: Readonly<Record<string, string>> = {
  AzurePowerShell: "azPowerShellVersion",
  AzureCLI: "azCliVersion",
};

export const DEPLOYMENT_SCRIPTS: ArmServices = {
  "Microsoft.Resources/deploymentScripts": {
    problems: ({ azure, body }) => {
      const properties = propertiesOf(body);
      const kind = textOf(body.kind) ?? "";
      const version = VERSIONS[kind];
      const sources = ["scriptContent", "primaryScriptUri"].filter((name) => textOf(properties[name]) !== undefined);
      const subnets = subnetsOf(properties);
      return [
        ...(version === undefined ? [`kind '${kind}' is none of ${Object.keys(VERSIONS).join(", ")}`] : []),
        ...(version === undefined || textOf(properties[version]) !== undefined ? [] : [`${kind} needs ${version}`]),
        ...(textOf(body.location) === undefined ? ["a script needs a location"] : []),
        ...(["UserAssigned", undefined].includes(textAt(body, "identity.type"))
          ? []
          : ["a script takes user-assigned identities only"]),
        ...(lasts(textOf(properties.retentionInterval)) ? [] : ["retentionInterval has to be from PT1H to PT26H"]),
        ...(["Always", "OnSuccess", "OnExpiration", undefined].includes(textOf(properties.cleanupPreference))
          ? []
          : ["cleanupPreference has to be Always, OnSuccess or OnExpiration"]),
        ...(sources.length === 1 ? [] : ["exactly one of scriptContent and primaryScriptUri has to be set"]),
        ...blocksOf(properties.environmentVariables).flatMap(variableProblems),
        ...(subnets.length > 0 && textAt(properties, "storageAccountSettings.storageAccountName") === undefined
          ? [
              "a script in a subnet needs storageAccountSettings with the storageAccountName of an account that it reaches there",
            ]
          : []),
        ...subnets.filter((id) => !azure.inventory.find(id)).map((id) => `subnet '${id}' does not exist`),
      ];
    },
    // A script runs again only if one of its properties changed.
    properties: async (request) => {
      const before = propertiesOf(request.before?.state ?? {});
      const shown = withoutSecrets(propertiesOf(request.body));
      const hasRun = request.before !== undefined && isEqual(without(before, "provisioningState", "outputs"), shown);
      return {
        ...shown,
        provisioningState: "Succeeded",
        outputs: hasRun ? (before.outputs ?? {}) : await run(request),
      };
    },
  },
};

const propertiesOf = ({ properties }: ObjectValue): ObjectValue => (isObject(properties) ? properties : {});

const subnetsOf = (properties: ObjectValue): string[] =>
  valuesAt(properties, "containerSettings.subnetIds.id").map(({ value }) => textOf(value) ?? "");

/** Whether an ISO 8601 duration is a valid retention. */
function lasts(duration = ""): boolean {
  const [all, days = "0", hours = "0", minutes = "0"] =
    /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(duration) ?? [];
  const total = Number(days) * 24 + Number(hours) + Number(minutes) / 60;
  return all !== undefined && total >= 1 && total <= 26;
}

function variableProblems(variable: ObjectValue): string[] {
  const given = ["value", "secureValue"].filter((name) => textOf(variable[name]) !== undefined);
  return textOf(variable.name) !== undefined && given.length === 1
    ? []
    : [`environment variable '${textOf(variable.name) ?? ""}' needs a name and either a value or a secureValue`];
}

/** Resource Manager does not show secure values. */
function withoutSecrets(properties: ObjectValue): ObjectValue {
  const variables = blocksOf(properties.environmentVariables).map((variable) => without(variable, "secureValue"));
  return { ...properties, ...("environmentVariables" in properties && { environmentVariables: variables }) };
}

async function run(request: ArmRequest): Promise<ObjectValue> {
  try {
    return await request.azure.runDeploymentScript(scriptOf(request));
  } catch (error) {
    const { message } = error as Error;
    throw new AzureError(
      400,
      "DeploymentScriptError",
      `The provided script failed with the following error: ${message}. Please refer to https://aka.ms/DeploymentScriptsTroubleshoot for more deployment script information.`,
    );
  }
}

function scriptOf(request: ArmRequest): DeploymentScript {
  const { id, body } = request;
  const properties = propertiesOf(body);
  const { identity = {} } = shownIdentity(request);
  const identities = isObject(identity.userAssignedIdentities) ? Object.entries(identity.userAssignedIdentities) : [];
  return {
    id,
    name: textOf(body.name) ?? "",
    kind: body.kind === "AzureCLI" ? "AzureCLI" : "AzurePowerShell",
    content: textOf(properties.scriptContent),
    primaryScriptUri: textOf(properties.primaryScriptUri),
    arguments: textOf(properties.arguments),
    environment: Object.fromEntries(
      blocksOf(properties.environmentVariables).map(({ name, value, secureValue }) => [
        textOf(name) ?? "",
        textOf(value) ?? textOf(secureValue) ?? "",
      ]),
    ),
    identities: identities.map(([user, shown]) => ({
      id: user,
      principalId: textAt(shown, "principalId") ?? "",
      clientId: textAt(shown, "clientId") ?? "",
    })),
    subnetIds: subnetsOf(properties),
  };
}
