import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const SUBSCRIPTION = "/subscriptions/00000000-1111-2222-3333-444444444444";
const GROUP = `${SUBSCRIPTION}/resourceGroups/rg-big`;
const READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
/** The number of grants of each identity. */
const GRANTS = 9;

interface BigApp {
  /** A directory in the format of `cdktf synth`. */
  readonly app: string;
  /** A file in the format of `terraform show -json`. */
  readonly state: string;
  /** A file in the format of `az role assignment list`. */
  readonly list: string;
}

/**
 * Identities with role assignments on containers. Half of the assignments are in the state, half were created in the
 * portal.
 */
export function writeBigApp(directory: string, resources: number): BigApp {
  const identities = Array.from({ length: resources / (1 + GRANTS) }, (_, index) => `id-${String(index)}`);
  const grants = identities.flatMap((identity, index) =>
    Array.from({ length: GRANTS }, (_, grant) => ({ identity, index, container: `c-${String(grant)}`, grant })),
  );
  const containers = Array.from({ length: GRANTS }, (_, index) => `c-${String(index)}`);
  const isMoved = ({ index, grant }: { index: number; grant: number }): boolean => (index + grant) % 2 === 0;

  const app = join(directory, "cdktf.out");
  write(join(app, "manifest.json"), {
    stacks: {
      big: { name: "big", workingDirectory: "stacks/big", synthesizedStackPath: "stacks/big/cdk.tf.json" },
    },
  });
  write(join(app, "stacks", "big", "cdk.tf.json"), {
    resource: {
      azurerm_resource_group: { group: { name: "rg-big", location: "westeurope" } },
      azurerm_storage_container: Object.fromEntries(
        containers.map((name) => [
          name,
          { name, storage_account_id: `${GROUP}/providers/Microsoft.Storage/storageAccounts/st` },
        ]),
      ),
      azurerm_user_assigned_identity: Object.fromEntries(
        identities.map((name) => [
          name,
          {
            name,
            resource_group_name: "${azurerm_resource_group.group.name}",
            location: "${azurerm_resource_group.group.location}",
          },
        ]),
      ),
      azurerm_role_assignment: Object.fromEntries(
        grants.map(({ identity, container }) => [
          `azmi_${identity}_${container}`,
          {
            scope: `\${azurerm_storage_container.${container}.id}`,
            role_definition_id: `/subscriptions/\${element(split("/", azurerm_storage_container.${container}.id), 2)}/providers/Microsoft.Authorization/roleDefinitions/${READER}`,
            principal_id: `\${azurerm_user_assigned_identity.${identity}.principal_id}`,
            principal_type: "ServicePrincipal",
          },
        ]),
      ),
    },
  });

  const state = join(directory, "state.json");
  const resource = (type: string, name: string, values: Record<string, unknown>): unknown => ({
    address: `${type}.${name}`,
    mode: "managed",
    type,
    name,
    provider_name: "registry.terraform.io/hashicorp/azurerm",
    schema_version: 0,
    values,
    sensitive_values: {},
  });
  write(state, {
    format_version: "1.0",
    terraform_version: "1.11.4",
    values: {
      root_module: {
        resources: [
          resource("azurerm_resource_group", "group", { id: GROUP, name: "rg-big", location: "westeurope" }),
          ...containers.map((name) => resource("azurerm_storage_container", name, { id: containerId(name), name })),
          ...identities.map((name, index) =>
            resource("azurerm_user_assigned_identity", `hand_${name}`, {
              id: `${GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`,
              name,
              resource_group_name: "rg-big",
              location: "westeurope",
              principal_id: principal(index),
              client_id: principal(index + 1_000_000),
            }),
          ),
          ...grants.filter(isMoved).map((grant) =>
            resource("azurerm_role_assignment", `hand_${grant.identity}_${grant.container}`, {
              id: `${containerId(grant.container)}/providers/Microsoft.Authorization/roleAssignments/${principal(grant.index * 100 + grant.grant)}`,
              scope: containerId(grant.container),
              principal_id: principal(grant.index),
              principal_type: "ServicePrincipal",
              role_definition_id: `${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/${READER}`,
              role_definition_name: "Reader",
            }),
          ),
        ],
      },
    },
  });

  const list = join(directory, "roles.json");
  write(
    list,
    grants
      .filter((grant) => !isMoved(grant))
      .map(({ index, grant, container }) => ({
        id: `${containerId(container)}/providers/Microsoft.Authorization/roleAssignments/${principal(index * 100 + grant)}`,
        name: principal(index * 100 + grant),
        scope: containerId(container),
        principalId: principal(index),
        principalType: "ServicePrincipal",
        roleDefinitionId: `${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/${READER}`,
        roleDefinitionName: "Reader",
        type: "Microsoft.Authorization/roleAssignments",
      })),
  );
  return { app, state, list };
}

const containerId = (name: string): string =>
  `${GROUP}/providers/Microsoft.Storage/storageAccounts/st/blobServices/default/containers/${name}`;

const principal = (index: number): string => `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`;

function write(file: string, json: unknown): void {
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, JSON.stringify(json, null, 2));
}
