import {
  type ITerraformDependable,
  type ITerraformResource,
  type TerraformResource,
  TerraformStack,
  Token,
} from "cdktf";
import { type Construct, type IConstruct } from "constructs";
import { makeWait } from "../../core/depends-on";
import { Instances } from "../../core/instances";
import { literalText } from "../../core/literal-text";
import { OwnResource } from "../../core/own-resource";
import { checkAtSynth } from "../../core/problems";
import { canonical, describe, withOrigins } from "../../core/reference";
import { replacedWith } from "../../core/replacement";
import { circleProblems } from "../../core/stack-order";
import { StackLibrary } from "../../core/stack-library";
import { checkUniqueness, type UniqueKind } from "../../core/uniqueness";
import { describeOnServer } from "../model/describe-fact";
import { type SqlExecution } from "./sql-execution";
import { type SqlFact } from "../model/fact";
import { ground, groundsOf } from "./fact-grounds";
import { factKey } from "./fact-key";
import { factName } from "./fact-name";
import { areDifferentServers } from "./server-identity";
import { prerequisitesOf } from "./server-order";
import { SqlLedger } from "./sql-ledger";

type Json = string | boolean | { readonly [key: string]: Json | undefined };

/** The dependencies of a fact. */
export interface SqlFactBasis {
  /** Resources that must exist first. */
  readonly dependsOn?: readonly ITerraformDependable[];
  /** Resources whose replacement destroys the fact, which is then applied again. */
  readonly replacedWith?: readonly ITerraformResource[];
  /** The server, whose prerequisites come first. Unnecessary for a fact that depends on another fact. */
  readonly server?: ITerraformResource;
}

/**
 * Placeholders for facts that would make stacks depend on each other. Facts that depend on them are not reported again.
 */
const standIns = new WeakSet<ITerraformResource>();

/**
 * One fact on a SQL server as a Terraform resource, so that plans show what changes. The run of the server applies it,
 * and the ledger removes it.
 *
 * It belongs to the stack, and its address describes the fact. Declaring it again returns the same resource.
 */
export class SqlFactResource extends OwnResource<"terraform_data"> {
  /**
   * The resource of a fact.
   *
   * @param execution how the fact is applied; not part of the resource, so that changing it replaces nothing
   */
  public static of(asker: Construct, fact: SqlFact, basis: SqlFactBasis, execution: SqlExecution): SqlFactResource {
    const problems = circleProblems(asker, textsIn(fact), "logins and users", "there");
    if (problems.length > 0) {
      const isTold = basis.replacedWith?.some((resource) => standIns.has(resource)) === true;
      checkAtSynth(asker, () => (isTold ? [] : problems));
      const standIn = SqlFactResource.of(asker, withoutTokens(fact), {}, execution);
      standIns.add(standIn);
      return standIn;
    }
    const key = [inWords(fact, asker), ...factKey(fact, asker)].join(" ");
    const resource = StackLibrary.of(asker).share(
      asker,
      factName(fact, asker),
      key,
      (library, id) => new SqlFactResource(library, id, fact, execution, asker),
    );
    resource.join(asker, fact, basis, execution);
    return resource;
  }

  public readonly fact: SqlFact;

  /** The path of the construct that declared it first. */
  public readonly askedBy: string;

  /** How it is applied. */
  public readonly execution: SqlExecution;

  private readonly bases: SqlFactBasis[] = [];

  private constructor(library: Construct, id: string, fact: SqlFact, execution: SqlExecution, asker: Construct) {
    const stack = TerraformStack.of(library);
    const { runnerArguments = [] } = execution;
    super(library, id, "terraform_data", {
      triggers_replace: withLiteralText(fact as unknown as Json),
      ...(runnerArguments.length > 0 && { input: { arguments: runnerArguments.map(literalText) } }),
    });
    this.fact = fact;
    this.execution = execution;
    this.askedBy = asker.node.path;
    SqlLedger._note(this, execution.runnerArguments);
    makeWait(this, () => [...this.prerequisites, ...groundsOf(this)]);
    checkUniqueness(stack, SQL_FACTS);
    ground(this);
  }

  /** Everything that must exist before the fact can be applied or removed. */
  public get prerequisites(): ITerraformDependable[] {
    return this.bases.flatMap(({ dependsOn = [], replacedWith: based = [], server }) => [
      ...dependsOn,
      ...based,
      ...(server ? prerequisitesOf(server) : []),
    ]);
  }

  /** The same without other facts. */
  public get surroundings(): ITerraformDependable[] {
    return this.prerequisites.filter((prerequisite) => !(prerequisite instanceof SqlFactResource));
  }

  /** The resource that applies it, if there is one. */
  public get maker(): TerraformResource | undefined {
    return this.execution.makerOf(this);
  }

  /** The login of a user, if the app contains it. */
  public get login(): SqlFact | undefined {
    return this.based
      .flatMap((resource) => (resource instanceof SqlFactResource ? resource.fact : []))
      .find(({ kind }) => kind === "login");
  }

  /** The resources that it is replaced with, according to the constructs that declared it. */
  public get based(): ITerraformResource[] {
    return [...new Set(this.bases.flatMap(({ replacedWith: based = [] }) => based))];
  }

  private join(asker: Construct, fact: SqlFact, basis: SqlFactBasis, execution: SqlExecution): void {
    this.bases.push(basis);
    this.lifecycle = replacedWith(this.based, this.cdktfStack);
    execution.take(this, asker);
    checkAtSynth(asker, () => [...manyProblems(fact, asker), ...this.contradictions(asker, fact, execution)]);
  }

  /** A fact is applied in one way, so different ids or connections are reported for both constructs. */
  private contradictions(asker: Construct, fact: SqlFact, execution: SqlExecution): string[] {
    if (factKey(fact, asker).join("\n") !== factKey(this.fact, asker).join("\n")) {
      return []; // another fact, whose name is taken
    }
    const say = `says ${inWords(fact, asker)}, and so does ${this.askedBy}`;
    return [
      ...(comparableFact(fact, asker) !== comparableFact(this.fact, asker)
        ? [`${say}, for a principal or by a login that is not known to be the same; say it once, or both times alike`]
        : []),
      ...(isOtherWay(execution, this.execution)
        ? [`${say}, with another executor, run or other options of its SqlEndpoint; give both the same`]
        : []),
    ];
  }
}

/** Facts, and the resources that apply them. */
export function withMakers(facts: ReadonlySet<SqlFactResource>): TerraformResource[] {
  return [...facts, ...new Set([...facts].flatMap(({ maker }) => maker ?? []))];
}

function isOtherWay(one: SqlExecution, other: SqlExecution): boolean {
  return (
    one.constructor !== other.constructor ||
    one.executor !== other.executor ||
    one.run !== other.run ||
    JSON.stringify(one.runnerArguments) !== JSON.stringify(other.runnerArguments)
  );
}

/** A fact in comparable form. Ids and server names ignore case. */
function comparableFact(fact: SqlFact, scope: IConstruct): string {
  const folded = JSON.stringify(fact, (key, value: unknown) =>
    typeof value === "string" && ["server", "sidFrom", "objectId", "identifiedBy"].includes(key)
      ? canonical(value, scope)
      : value,
  );
  return String(withOrigins(folded, scope));
}

/** A fact in words. Names that only Terraform knows are shown by their origin. */
function inWords(fact: SqlFact, scope: IConstruct): string {
  return describeOnServer(
    JSON.parse(JSON.stringify(fact), (_, value: unknown) =>
      typeof value === "string" && Token.isUnresolved(value) ? describe(value, scope) : value,
    ) as SqlFact,
  );
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
  if (typeof value === "string") {
    return literalText(value);
  }
  return typeof value === "object"
    ? Object.fromEntries(Object.entries(value).map(([key, child]) => [key, withLiteralText(child)]))
    : value;
}

function textsIn(value: unknown): string[] {
  return typeof value === "string"
    ? [value]
    : typeof value === "object" && value !== null
      ? Object.values(value).flatMap(textsIn)
      : [];
}

/** A placeholder for an invalid fact, without its references. */
function withoutTokens(fact: SqlFact): SqlFact {
  return JSON.parse(JSON.stringify(fact), (_, value: unknown) =>
    typeof value === "string" && Token.isUnresolved(value) ? "unknown" : value,
  ) as SqlFact;
}

/** Only for principals. Servers and databases are checked where they are given. */
function manyProblems(fact: SqlFact, scope: IConstruct): string[] {
  return Instances.of(textsIn({ ...fact, server: undefined, database: undefined }), scope)
    ? [
        `${describeOnServer(fact)} refers to something with count or for_each, and logins and users are not created per instance; ` +
          "create each in code",
      ]
    : [];
}
