import { type ITerraformDependable, type ITerraformResource, type TerraformResource } from "cdktf";
import { type Construct } from "constructs";
import { literalText } from "../../core/literal-text";
import { Mark } from "../../core/mark";
import { OwnResource } from "../../core/own-resource";
import { replacedWith } from "../../core/replacement";
import { type SqlFact } from "../model/fact";
import { prerequisitesOf } from "./server-order";

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

/** How a fact is applied and removed. */
export interface SqlFactExecution {
  /** Compared by `===`: equal if two apply a fact in the same way. */
  readonly identity: unknown;
  /** The runner's arguments for removing the fact; undefined if the runner does not remove it. */
  readonly runnerArguments: readonly string[] | undefined;
  /** The resource that applies the fact; undefined if Terraform has none. */
  makerOf(resource: SqlFactResource): TerraformResource | undefined;
}

const FACT = new Mark<SqlFactResource>("SqlFactResource");

/**
 * One fact on a SQL server as a Terraform resource, so that plans show what changes. Its address describes the fact.
 * `declareFact` creates it.
 */
export class SqlFactResource extends OwnResource<"terraform_data"> {
  /** Whether it is a placeholder for a fact that would make stacks depend on each other. */
  public isStandIn = false;

  private readonly bases: SqlFactBasis[] = [];

  /**
   * @param execution how the fact is applied; not part of the resource, so that changing it replaces nothing
   * @param askedBy the path of the construct that declared it first
   */
  public constructor(
    library: Construct,
    id: string,
    public readonly fact: SqlFact,
    public readonly execution: SqlFactExecution,
    public readonly askedBy: string,
  ) {
    const { runnerArguments = [] } = execution;
    super(library, id, "terraform_data", {
      triggers_replace: withLiteralText(fact as unknown as Json),
      ...(runnerArguments.length > 0 && { input: { arguments: runnerArguments.map(literalText) } }),
    });
    FACT.put(this);
  }

  /** Adds the dependencies that a construct declares the fact with. */
  public restOn(basis: SqlFactBasis): void {
    this.bases.push(basis);
    this.lifecycle = replacedWith(this.based, this.cdktfStack);
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
    return this.prerequisites.filter((prerequisite) => !isFact(prerequisite));
  }

  /** The resource that applies it, if there is one. */
  public get maker(): TerraformResource | undefined {
    return this.execution.makerOf(this);
  }

  /** The login of a user, if the app contains it. */
  public get login(): SqlFact | undefined {
    return this.based
      .flatMap((resource) => (isFact(resource) ? resource.fact : []))
      .find(({ kind }) => kind === "login");
  }

  /** The resources that it is replaced with, according to the constructs that declared it. */
  public get based(): ITerraformResource[] {
    return [...new Set(this.bases.flatMap(({ replacedWith: based = [] }) => based))];
  }
}

export const isFact = (value: unknown): value is SqlFactResource => FACT.isOn(value);

/** Facts, and the resources that apply them. */
export function withMakers(facts: ReadonlySet<SqlFactResource>): TerraformResource[] {
  return [...facts, ...new Set([...facts].flatMap(({ maker }) => maker ?? []))];
}

function withLiteralText(value: Json | undefined): Json | undefined {
  if (typeof value === "string") {
    return literalText(value);
  }
  return typeof value === "object"
    ? Object.fromEntries(Object.entries(value).map(([key, child]) => [key, withLiteralText(child)]))
    : value;
}
