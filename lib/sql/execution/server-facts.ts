import { remember } from "../../core/collections";
import { type AzureSqlFact } from "../model/fact";
import { type SqlFactResource } from "./sql-fact-resource";
import { type ScriptVariables } from "./script-variables";

/** The facts of one server, as they are written down: with variables for ids that Terraform knows after apply only. */
export class ServerFacts {
  private readonly entries = new Map<SqlFactResource, AzureSqlFact>();

  public constructor(private readonly variables: ScriptVariables) {}

  /** Adding a fact twice changes nothing. */
  public add(resource: SqlFactResource): void {
    remember(this.entries, resource, () => this.variables.replaceIn(resource.fact as AzureSqlFact));
  }

  /** In an order that does not tell in which one they were added. */
  public get resources(): SqlFactResource[] {
    return this.sorted().map(([resource]) => resource);
  }

  public get facts(): AzureSqlFact[] {
    return this.sorted().map(([, fact]) => fact);
  }

  private sorted(): [SqlFactResource, AzureSqlFact][] {
    return [...this.entries].sort(([a], [b]) => (a.friendlyUniqueId < b.friendlyUniqueId ? -1 : 1));
  }
}
