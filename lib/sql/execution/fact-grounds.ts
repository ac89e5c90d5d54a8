import { Aspects, type TerraformResource, TerraformStack } from "cdktf";
import { type IConstruct } from "constructs";
import { comparableText } from "../../core/uniqueness";
import { remember } from "../../core/collections";
import { replacedWith } from "../../core/replacement";
import { settled } from "../../core/resources";
import { type SqlFact } from "../model/fact";
import { factKey } from "./fact-key";
import { isOnServer, type Mention, mentionsIn, saidBy } from "../model/mentions";
import { isOfSource } from "./of-source";
import { serverKey } from "./server-identity";
import { type SqlFactResource } from "./sql-fact-resource";

/**
 * Lets a fact wait for the facts of the stack that it mentions by name, and be replaced with them: a permission on a schema
 * is gone with the schema, and with its owner, too, because SQL forgets permissions when the owner changes.
 *
 * It is looked up at synth, so that it does not matter who says what first, and in which construct.
 *
 * https://learn.microsoft.com/sql/t-sql/statements/alter-authorization-transact-sql
 */
export function groundsOf(resource: SqlFactResource): readonly SqlFactResource[] {
  return NamedFacts.of(resource).mentionedBy(resource);
}

/**
 * Whether only a source tells whom a fact is about, or whom something is about that it mentions. The source may wait for
 * facts about others, which then must not wait for this one: such facts are kept apart.
 */
export function restsOnSource(resource: SqlFactResource): boolean {
  return NamedFacts.of(resource).restsOnSource(resource);
}

/** What makes true what facts mention. */
export function makersBefore(resources: readonly SqlFactResource[]): TerraformResource[] {
  return [...new Set(resources.flatMap(groundsOf).flatMap(({ maker }) => maker ?? []))];
}

/** Makes a fact known to those that mention it, and replaces it with those that it mentions. */
export function ground(resource: SqlFactResource): void {
  NamedFacts.of(resource).add(resource);
  if (mentionsIn(resource.fact).length > 0) {
    Aspects.of(resource).add({
      visit: () => {
        const grounds = new Set([...resource.based, ...groundsOf(resource)]);
        resource.lifecycle = replacedWith([...grounds], TerraformStack.of(resource));
      },
    });
  }
}

/** Whether two facts are about one database of one server, as far as synth can tell. */
export function isInSameDatabase(one: SqlFact, other: SqlFact, scope: IConstruct): boolean {
  return databaseKey(one, scope) === databaseKey(other, scope);
}

function databaseKey(fact: SqlFact, scope: IConstruct): string {
  const database = "database" in fact ? fact.database : "";
  return factKey({ kind: "schema", server: fact.server, database, name: "" }, scope).join("\n");
}

/** The facts of a stack that others may mention. */
class NamedFacts {
  private static readonly known = new WeakMap<TerraformStack, NamedFacts>();

  public static of(scope: IConstruct): NamedFacts {
    return remember(NamedFacts.known, TerraformStack.of(scope), () => new NamedFacts());
  }

  private readonly resources: SqlFactResource[] = [];
  /** What was found out since the last one came. */
  private byKey: Map<string, SqlFactResource[]> | undefined;
  private mentioned = new WeakMap<SqlFactResource, readonly SqlFactResource[]>();
  private ofSource = new WeakMap<SqlFactResource, boolean>();

  public add(resource: SqlFactResource): void {
    if (saidBy(resource.fact)) {
      this.resources.push(resource);
      this.byKey = undefined;
      this.mentioned = new WeakMap();
      this.ofSource = new WeakMap();
    }
  }

  public mentionedBy(resource: SqlFactResource): readonly SqlFactResource[] {
    return remember(this.mentioned, resource, () => {
      const mentions = mentionsIn(resource.fact);
      const keyOf = keysFor(resource);
      return mentions.flatMap((mention) => this.index.get(keyOf(mention)) ?? []).filter((other) => other !== resource);
    });
  }

  public restsOnSource(resource: SqlFactResource): boolean {
    const known = this.ofSource.get(resource);
    if (known !== undefined) {
      return known;
    }
    this.ofSource.set(resource, false); // where facts mention each other in a circle, of which Terraform tells
    const rests = isOfSource(resource.fact) || this.mentionedBy(resource).some((other) => this.restsOnSource(other));
    this.ofSource.set(resource, rests);
    return rests;
  }

  private get index(): Map<string, SqlFactResource[]> {
    if (this.byKey === undefined) {
      this.byKey = new Map();
      for (const resource of this.resources) {
        const said = saidBy(resource.fact);
        if (said) {
          remember(this.byKey, keysFor(resource)(said), () => []).push(resource);
        }
      }
    }
    return this.byKey;
  }
}

/** What tells apart what a fact says or mentions, wherever in the stack that is. */
function keysFor(resource: SqlFactResource): (mention: Mention) => string {
  const [place, server] = [databaseKey(resource.fact, resource), serverKey(resource.fact.server, resource)];
  return (mention) => {
    const { kind, name, on } = mention;
    return JSON.stringify([isOnServer(mention) ? server : place, kind, on, comparableText(settled(name), resource)]);
  };
}
