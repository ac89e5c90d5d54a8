import { isObject, type ObjectValue, textOf, without } from "../../protocol/values";
import { normalLocation } from "../../provider/plan";
import { textAt } from "../../provider/values-at";
import { nameGuid } from "../name-guid";
import { type ArmRequest, type ArmServices } from "./arm-service";
import { signInProblems } from "./connectors";

export const CONNECTION = "Microsoft.Web/connections";
export const ACCESS_POLICY = `${CONNECTION}/accessPolicies`;

/** Connections of Logic Apps: V1 for Consumption workflows, V2 for Standard ones. */
export const CONNECTIONS: ArmServices = {
  [CONNECTION]: {
    problems: ({ body }) => {
      const { api, location } = apiOf(body);
      if (api === undefined || location === undefined) {
        return [
          `properties.api.id '${textAt(body, "properties.api.id") ?? ""}' is not an id of a managed API: /subscriptions/…/providers/Microsoft.Web/locations/…/managedApis/…`,
        ];
      }
      return [
        ...(normalLocation(body.location) === location
          ? []
          : [`the connection is in '${textOf(body.location) ?? ""}', and its API in '${location}'`]),
        ...(["V1", "V2"].includes(kindOf(body)) ? [] : [`kind '${kindOf(body)}' is neither V1 nor V2`]),
        ...signInProblems(api, propertiesOf(body)),
      ];
    },
    // A sign-in without an identity can contain a secret, and is not shown again.
    properties: ({ id, body }) => {
      const properties = without(propertiesOf(body), "parameterValues");
      const { api = "", location = "" } = apiOf(body);
      return {
        ...properties,
        api: { ...(isObject(properties.api) && properties.api), name: api },
        overallStatus: "Ready",
        statuses: [{ status: "Ready" }],
        ...(kindOf(body) === "V2" && { connectionRuntimeUrl: runtimeUrl(id, api, location) }),
      };
    },
  },

  [ACCESS_POLICY]: {
    problems: (request) => {
      const { azure, account, body } = request;
      const connection = azure.inventory.find(connectionIdOf(request.id));
      const objectId = textAt(body, "properties.principal.identity.objectId");
      const tenantId = textAt(body, "properties.principal.identity.tenantId");
      return [
        ...(connection && kindOf(connection.state) !== "V2"
          ? [`access policies are not supported for connections of kind '${kindOf(connection.state)}', only for V2`]
          : []),
        ...(textOf(body.location) === undefined ? ["an access policy needs a location, that of its connection"] : []),
        ...(textAt(body, "properties.principal.type") === "ActiveDirectory"
          ? []
          : ["properties.principal.type has to be 'ActiveDirectory'"]),
        ...(tenantId === account.tenantId
          ? []
          : [`properties.principal.identity.tenantId '${tenantId ?? ""}' is another directory's`]),
        ...(azure.replicatedPrincipal(objectId ?? "")
          ? []
          : [`principal '${objectId ?? ""}' does not exist in the directory`]),
      ];
    },
  },
};

/** Kind of a connection. azurerm creates connections without one. */
export const kindOf = (connection: ObjectValue): string => textOf(connection.kind) ?? "V1";

/** Id of the connection that an access policy belongs to. */
export const connectionIdOf = (policyId: string): string => policyId.split("/").slice(0, -2).join("/");

const propertiesOf = ({ properties }: ArmRequest["body"]): ObjectValue => (isObject(properties) ? properties : {});

function apiOf(body: ObjectValue): { readonly api?: string; readonly location?: string } {
  const [, location, api] =
    /^\/subscriptions\/[^/]+\/providers\/Microsoft\.Web\/locations\/([^/]+)\/managedApis\/([^/]+)$/i.exec(
      textAt(body, "properties.api.id") ?? "",
    ) ?? [];
  return location !== undefined && api !== undefined
    ? { location: location.toLowerCase(), api: api.toLowerCase() }
    : {};
}

/** The URL at which a Standard workflow calls the connection. */
function runtimeUrl(id: string, api: string, location: string): string {
  const key = nameGuid("connection", id.toLowerCase());
  return `https://${key.replaceAll("-", "").slice(0, 16)}.00.common.logic-${location}.azure-apihub.net/apim/${api}/${key}`;
}
