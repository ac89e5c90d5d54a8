import { table as drawTable } from "../cli/output/table";
import { type AccessEntry, type SimulatedResource, type Simulator } from "../simulator";
import { type Stack } from "./stack";

const DEFAULT_COLUMNS = 80;

/** How many resources each stack has. */
export function stackTable(stacks: readonly Stack[]): string {
  const rows = stacks.map(({ name, resourceCount }) => [name, String(resourceCount)]);
  return table(["Stack", "Resources"], rows);
}

/** What there is of every Terraform type, by name. */
export function resourceTable(resources: readonly SimulatedResource[]): string {
  const types = [...new Set(resources.map(({ type }) => type))].sort();
  const rows = types.map((type) => {
    const ofType = resources.filter((resource) => resource.type === type);
    return [type, String(ofType.length), ofType.flatMap(nameOf).sort().join(", ")];
  });
  return table(["Terraform type", "#", "Names"], rows, 2);
}

/** Who may do what, and where. */
export function accessTable(entries: readonly AccessEntry[]): string {
  const rows = entries.map(({ principal, role, scope }) => [principal, role, shortScope(scope)]);
  return table(["Who", "Role", "Scope"], rows, 1);
}

/** Who may sign in to the SQL servers: what the article has one look up in sys.server_principals. */
export function loginTable(simulator: Simulator): string {
  const servers = simulator.resources().filter(({ type }) => type === "azurerm_mssql_server");
  const rows = servers.flatMap(({ attributes: { name, fully_qualified_domain_name: host } }) =>
    simulator.sql
      .server(String(host))
      .logins.map((login) => [String(name), login.name, TYPES[login.type], login.roles.join(", ")]),
  );
  return table(["Server", "Login", "Type", "Server roles"], rows, 3);
}

/** https://learn.microsoft.com/sql/relational-databases/system-catalog-views/sys-server-principals-transact-sql */
const TYPES = { S: "SQL_LOGIN", E: "EXTERNAL_LOGIN", X: "EXTERNAL_GROUP" };

/** What a person calls a scope: of an ARM id "servers/orders", or "orders/shop" of a part; other scopes are short. */
export function shortScope(scope: string): string {
  if (!scope.startsWith("/")) {
    return scope;
  }
  const inProvider = scope.split(/\/providers\/[^/]+\//i);
  const [type = "", name = "", ...part] = (inProvider.length > 1 ? (inProvider.at(-1) ?? scope) : scope)
    .split("/")
    .slice(inProvider.length > 1 ? 0 : -2);
  return part.length === 0 ? `${type}/${name}` : [name, ...part.filter((_, index) => index % 2 === 1)].join("/");
}

function nameOf({ attributes: { name, display_name: displayName } }: SimulatedResource): string[] {
  const text = typeof name === "string" ? name : displayName;
  // Role assignments have a GUID for a name.
  return typeof text !== "string" || /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text) ? [] : [text];
}

/** As wide as the terminal at most: the flexible column wraps its words. */
function table(head: readonly string[], rows: readonly (readonly string[])[], ...flexible: number[]): string {
  return drawTable(head, rows, { columns: process.stdout.columns || DEFAULT_COLUMNS, flexible });
}
