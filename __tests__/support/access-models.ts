import {
  type AccessModel,
  type Grant,
  type Impersonation,
  type Principal,
  type PrincipalKind,
  type Risk,
  type ScopeKind,
  type Source,
  type Target,
} from "../../lib/audit/access/access-model";
import { type Block } from "../../lib/audit/terraform/document";

/** Access models by hand: what the map shows must not depend on how a model is made. */
export class ModelBuilder {
  private readonly principals: Principal[] = [];
  private readonly sources: Source[] = [];
  private readonly targets: Target[] = [];
  private readonly grants: Grant[] = [];
  private readonly trusts: AccessModel["trusts"][number][] = [];
  private readonly memberships: AccessModel["memberships"][number][] = [];
  private readonly impersonations: Impersonation[] = [];

  public constructor(private readonly document = "shop") {}

  public identity(name: string, cluster = "rg-shop", kind: PrincipalKind = "user-assigned-identity"): string {
    const type = { group: "azuread_group", user: "azuread_user" }[kind as string] ?? "azurerm_user_assigned_identity";
    const block = this.block(type, name);
    this.principals.push({ id: block.id, kind, label: name, block, cluster });
    return block.id;
  }

  public source(
    name: string,
    identities: readonly string[],
    cluster = "rg-shop",
    type = "azurerm_linux_web_app",
  ): string {
    const block = this.block(type, name);
    this.sources.push({ id: block.id, label: name, block, cluster, identities });
    return block.id;
  }

  public target(
    name: string,
    type = "azurerm_key_vault",
    cluster = "rg-shop",
    scope: ScopeKind = "resource",
    within: readonly string[] = [],
  ): string {
    const block = this.block(type, name);
    this.targets.push({ id: block.id, label: name, scope, type, block, cluster, within });
    return block.id;
  }

  public grant(principal: string, target: string, what: string, risk: Risk = "none", more: Partial<Grant> = {}): this {
    const block = this.block("azurerm_role_assignment", `grant${String(this.grants.length)}`);
    this.grants.push({ principal, target, what, plane: "data", risk, block, eligible: false, ...more });
    return this;
  }

  public trust(principal: string, issuer: string, subject: string): this {
    const block = this.block("azurerm_federated_identity_credential", `trust${String(this.trusts.length)}`);
    this.trusts.push({ principal, issuer, subject, block });
    return this;
  }

  public member(member: string, group: string): this {
    const block = this.block("azuread_group_member", `member${String(this.memberships.length)}`);
    this.memberships.push({ group, member, block });
    return this;
  }

  /** A way to become an identity: pairs of whom a step reaches, and why. */
  public become(by: string, principal: string, ...steps: readonly (readonly [to: string, why: string])[]): this {
    const block = this.block("azurerm_role_assignment", "reason");
    const starts = [by, ...steps.map(([to]) => to)];
    this.impersonations.push({
      by,
      principal,
      steps: steps.map(([to, why], index) => ({
        from: this.label(starts[index] ?? by),
        to: this.label(to),
        why,
        block,
      })),
    });
    return this;
  }

  public build(): AccessModel {
    const { principals, sources, targets, grants, trusts, memberships, impersonations } = this;
    return { principals, sources, targets, grants, trusts, memberships, impersonations };
  }

  private label(id: string): string {
    return [...this.principals, ...this.sources, ...this.targets].find((each) => each.id === id)?.label ?? id;
  }

  private block(type: string, name: string): Block {
    const document = { name: this.document, kind: "configuration" as const, blocks: [], providers: new Map() };
    const rest = { kind: "resource" as const, module: "", values: {}, expressions: {} };
    const address = `${type}.${name}`;
    const constructPath = `${this.document}/${name}`;
    return { document, id: `${this.document}/${address}`, address, type, name, constructPath, ...rest };
  }
}

/** Five sources, all kinds of risk, a pipeline, and a group. */
export function smallModel(document = "shop"): ModelBuilder {
  const model = new ModelBuilder(document);
  const orders = model.identity("id-orders");
  const reports = model.identity("id-reports", "rg-reports");
  const deploy = model.identity("id-deploy", "rg-platform");
  const stock = model.identity("func-stock", "rg-shop", "system-assigned-identity");
  const operators = model.identity("grp-operators", "rg-platform", "group");
  const ada = model.identity("ada@contoso.com", "rg-platform", "user");
  model.source("app-orders", [orders]);
  model.source("job-orders-nightly", [orders], "rg-shop", "azurerm_container_app_job");
  model.source("func-stock", [stock], "rg-shop", "azurerm_linux_function_app");
  model.source("adf-reports", [reports], "rg-reports", "azurerm_data_factory");
  model.source("vm-build-agent-west-europe-01", [deploy], "rg-platform", "azurerm_linux_virtual_machine");
  const group = model.target("rg-shop", "azurerm_resource_group", "rg-shop", "resource-group");
  const inGroup = (name: string, type: string, scope: ScopeKind = "resource"): string =>
    model.target(name, type, "rg-shop", scope, [group]);
  const vault = inGroup("kv-orders", "azurerm_key_vault");
  const queue = inGroup("orders-incoming", "azurerm_servicebus_queue");
  const blobs = inGroup("invoices", "azurerm_storage_container", "part-of-resource");
  const database = inGroup("sqldb-orders", "azurerm_mssql_database");
  const lake = model.target("streports", "azurerm_storage_account", "rg-reports");
  const subscription = model.target("subscription 00000000", "azurerm_subscription", "", "subscription");
  model.grant(orders, vault, "Key Vault Secrets User");
  model.grant(orders, queue, "Azure Service Bus Data Sender");
  model.grant(orders, database, "db_datareader, db_datawriter");
  model.grant(stock, queue, "Azure Service Bus Data Receiver");
  model.grant(stock, blobs, "Storage Blob Data Contributor");
  model.grant(reports, lake, "Storage Blob Data Owner", "broad");
  model.grant(reports, group, "Storage Blob Data Reader", "broad");
  model.grant(deploy, subscription, "Owner", "privileged", {
    plane: "control",
    roleId: "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
  });
  model.grant(operators, group, "Contributor", "privileged", { plane: "control", eligible: true });
  model.trust(deploy, "https://token.actions.githubusercontent.com", "repo:contoso/shop:ref:refs/heads/main");
  model.member(ada, operators);
  const pipeline = "https://token.actions.githubusercontent.com repo:contoso/shop:ref:refs/heads/main";
  model.become(pipeline, deploy, [deploy, "a token of this subject is accepted as id-deploy"]);
  model.become(
    ada,
    orders,
    [operators, "ada@contoso.com is a member of grp-operators"],
    [orders, "Contributor on rg-shop may run code on app-orders, which carries id-orders"],
  );
  model.become(deploy, orders, [orders, "Owner on the subscription may attach id-orders to a resource of its own"]);
  return model;
}

/** 300 identities and 1,000 grants in 20 resource groups, as an estate has them: most access stays in the group. */
export function largeModel(identities = 300, grants = 1000): ModelBuilder {
  const model = new ModelBuilder("estate");
  const groups = Array.from({ length: 20 }, (_, index) => `rg-team-${String(index + 1).padStart(2, "0")}`);
  const at = <Item>(items: readonly Item[], index: number): Item => items[index % items.length]!;
  const names = Array.from({ length: identities }, (_, index) => index);
  const ids = names.map((index) => model.identity(`id-service-${String(index)}`, at(groups, index)));
  names.forEach((index) => {
    model.source(`app-service-${String(index)}`, [ids[index]!], at(groups, index));
  });
  const TYPES = ["azurerm_key_vault", "azurerm_storage_account", "azurerm_servicebus_queue", "azurerm_mssql_database"];
  const ROLES = [
    "Key Vault Secrets User",
    "Storage Blob Data Reader",
    "Azure Service Bus Data Sender",
    "db_datareader",
  ];
  const targets = names.map((index) =>
    model.target(`target-${String(index)}`, at(TYPES, Math.floor(index / 20)), at(groups, index)),
  );
  const scopes = groups.map((group) => model.target(group, "azurerm_resource_group", group, "resource-group"));
  Array.from({ length: grants }, (_, index) => index).forEach((index) => {
    const from = index * 7 + Math.floor(index / 50);
    const principal = at(ids, from);
    if (index % 50 === 0) {
      model.grant(principal, at(scopes, index / 50), "Contributor", "privileged");
    } else if (index % 20 === 0) {
      model.grant(principal, at(scopes, index / 20), "Storage Blob Data Reader", "broad");
    } else {
      // Every tenth leaves the resource group.
      const other = from + 20 * (index % 13) + (index % 10 === 0 ? 1 : 0);
      model.grant(principal, at(targets, other), at(ROLES, Math.floor(other / 20)));
    }
  });
  ids.slice(0, 40).forEach((id, index) => {
    model.become(ids[index + 40]!, id, [
      id,
      "Contributor on its resource group may run code on the app that carries it",
    ]);
  });
  return model;
}
