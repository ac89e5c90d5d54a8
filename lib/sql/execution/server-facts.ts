import { remember } from "../../core/remember";
import { type SqlFact } from "../fact";
import { type SqlFactResource } from "../sql-fact-resource";
import { type ScriptVariables } from "./script-variables";

/** The facts of one server, as they are written down: with variables for ids that Terraform knows after apply only. */
export class ServerFacts {
  private readonly entries = new Map<SqlFactResource, SqlFact>();

  public constructor(private readonly variables: ScriptVariables) {}

  /** Adding a fact twice changes nothing. */
  public add(resource: SqlFactResource): void {
    remember(this.entries, resource, () => this.variables.replaceIn(resource.fact));
  }

  /** In an order that does not tell in which one they were added. */
  public get resources(): SqlFactResource[] {
    return this.sorted().map(([resource]) => resource);
  }

  public get facts(): SqlFact[] {
    return this.sorted().map(([, fact]) => fact);
  }

  private sorted(): [SqlFactResource, SqlFact][] {
    return [...this.entries].sort(([a], [b]) => (a.friendlyUniqueId < b.friendlyUniqueId ? -1 : 1));
  }
}
