import { type ITerraformDependable, Lazy, type TerraformStack, Token } from "cdktf";
import { type Construct } from "constructs";
import { makeWait } from "../../core/depends-on";
import { circleThrough } from "../../core/dependencies";
import { checkAtSynth } from "../../core/problems";
import { OwnResource } from "../../core/own-resource";
import { addressOf } from "../../core/attribute-reference";
import { attributeOf } from "../../core/resources";
import { StackLibrary } from "../../core/stack-library";
import { terraformJson } from "../../core/function-call";
import { remember } from "../../core/collections";
import { stateOf } from "../../core/state";
import { makersBefore, restsOnSource } from "./fact-grounds";
import { serverParts } from "./fact-name";
import { isOfSource } from "./of-source";
import { listVariables } from "../model/listed-facts";
import { isPrincipal } from "../model/principal-of-fact";
import { serverKey } from "./server-identity";
import { SqlLedger } from "./sql-ledger";
import { type SqlFactResource } from "./sql-fact-resource";
import { startRunner } from "./sql-runner-asset";

/**
 * The runs that apply the facts of a server: one for most facts, and one for facts with values that only sources
 * provide, so that a source can depend on the others.
 */
interface Shared {
  readonly facts: Set<SqlFactResource>;
  /** By whether the run waits for sources. */
  readonly runs: Map<boolean, SqlRun>;
}

/** The runs of a stack. */
interface Runs {
  readonly byKey: Map<string, Shared>;
  readonly byFact: Map<SqlFactResource, Shared>;
}

/**
 * Applies the facts of a server: a resource that is replaced when one of them is created or replaced, and starts the
 * runner once for all of them. A fact that already holds costs one query. Failed facts are reported one by one, and
 * taint the resource, so that the next apply does the rest.
 *
 * When it is replaced, it first records the principals of the logins and users. A recreated principal has its old name
 * and another id, and the runner drops only what it created itself.
 */
export class SqlRun extends OwnResource<"terraform_data"> {
  /**
   * Adds a fact. Adding it again changes nothing.
   *
   * @param name the name of the run, if it is not the run of the server
   */
  public static take(resource: SqlFactResource, asker: Construct, name: string | undefined): void {
    const { fact, cdktfStack: stack } = resource;
    const ofServer = [...serverParts(fact, asker), "run"];
    const key = `run ${name ?? ""} of ${ofServer.join(" ")}, ${serverKey(fact.server, asker)}`;
    const shared = remember(SqlRun.runsIn(stack).byKey, key, () => ({
      facts: new Set<SqlFactResource>(),
      runs: new Map<boolean, SqlRun>(),
    }));
    const isOfSources = isOfSource(fact);
    const parts = [...ofServer, ...(isOfSources ? ["sources"] : []), ...(name ? [name] : [])];
    const run = StackLibrary.of(asker).share(
      asker,
      parts,
      isOfSources ? `${key}, of sources` : key,
      (library, id) => new SqlRun(library, id, shared, isOfSources),
    );
    remember(shared.runs, isOfSources, () => run);
    shared.facts.add(resource);
    SqlRun.runsIn(stack).byFact.set(resource, shared);
  }

  /** The run of a fact. */
  public static of(resource: SqlFactResource): SqlRun | undefined {
    const { runs } = SqlRun.runsIn(resource.cdktfStack).byFact.get(resource) ?? {};
    return runs?.get(restsOnSource(resource)) ?? runs?.values().next().value;
  }

  private static runsIn(stack: TerraformStack): Runs {
    return stateOf(stack, "sql-runs", () => ({
      byKey: new Map<string, Shared>(),
      byFact: new Map<SqlFactResource, Shared>(),
    }));
  }

  private constructor(
    library: Construct,
    id: string,
    private readonly shared: Shared,
    isOfSources: boolean,
  ) {
    const stack = library.node.scope as TerraformStack;
    const runner = startRunner(stack);
    const list = (entries: () => string): Readonly<Record<string, string>> =>
      Token.asStringMap(Lazy.anyValue({ produce: () => listVariables(entries()) }));
    super(
      library,
      id,
      "terraform_data",
      () => ({
        input: this.principals(),
        triggers_replace: this.sorted().map((resource) => attributeOf(resource, "id")),
      }),
      {
        provisioners: [
          { type: "local-exec", interpreter: runner, command: "apply", environment: list(() => this.facts()) },
          {
            type: "local-exec",
            when: "destroy",
            interpreter: runner,
            command: "note",
            environment: list(() => "values(self.input)"),
          },
        ],
      },
    );
    makeWait(this, () => this.prerequisites());
    if (isOfSources) {
      checkAtSynth(stack, () => this.circleProblems(stack));
    }
  }

  /** Terraform's own error would name the resources, but not the fix. */
  private circleProblems(stack: TerraformStack): string[] {
    const circle = circleThrough(addressOf(this), stack);
    return circle
      ? [
          `logins and users come true in one run for each server, and this one waits for itself: ${circle.join(" needs ")}; give ` +
            "what is waited for a user-assigned identity, which is there before its source",
        ]
      : [];
  }

  private prerequisites(): ITerraformDependable[] {
    const facts = this.sorted();
    const ledgers = new Set(facts.flatMap((resource) => SqlLedger._for(resource)));
    return [
      ...facts.flatMap((resource) => [resource, ...resource.prerequisites]),
      ...makersBefore(facts).filter((maker) => maker !== this),
      ...[...ledgers].flatMap((ledger) => ledger._resources),
    ];
  }

  /** The facts for the runner, as a list of JSON texts in Terraform's language. */
  private facts(): string {
    const entries = this.sorted().map((resource) => {
      const address = addressOf(resource);
      const connection = resource.execution.runnerArguments?.length ? `, arguments = ${address}.input.arguments` : "";
      return `jsonencode({ fact = ${address}.triggers_replace${connection} })`;
    });
    return `[${entries.join(", ")}]`;
  }

  /** The principals of logins and users. */
  private principals(): Readonly<Record<string, string>> {
    return Object.fromEntries(
      this.sorted()
        .filter(({ fact }) => isPrincipal(fact))
        .map((resource) => [resource.friendlyUniqueId, terraformJson({ fact: resource.fact })]),
    );
  }

  /** Sorted, so that the order of declarations does not matter. */
  private sorted(): SqlFactResource[] {
    return [...this.shared.facts]
      .filter((resource) => SqlRun.of(resource) === this)
      .sort((a, b) => (a.friendlyUniqueId < b.friendlyUniqueId ? -1 : 1));
  }
}
