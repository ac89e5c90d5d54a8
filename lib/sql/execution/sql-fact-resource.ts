import { type ITerraformDependable, type ITerraformResource, type TerraformResource } from "cdktf";
import { type Construct } from "constructs";
import { literalText } from "../../core/literal-text";
import { Mark } from "../../core/mark";
import { OwnResource } from "../../core/own-resource";
import { replacedWith } from "../../core/replaced-with";
import { type SqlFact } from "../model/fact";
import { prerequisitesOf } from "./server-order";

type Json = string | boolean | { readonly [key: string]: Json | undefined };

/** What a fact needs before it can come true. */
export interface SqlFactBasis {
  /** What has to be there. */
  readonly dependsOn?: readonly ITerraformDependable[];
  /** What the fact goes down with: when one of these is replaced, the fact is made true again. */
  readonly replacedWith?: readonly ITerraformResource[];
  /** The server, whose prerequisites come first; what is based on another fact need not name it. */
  readonly server?: ITerraformResource;
}

/** How a fact becomes true and untrue, as far as its resource tells others. */
export interface SqlFactExecution {
  /** The same, compared by `===`, for those that make a fact true in the same way. */
  readonly identity: unknown;
  /** What the runner is told about the connection when it removes the fact; undefined where it does not. */
  readonly runnerArguments: readonly string[] | undefined;
  /** What makes the fact true; undefined where that is nothing in Terraform. */
  makerOf(resource: SqlFactResource): TerraformResource | undefined;
}

const FACT = new Mark<SqlFactResource>("SqlFactResource");

/**
 * One fact on a SQL server as a Terraform resource, which shows in plans what changes. Its address tells what is true where;
 * `declareFact` creates it.
 */
export class SqlFactResource extends OwnResource<"terraform_data"> {
  /** Whether it was created in place of a fact that would make stacks need each other. */
  public isStandIn = false;

  private readonly bases: SqlFactBasis[] = [];

  /**
   * @param execution how the fact becomes true; no part of it, so that changing it replaces nothing
   * @param askedBy path of the construct that was the first to ask for the fact
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

  /** Adds what one of those who ask for the fact bases it on. */
  public restOn(basis: SqlFactBasis): void {
    this.bases.push(basis);
    this.lifecycle = replacedWith(this.based, this.cdktfStack);
  }

  /** What has to be there before the fact can come true, or be removed. */
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

  /** What makes it true, where that is something in Terraform. */
  public get maker(): TerraformResource | undefined {
    return this.execution.makerOf(this);
  }

  /** The login that a user is of, where it is in the app. */
  public get login(): SqlFact | undefined {
    return this.based
      .flatMap((resource) => (isFact(resource) ? resource.fact : []))
      .find(({ kind }) => kind === "login");
  }

  /** What it goes down with, as far as those say who asked for it. */
  public get based(): ITerraformResource[] {
    return [...new Set(this.bases.flatMap(({ replacedWith: based = [] }) => based))];
  }
}

export const isFact = (value: unknown): value is SqlFactResource => FACT.isOn(value);

/** Facts, and what makes them true. */
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
