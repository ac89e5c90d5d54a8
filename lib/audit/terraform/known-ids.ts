import { type Origin } from "./analysis";
import { type Block, type TerraformDocument } from "./document";
import { nested } from "./values";

/** Attributes that say who or what a resource is, or where it is reached, where the resource has them for itself and not for another one. */
const OWN_IDS: Readonly<Record<string, readonly string[]>> = {
  azuread_application: ["client_id", "object_id"],
  azuread_group: ["object_id"],
  azuread_service_principal: ["client_id", "object_id"],
  azuread_user: ["object_id"],
  azurerm_mssql_managed_instance: ["fqdn"],
  azurerm_mssql_server: ["fully_qualified_domain_name"],
  azurerm_mysql_flexible_server: ["fqdn"],
  azurerm_postgresql_flexible_server: ["fqdn"],
  azurerm_user_assigned_identity: ["client_id", "principal_id"],
};

const IDENTITY_BLOCKS: readonly [block: string, attribute: string][] = [
  ["identity", "principal_id"],
  ["kubelet_identity", "object_id"],
  ["kubelet_identity", "client_id"],
];

/** The ids that plans and states know, in lower case, with the attribute that each is of. */
export function knownIds(documents: readonly TerraformDocument[]): ReadonlyMap<string, Origin> {
  const ids = new Map<string, Origin>();
  const known = documents.flatMap(({ kind, blocks }) => (kind === "configuration" ? [] : blocks));
  // What a data source looks up is of the resource, if that is known as well.
  for (const kind of ["resource", "data"] as const) {
    known
      .filter((block) => block.kind === kind)
      .forEach((block) => {
        addIds(ids, block, kind);
      });
  }
  return ids;
}

function addIds(ids: Map<string, Origin>, block: Block, kind: "resource" | "data"): void {
  const { type, name, values } = block;
  const add = (id: unknown, attribute: string): void => {
    if (typeof id === "string" && id !== "" && !id.includes("${") && !ids.has(id.toLowerCase())) {
      ids.set(id.toLowerCase(), { block, kind, type, name, attribute, exact: true });
    }
  };
  add(values.id, "id");
  for (const attribute of OWN_IDS[type] ?? []) {
    add(values[attribute], attribute);
  }
  for (const [identity, attribute] of IDENTITY_BLOCKS) {
    for (const blocks of nested(values, identity)) {
      add(blocks[attribute], `${identity}.${attribute}`);
    }
  }
}
