import { type AzureSqlFact } from "../../lib/sql/model/fact";
import { Simulator } from "../../simulator";

export const DATABASES = ["orders", "stock", "bills"];
const ROLES = ["db_datareader", "db_datawriter"];
export const SERVER = "bench.database.windows.net";
const IN_GROUP = { resource_group_name: "rg-bench" };

interface Identity {
  readonly name: string;
  readonly clientId: string;
  readonly objectId: string;
}

/** A server with empty databases, and the identities that get logins. */
export interface FreshServer {
  readonly simulator: Simulator;
  readonly identities: readonly Identity[];
}

export async function startServer(logins: number): Promise<FreshServer> {
  const simulator = await Simulator.start();
  const { objectId } = simulator.account;
  const administrator = { login_username: "deployer", object_id: objectId, azuread_authentication_only: true };
  const { id } = simulator.declare("azurerm_mssql_server", {
    ...IN_GROUP,
    name: "bench",
    azuread_administrator: [administrator],
  });
  const everybody = { start_ip_address: "0.0.0.0", end_ip_address: "255.255.255.255" };
  simulator.declare("azurerm_mssql_firewall_rule", { name: "all", server_id: id, ...everybody });
  DATABASES.forEach((name) => simulator.declare("azurerm_mssql_database", { name, server_id: id }));
  const identities = Array.from({ length: logins }, (_, index): Identity => {
    const name = `id-${String(index)}`;
    const made = simulator.declare("azurerm_user_assigned_identity", { ...IN_GROUP, name });
    return { name, clientId: String(made.client_id), objectId: String(made.principal_id) };
  });
  return { simulator, identities };
}

/**
 * Logins, a user in each database and two roles for each user, in waves: a fact depends only on facts of earlier waves.
 */
export function wavesOf(identities: readonly Identity[]): readonly (readonly AzureSqlFact[])[] {
  const server = SERVER;
  const users = identities.flatMap(({ name, clientId: sidFrom }) =>
    DATABASES.map((database) => ({ database, name, sidFrom })),
  );
  return [
    identities.map(({ name, clientId: sidFrom, objectId }) => ({ kind: "login", server, name, sidFrom, objectId })),
    users.map(({ database, name, sidFrom }) => {
      const origin = { type: "login", login: name, sidFrom } as const;
      return { kind: "database-user", server, database, name, origin };
    }),
    users.flatMap(({ database, name: member, sidFrom }) =>
      ROLES.map((role): AzureSqlFact => ({ kind: "database-role-member", server, database, role, member, sidFrom })),
    ),
  ];
}

/** The number of role memberships. */
export const rolesGiven = (simulator: Simulator): number =>
  simulator.access().filter(({ role }) => ROLES.includes(role)).length;
