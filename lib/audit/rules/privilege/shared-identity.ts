import { remember } from "../../../core/collections";
import { type Source } from "../../access/access-model";
import { type Rule } from "../rule";
import { APP, appWith, assignment } from "./examples";
import { isManaged } from "./grants";

/** What runs code, in groups whose members often are parts of one app. */
const WORKLOADS: readonly (readonly [name: string, types: RegExp])[] = [
  [
    "apps",
    /^azurerm_(app_service|container_(app|app_job|group)|(linux|windows)_(web|function)_app|function_app|logic_app_standard|web_app|spring_cloud_app|static_web_app)/,
  ],
  ["machines", /^azurerm_((linux_|windows_|orchestrated_)?virtual_machine|arc_machine|batch_pool)/],
  ["clusters", /^azurerm_(kubernetes_cluster|redhat_openshift_cluster|hdinsight_)/],
  ["workflows", /^azurerm_(logic_app_workflow|automation_account|data_factory|synapse_workspace)$/],
];

const secrets = { orders: assignment("Key Vault Secrets User", "azurerm_key_vault.vault.id") };

const app = appWith(secrets);

const MACHINE = {
  azurerm_linux_virtual_machine_scale_set: {
    agents: {
      name: "vmss-agents",
      location: "westeurope",
      resource_group_name: "${azurerm_resource_group.shop.name}",
      sku: "Standard_B2s",
      admin_username: "agent",
      admin_ssh_key: { username: "agent", public_key: "${var.public_key}" },
      identity: { type: "UserAssigned", identity_ids: ["${azurerm_user_assigned_identity.orders.id}"] },
    },
  },
};

export const sharedIdentity: Rule = {
  id: "shared-identity",
  severity: "low",
  title: "unrelated workloads share an identity",
  why:
    "Each workload has the access of all of them, and the logs do not show which one used it. An attacker who takes over the " +
    "weakest workload has all the access.",
  remedy: "Give each workload its own identity, with only the access that it needs.",
  constructs: ["ManagedIdentityBinding"],
  scanners: [],
  failing: {
    ...app,
    variable: { tenant_id: {}, environment_id: {}, public_key: {} },
    resource: { ...(app.resource as object), ...APP, ...MACHINE },
  },
  passing: app,
  check: ({ access }, report) => {
    const granted = new Set(access.grants.map(({ principal }) => principal));
    const users = new Map<string, Source[]>();
    for (const source of access.sources) {
      for (const identity of source.identities) {
        remember(users, identity, () => []).push(source);
      }
    }
    for (const { id, block } of access.principals.filter(
      (principal) => isManaged(principal) && granted.has(principal.id),
    )) {
      const kinds = new Map((users.get(id) ?? []).flatMap((source) => entryOf(source)));
      if (block && kinds.size > 1) {
        const named = [...kinds.values()].map(({ block: { address } }) => address);
        report({ block, message: `${named.join(" and ")} share the identity and all its access` });
      }
    }
  },
};

function entryOf(source: Source): [kind: string, source: Source][] {
  const kind = WORKLOADS.find(([, types]) => types.test(source.block.type))?.[0];
  return kind === undefined ? [] : [[kind, source]];
}
