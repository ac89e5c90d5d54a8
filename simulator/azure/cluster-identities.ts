import { blocksOf, isObject, type ObjectValue, type Value } from "../protocol/values";

/** The identities of add-ons, by block and attribute of a cluster. */
export const ADD_ONS: Readonly<Record<string, string>> = {
  "key_vault_secrets_provider.secret_identity": "azurekeyvaultsecretsprovider",
  "oms_agent.oms_agent_identity": "omsagent",
  "ingress_application_gateway.ingress_application_gateway_identity": "ingressapplicationgateway",
};

/** The identities that a cluster created. */
export function madeIdentities(state: ObjectValue): ObjectValue[] {
  const addOns = Object.keys(ADD_ONS).flatMap((path) => {
    const [block = "", attribute = ""] = path.split(".");
    return blocksOf(state[block]).flatMap((one) => listOf(one[attribute]));
  });
  return [...listOf(state.kubelet_identity), ...addOns];
}

const listOf = (value: Value | undefined): ObjectValue[] => (Array.isArray(value) ? value.filter(isObject) : []);
