import { DataAzurermKeyVault } from "@cdktf/provider-azurerm/lib/data-azurerm-key-vault";
import { DataAzurermMssqlServer } from "@cdktf/provider-azurerm/lib/data-azurerm-mssql-server";
import { type KeyVault } from "@cdktf/provider-azurerm/lib/key-vault";
import { MssqlFirewallRule } from "@cdktf/provider-azurerm/lib/mssql-firewall-rule";
import { type ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { type TerraformStack } from "cdktf";
import { Construct } from "constructs";
import {
  type Access,
  BuiltInRole,
  type IUserAssignedIdentity,
  KeyVaultAccess,
  ManagedIdentityBinding,
  RoleAccess,
  SqlAadLogin,
  SqlEndpoint,
  SqlServerRole,
  UserAssignedManagedIdentity,
} from "../../lib";
import { keyVault, resourceGroup, sqlServer } from "../support/azure";

/** Changes of code, by what docs/refactoring.md calls them. */

export type Build = (stack: TerraformStack) => void;

/** What stacks have, in the order in which they are applied. */
export type Code = Readonly<Record<string, Build>>;

interface Change {
  readonly before: Code;
  readonly after: Code;
}

export const ADMINISTRATORS = "11111111-aaaa-bbbb-cccc-dddddddddddd";

/** What all stacks have: where things are, and a vault. */
function places(
  stack: TerraformStack,
  vaultId = "vault",
  vaultScope: Construct = stack,
): { readonly vault: KeyVault; readonly group: ResourceGroup } {
  const group = resourceGroup(stack, "group", { name: "rg-test" });
  return {
    group,
    vault: keyVault(vaultScope, vaultId, { name: "kv-shop", resourceGroupName: group.name }),
  };
}

const inGroup = (scope: Construct, id: string, name: string, group: ResourceGroup): UserAssignedManagedIdentity =>
  new UserAssignedManagedIdentity(scope, id, { name, resourceGroup: group });

const lookedUp = (scope: Construct): IUserAssignedIdentity =>
  UserAssignedManagedIdentity.fromLookup(scope, "orders", { name: "id-orders", resourceGroupName: "rg-test" });

const both = (vault: KeyVault): Access[] => [KeyVaultAccess.readSecrets(vault), reads(vault)];
const reads = (vault: { readonly id: string }): Access => RoleAccess.at(vault.id, BuiltInRole.READER);

/** A binding of an identity to a vault; what is left out is as it is before all changes. */
function bound(
  change: {
    readonly vault?: (stack: TerraformStack) => ReturnType<typeof places>;
    readonly identity?: (stack: TerraformStack, group: ResourceGroup) => IUserAssignedIdentity;
    readonly access?: (vault: KeyVault) => Access[];
  } = {},
): Code {
  const { vault: vaultIn = places, identity: identityIn, access = both } = change;
  return {
    shop: (stack) => {
      const { vault, group } = vaultIn(stack);
      const identity = identityIn?.(stack, group) ?? inGroup(stack, "orders", "id-orders", group);
      new ManagedIdentityBinding(stack, "orders-app", { identity, access: access(vault) });
    },
  };
}

const described = (description: string): Code =>
  bound({ access: (vault) => [RoleAccess.at(vault.id, BuiltInRole.READER, { description })] });

/** A stack of another team. */
const web: Build = (stack) => {
  resourceGroup(stack, "web", { name: "rg-web" });
};

const serverRoles = [SqlServerRole.SERVER_STATE_READER];

/** A server with the login of somebody, and maybe with that of another identity. */
function server(logins: readonly string[]): Build {
  return (stack) => {
    const { group } = places(stack);
    const azureadAdministrator = { loginUsername: "admins", objectId: ADMINISTRATORS, azureadAuthenticationOnly: true };
    const created = sqlServer(stack, "server", { resourceGroupName: group.name, azureadAdministrator });
    const letIn = new MssqlFirewallRule(stack, "deployer", {
      name: "deployer",
      serverId: created.id,
      startIpAddress: "203.0.113.10",
      endIpAddress: "203.0.113.10",
    });
    const endpoint = SqlEndpoint.server(created, { dependsOn: [letIn] });
    const identities = ["somebody", "orders"].map((name) => inGroup(stack, name, `id-${name}`, group));
    identities
      .filter(({ node }) => logins.includes(node.id))
      .forEach((principal) => {
        new SqlAadLogin(stack, `login-${principal.node.id}`, { endpoint: endpoint, principal, serverRoles });
      });
  };
}

export const CHANGES: Readonly<Record<string, Change>> = {
  "rename, split or merge bindings": {
    before: bound(),
    after: {
      shop: (stack) => {
        const { vault, group } = places(stack);
        const identity = inGroup(stack, "orders", "id-orders", group);
        new ManagedIdentityBinding(stack, "secrets", { identity, access: [KeyVaultAccess.readSecrets(vault)] });
        new ManagedIdentityBinding(new Construct(stack, "team"), "reading", { identity, access: [reads(vault)] });
      },
    },
  },

  "move an access to another binding": {
    before: bound(),
    after: {
      shop: (stack) => {
        bound({ access: (vault) => [KeyVaultAccess.readSecrets(vault)] }).shop?.(stack);
        const vault = stack.node.findChild("vault") as KeyVault;
        const identity = stack.node.findChild("orders") as UserAssignedManagedIdentity;
        new ManagedIdentityBinding(stack, "other-app", { identity, access: [reads(vault)] });
      },
    },
  },

  "declare the same access with another method": {
    before: bound(),
    after: bound({ access: (vault) => [RoleAccess.at(vault.id, BuiltInRole.KEY_VAULT_SECRETS_USER), reads(vault)] }),
  },

  "change the id of a resource, and keep its address": {
    before: bound(),
    after: bound({
      vault: (stack) => {
        const all = places(stack, "secrets", new Construct(stack, "vaults"));
        all.vault.overrideLogicalId("vault");
        return all;
      },
    }),
  },

  "change the id of an identity": {
    before: bound(),
    after: bound({ identity: (stack, group) => inGroup(stack, "shop-identity", "id-orders", group) }),
  },

  "change the id or the parent of a target": {
    before: bound(),
    after: bound({ vault: (stack) => places(stack, "secrets", new Construct(stack, "vaults")) }),
  },

  "move a target with CDKTF": {
    before: bound(),
    after: bound({
      vault: (stack) => {
        const all = places(stack, "secrets");
        all.vault.moveFromId("azurerm_key_vault.vault");
        return all;
      },
    }),
  },

  "move a binding to another stack": {
    before: { ...bound({ access: (vault) => [reads(vault)] }), web },
    after: {
      shop: (stack) => {
        inGroup(stack, "orders", "id-orders", places(stack).group);
      },
      web: (stack) => {
        web(stack);
        const vault = new DataAzurermKeyVault(stack, "vault", { name: "kv-shop", resourceGroupName: "rg-test" });
        new ManagedIdentityBinding(stack, "orders-app", { identity: lookedUp(stack), access: [reads(vault)] });
      },
    },
  },

  "look up an identity instead of managing it": {
    before: bound(),
    after: bound({ identity: lookedUp }),
  },

  "change the description of a role assignment": {
    before: described("for the shop"),
    after: described("for orders"),
  },

  "change the name of an identity": {
    before: bound(),
    after: bound({ identity: (stack, group) => inGroup(stack, "orders", "id-shop", group) }),
  },

  "move a login to another stack": {
    before: { shop: server(["somebody", "orders"]), web },
    after: {
      shop: server(["somebody"]),
      web: (stack) => {
        web(stack);
        const found = new DataAzurermMssqlServer(stack, "server", { name: "server", resourceGroupName: "rg-test" });
        new SqlAadLogin(stack, "login-orders", {
          endpoint: SqlEndpoint.server(found),
          principal: lookedUp(stack),
          serverRoles,
        });
      },
    },
  },
};
