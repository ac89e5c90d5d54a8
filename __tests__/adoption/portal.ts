import { ADMINISTRATORS, TENANT } from "../../examples/adopting/shop";
import { type Deployable, type Simulator, type TerraformSession } from "../../simulator";
import { deploying } from "../support/simulation";
import { identities, roleAssignments, vault } from "./az";

/** What is in Azure around the stack of the example that is written by hand. */
export class Portal {
  private readonly stock: Readonly<Record<string, unknown>>;

  /** What is there before the stack: the administrators of its server, and an identity that it looks up. */
  public constructor(private readonly simulator: Simulator) {
    simulator.declare("azuread_group", {
      display_name: "SQL administrators",
      object_id: ADMINISTRATORS,
      members: [simulator.account.objectId],
    });
    this.stock = simulator.declare("azurerm_user_assigned_identity", {
      name: "id-shop-stock",
      resource_group_name: "rg-portal",
      location: "westeurope",
    });
  }

  /** Two roles and an access policy for the identity, in no state. */
  public async grant(session: (deployable: Deployable) => TerraformSession): Promise<void> {
    const principal = this.stock.principal_id;
    await session(
      deploying({
        azurerm_role_assignment: {
          secrets: {
            scope: this.idOf("kv-shop"),
            role_definition_name: "Key Vault Secrets User",
            principal_id: principal,
          },
          exports: {
            scope: this.idOf("exports"),
            role_definition_name: "Storage Blob Data Reader",
            principal_id: principal,
          },
        },
        azurerm_key_vault_access_policy: {
          certificates: {
            key_vault_id: this.idOf("kv-shop-certificates"),
            tenant_id: TENANT,
            object_id: principal,
            certificate_permissions: ["Get", "List"],
          },
        },
      }),
    ).apply();
  }

  /** What `az` prints, by file. */
  public get lists(): Readonly<Record<string, unknown>> {
    return {
      "roles.json": roleAssignments(this.simulator),
      "identities.json": identities([this.stock]),
      "vault.json": vault(this.simulator, "kv-shop-certificates"),
    };
  }

  private idOf(name: string): string {
    return this.simulator.resources().find(({ attributes }) => attributes.name === name)?.id ?? "";
  }
}
