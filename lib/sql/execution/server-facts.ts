import { remember } from "../../core/collections";
import { type AzureSqlFact } from "../model/fact";
import { type SqlFactResource } from "./sql-fact-resource";
import { type ScriptVariables } from "./script-variables";

/** The facts of one server for T-SQL from synth, with variables for ids that are known only after apply. */
export class ServerFacts {
  private readonly entries = new Map<SqlFactResource, AzureSqlFact>();

  public constructor(private readonly variables: ScriptVariables) {}

  /** Adding a fact again changes nothing. */
  public add(resource: SqlFactResource): void {
    remember(this.entries, resource, () => this.variables.replaceIn(resource.fact as AzureSqlFact));
  }

  /** Sorted, so that the order of declarations does not matter. */
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
