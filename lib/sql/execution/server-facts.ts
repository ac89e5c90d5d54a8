import { type SqlFact } from "../fact";
import { type SqlFactResource } from "../sql-fact-resource";
import { type ScriptVariables } from "./script-variables";

/** The facts of one server, as they are written down: with variables for ids that Terraform knows after apply only. */
export class ServerFacts {
  private readonly entries: { readonly resource: SqlFactResource; readonly fact: SqlFact }[] = [];

  public constructor(private readonly variables: ScriptVariables) {}

  public add(resource: SqlFactResource): void {
    this.entries.push({ resource, fact: this.variables.replaceIn(resource.fact) });
  }

  /** In an order that does not tell in which one they were added. */
  public get resources(): SqlFactResource[] {
    return this.sorted().map(({ resource }) => resource);
  }

  public get facts(): SqlFact[] {
    return this.sorted().map(({ fact }) => fact);
  }

  private sorted(): typeof this.entries {
    const address = ({ resource }: (typeof this.entries)[number]): string => resource.friendlyUniqueId;
    return [...this.entries].sort((a, b) => (address(a) < address(b) ? -1 : 1));
  }
}
