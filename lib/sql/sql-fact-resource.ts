import {
  type ITerraformDependable,
  type ITerraformResource,
  TerraformResource,
  type TerraformResourceLifecycle,
  TerraformStack,
} from "cdktf";
import { type Construct } from "constructs";
import { makeWait } from "../core/depends-on";
import { literalText } from "../core/literal-text";
import { checkUniqueness, comparableText, type UniqueKind } from "../core/uniqueness";
import { type SqlExecution } from "./execution/sql-execution";
import { type SqlFact } from "./fact";
import { areDifferentServers, serverKey } from "./server-identity";
import { prerequisitesOf } from "./server-order";

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
 * and a changed fact is a new one.
 *
 * This is the built-in `terraform_data`, written out because CDKTF's own class for it starts the terraform binary
 * for every resource at synth.
 */
export class SqlFactResource extends TerraformResource {
  public readonly fact: SqlFact;

  /** @param execution how the fact becomes true; no part of it, so that changing it replaces nothing */
  public constructor(scope: Construct, id: string, fact: SqlFact, basis: SqlFactBasis, execution: SqlExecution) {
    const stack = TerraformStack.of(scope);
    super(scope, id, {
      terraformResourceType: "terraform_data",
      terraformGeneratorMetadata: { providerName: "terraform" },
      lifecycle: replacedWith(basis.replacedWith, stack),
      provisioners: execution.provisioners(stack),
    });
    this.fact = fact;
    makeWait(this, () => [
      ...(basis.dependsOn ?? []),
      ...(basis.replacedWith ?? []),
      ...(basis.server ? prerequisitesOf(basis.server) : []),
    ]);
    checkUniqueness(this.cdktfStack, SQL_FACTS);
    execution.take(this);
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { triggers_replace: withLiteralText(this.fact as unknown as Json) };
  }
}

/** Only resources of the same stack can trigger a replacement; their ids change when they are replaced, and only then. */
function replacedWith(
  resources: readonly ITerraformResource[] = [],
  stack: TerraformStack,
): TerraformResourceLifecycle | undefined {
  const triggers = resources
    .filter((resource) => TerraformResource.isTerraformResource(resource))
    .filter((resource) => resource.cdktfStack === stack)
    .map((resource) => `${resource.terraformResourceType}.${resource.friendlyUniqueId}.id`);
  return triggers.length > 0 ? { replaceTriggeredBy: triggers } : undefined;
}

/** The fields in which facts of a server differ; the others say how the fact comes true. */
const DISTINGUISHING = [
  "kind",
  "database",
  "name",
  "role",
  "member",
  "permission",
  "on",
  "schema",
  "object",
  "grantee",
] as const;

const SQL_FACTS: UniqueKind = {
  keyOf: (resource) => {
    if (!(resource instanceof SqlFactResource)) {
      return undefined;
    }
    const fact = resource.fact as unknown as Record<string, unknown>;
    const fields = DISTINGUISHING.map((field) => comparableText(fact[field], resource));
    return [serverKey(resource.fact.server, resource), ...fields];
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
