import { type TerraformStack } from "cdktf";
import { Simulator, type SimulatorOptions, type TerraformConfiguration, type TerraformSession } from "../../simulator";

/** A configuration in Terraform's JSON syntax with both providers. */
export function configuration(blocks: Readonly<Record<string, unknown>>): TerraformConfiguration {
  return {
    terraform: {
      required_providers: { azurerm: { source: "hashicorp/azurerm" }, azuread: { source: "hashicorp/azuread" } },
    },
    provider: { azurerm: [{ features: [{}] }], azuread: [{}] },
    ...blocks,
  };
}

/** A configuration of resources: type, name, arguments. */
export function deploying(
  resource: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  more: Readonly<Record<string, unknown>> = {},
): TerraformConfiguration {
  return configuration({ resource, ...more });
}

/** An Azure for one test. */
export async function inAzure(
  test: (
    simulator: Simulator,
    session: (configuration: TerraformConfiguration | TerraformStack) => TerraformSession,
  ) => Promise<void>,
  options: SimulatorOptions = {},
): Promise<void> {
  const simulator = await Simulator.start(options);
  const sessions: TerraformSession[] = [];
  try {
    await test(simulator, (configured) => {
      const session = simulator.terraform(configured);
      sessions.push(session);
      return session;
    });
  } finally {
    sessions.forEach((session) => {
      session.close();
    });
    await simulator.stop();
  }
}

/** The errors of a command, a line each: "address: summary". */
export const errorsOf = ({
  diagnostics,
}: {
  readonly diagnostics: readonly { severity: string; address?: string; summary: string }[];
}): string[] =>
  diagnostics
    .filter(({ severity }) => severity === "error")
    .map(({ address, summary }) => `${address ?? ""}: ${summary}`);

/** Who may do what, a line each: "principal: role at scope", the scope without what all have in common. */
export const accessOf = (simulator: Simulator): string[] =>
  simulator
    .access()
    .map(({ principal, role, scope }) => `${principal}: ${role} at ${scope.split("/").slice(-2).join("/")}`);

/** Resources that most tests need, by Terraform name "it". */
export const GROUP = { azurerm_resource_group: { it: { name: "rg", location: "westeurope" } } };
const place = {
  resource_group_name: "${azurerm_resource_group.it.name}",
  location: "${azurerm_resource_group.it.location}",
};
export const identity = (name = "id-orders"): Record<string, unknown> => ({ ...place, name });
export const vault = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  ...place,
  name: "kv-orders",
  tenant_id: "99999999-8888-7777-6666-555555555555",
  sku_name: "standard",
  rbac_authorization_enabled: true,
  ...more,
});
export const workflow = (identityBlock?: unknown, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  ...place,
  name: "logic-orders",
  ...(identityBlock !== undefined && { identity: [identityBlock] }),
  ...more,
});
export const server = (identityBlock?: unknown, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  ...place,
  name: "sql-orders",
  version: "12.0",
  azuread_administrator: [
    { login_username: "admins", object_id: "11111111-1111-1111-1111-111111111111", azuread_authentication_only: true },
  ],
  ...(identityBlock !== undefined && { identity: [identityBlock] }),
  ...more,
});
