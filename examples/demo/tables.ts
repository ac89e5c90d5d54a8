import { table as drawTable } from "../../programs/azmi/output/table";
import { type AccessEntry, type SimulatedResource, type Simulator } from "../../simulator";
import { checkLogins } from "./check-query";
import { type Stack } from "./stack";

const DEFAULT_COLUMNS = 80;

export function stackTable(stacks: readonly Stack[]): string {
  const rows = stacks.map(({ name, resourceCount }) => [name, String(resourceCount)]);
  return table(["Stack", "Resources"], rows);
}

/** The names of the resources, by Terraform type. */
export function resourceTable(resources: readonly SimulatedResource[]): string {
  const types = [...new Set(resources.map(({ type }) => type))].sort();
  const rows = types.map((type) => {
    const ofType = resources.filter((resource) => resource.type === type);
    return [type, String(ofType.length), ofType.flatMap(nameOf).sort().join(", ")];
  });
  return table(["Terraform type", "#", "Names"], rows, 2);
}

export function accessTable(entries: readonly AccessEntry[]): string {
  const rows = entries.map(({ principal, role, scope }) => [principal, role, shortScope(scope)]);
  return table(["Principal", "Role", "Scope"], rows, 1);
}

/** The result of the article's query on each SQL server. */
export async function loginTable(simulator: Simulator): Promise<string> {
  const servers = simulator.resources().filter(({ type }) => type === "azurerm_mssql_server");
  const rows = await Promise.all(
    servers.map(async ({ attributes: { name, fully_qualified_domain_name: host } }) =>
      (await checkLogins(simulator, String(host))).map((row) => [String(name), ...row]),
    ),
  );
  return table(["(server)", "name", "type_desc", "server_role"], rows.flat(), 3);
}

/** A short name for a scope: "servers/orders" for an ARM id, or "orders/shop" for a child resource. */
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
  // The name of a role assignment is a GUID.
  return typeof text !== "string" || /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text) ? [] : [text];
}

/** Limited to the width of the terminal. The flexible column wraps. */
function table(head: readonly string[], rows: readonly (readonly string[])[], ...flexible: number[]): string {
  return drawTable(head, rows, { columns: process.stdout.columns || DEFAULT_COLUMNS, flexible });
}
