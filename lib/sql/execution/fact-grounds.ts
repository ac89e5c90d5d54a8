import { Aspects, type TerraformResource, TerraformStack } from "cdktf";
import { type IConstruct } from "constructs";
import { makeWait } from "../../core/depends-on";
import { comparableText } from "../../core/uniqueness";
import { remember } from "../../core/collections";
import { replacedWith } from "../../core/replacement";
import { settled } from "../../core/resources";
import { stateOf } from "../../core/state";
import { type SqlFact } from "../model/fact";
import { factKey } from "./fact-key";
import { isOnServer, type Mention, mentionsIn, saidBy } from "../model/mentions";
import { isOfSource } from "./of-source";
import { serverKey } from "./server-identity";
import { type SqlFactResource } from "./sql-fact-resource";

/**
 * The facts of the stack that a fact mentions by name. It waits for them and is replaced with them: a permission on a
 * schema disappears with the schema, and also when its owner changes, because SQL drops it then.
 *
 * Computed at synth, so that the order and place of the declarations do not matter.
 *
 * https://learn.microsoft.com/sql/t-sql/statements/alter-authorization-transact-sql
 */
export function groundsOf(resource: SqlFactResource): readonly SqlFactResource[] {
  return NamedFacts.of(resource).mentionedBy(resource);
}

/**
 * Whether a fact, or a fact that it mentions, contains values that only a source provides. The source can depend on
 * facts of other principals, so such facts have a separate run.
 */
export function restsOnSource(resource: SqlFactResource): boolean {
  return NamedFacts.of(resource).restsOnSource(resource);
}

/** The resources that apply the facts that others mention. */
export function makersBefore(resources: readonly SqlFactResource[]): TerraformResource[] {
  return [...new Set(resources.flatMap(groundsOf).flatMap(({ maker }) => maker ?? []))];
}

/**
 * Registers a fact for the facts that mention it, and makes it wait for its prerequisites and for the facts that it mentions,
 * with which it is replaced.
 */
export function ground(resource: SqlFactResource): void {
  NamedFacts.of(resource).add(resource);
  makeWait(resource, () => [...resource.prerequisites, ...groundsOf(resource)]);
  if (mentionsIn(resource.fact).length > 0) {
    Aspects.of(resource).add({
      visit: () => {
        const grounds = new Set([...resource.based, ...groundsOf(resource)]);
        resource.lifecycle = replacedWith([...grounds], TerraformStack.of(resource));
      },
    });
  }
}

/** Whether two facts are in the same database, as far as synth knows. */
export function isInSameDatabase(one: SqlFact, other: SqlFact, scope: IConstruct): boolean {
  return databaseKey(one, scope) === databaseKey(other, scope);
}

function databaseKey(fact: SqlFact, scope: IConstruct): string {
  const database = "database" in fact ? fact.database : "";
  return factKey({ kind: "schema", server: fact.server, database, name: "" }, scope).join("\n");
}

/** The facts of a stack that others can mention. */
class NamedFacts {
  public static of(scope: IConstruct): NamedFacts {
    return stateOf(TerraformStack.of(scope), "named-facts", () => new NamedFacts());
  }

  private readonly resources: SqlFactResource[] = [];
  /** Cached until another fact is added. */
  private byKey: Map<string, SqlFactResource[]> | undefined;
  private readonly mentioned = new Map<SqlFactResource, readonly SqlFactResource[]>();
  private readonly ofSource = new Map<SqlFactResource, boolean>();

  public add(resource: SqlFactResource): void {
    if (saidBy(resource.fact)) {
      this.resources.push(resource);
      this.byKey = undefined;
      this.mentioned.clear();
      this.ofSource.clear();
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
    this.ofSource.set(resource, false); // a circular reference, which Terraform reports
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

/** Returns a key for what a fact declares or mentions, independent of its place in the stack. */
function keysFor(resource: SqlFactResource): (mention: Mention) => string {
  const [place, server] = [databaseKey(resource.fact, resource), serverKey(resource.fact.server, resource)];
  return (mention) => {
    const { kind, name, on } = mention;
    return JSON.stringify([isOnServer(mention) ? server : place, kind, on, comparableText(settled(name), resource)]);
  };
}
