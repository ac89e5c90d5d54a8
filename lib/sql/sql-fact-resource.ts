import { type ITerraformDependable, type ITerraformResource, TerraformStack } from "cdktf";
import { type Construct } from "constructs";
import { makeWait } from "../core/depends-on";
import { literalText } from "../core/literal-text";
import { replacedWith } from "../core/replaced-with";
import { BuiltInData } from "../core/terraform-data";
import { checkUniqueness, type UniqueKind } from "../core/uniqueness";
import { type SqlExecution } from "./execution/sql-execution";
import { type SqlFact } from "./fact";
import { factKey } from "./fact-key";
import { areDifferentServers } from "./server-identity";
import { prerequisitesOf } from "./server-order";
import { SqlLedger } from "./sql-ledger";

type Json = string | { readonly [key: string]: Json | undefined };

/** What a fact needs before it can come true. */
export interface SqlFactBasis {
  /** What has to be there. */
  readonly dependsOn?: readonly ITerraformDependable[];
  /** What the fact goes down with: when one of these is replaced, the fact is made true again. */
  readonly replacedWith?: readonly ITerraformResource[];
  /** The server, whose prerequisites come first; what is based on another fact need not name it. */
  readonly server?: ITerraformResource;
}

/**
 * One fact on a SQL server as a Terraform resource: creating it makes the fact true, destroying it makes it untrue,
 * and a changed fact is a new one. What Terraform destroys without asking the resource is up to the ledger.
 */
export class SqlFactResource extends BuiltInData {
  public readonly fact: SqlFact;

  private readonly basis: SqlFactBasis;

  /** @param execution how the fact becomes true; no part of it, so that changing it replaces nothing */
  public constructor(scope: Construct, id: string, fact: SqlFact, basis: SqlFactBasis, execution: SqlExecution) {
    const stack = TerraformStack.of(scope);
    super(
      scope,
      id,
      { lifecycle: replacedWith(basis.replacedWith, stack), provisioners: execution.provisioners(stack) },
      () => ({ triggers_replace: withLiteralText(fact as unknown as Json) }),
    );
    this.fact = fact;
    this.basis = basis;
    const ledger = SqlLedger._of(stack);
    ledger._note(this, execution.runnerArguments);
    makeWait(this, () => [...this.prerequisites, ...(execution.runnerArguments ? ledger._resources : [])]);
    checkUniqueness(stack, SQL_FACTS);
    execution.take(this);
  }

  /** What has to be there before the fact can come true, or be taken away. */
  public get prerequisites(): ITerraformDependable[] {
    const { dependsOn = [], replacedWith: based = [], server } = this.basis;
    return [...dependsOn, ...based, ...(server ? prerequisitesOf(server) : [])];
  }

  /** The same without other facts. */
  public get surroundings(): ITerraformDependable[] {
    return this.prerequisites.filter((prerequisite) => !(prerequisite instanceof SqlFactResource));
  }

  /** The login that a user is of, where it is in the app. */
  public get login(): SqlFact | undefined {
    const based = this.basis.replacedWith?.filter((resource) => resource instanceof SqlFactResource) ?? [];
    return based.map(({ fact }) => fact).find(({ kind }) => kind === "login");
  }
}

const SQL_FACTS: UniqueKind = {
  keyOf: (resource) => {
    return resource instanceof SqlFactResource ? factKey(resource.fact, resource) : undefined;
  },
  areDifferent: (one, other) =>
    one instanceof SqlFactResource &&
    other instanceof SqlFactResource &&
    areDifferentServers(one.fact.server, other.fact.server),
  message: (first) => `says the same of the same server as ${first}; keep one of them, with the roles of both`,
};

function withLiteralText(value: Json | undefined): Json | undefined {
  return value === undefined || typeof value === "string"
    ? value && literalText(value)
    : Object.fromEntries(Object.entries(value).map(([key, child]) => [key, withLiteralText(child)]));
}
