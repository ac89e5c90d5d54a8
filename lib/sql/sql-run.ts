import { Lazy, type TerraformStack, Token } from "cdktf";
import { type Construct } from "constructs";
import { makeWait } from "../core/depends-on";
import { OwnResource } from "../core/own-resource";
import { addressOf } from "../core/attribute-reference";
import { attributeOf } from "../core/resources";
import { StackLibrary } from "../core/stack-library";
import { terraformJson } from "../core/terraform-json";
import { type SqlFact } from "./fact";
import { serverParts } from "./fact-name";
import { isOfSource } from "./of-source";
import { listVariables } from "./listed-facts";
import { serverKey } from "./server-identity";
import { SqlLedger } from "./sql-ledger";
import { type SqlFactResource } from "./sql-fact-resource";
import { startRunner } from "./sql-runner-asset";

interface Listed {
  readonly resource: SqlFactResource;
  readonly runnerArguments: readonly string[];
}

/**
 * What makes the facts of a server true: one resource, which is replaced when one of them is created or replaced, and
 * starts the runner once for all of them. What holds already costs a question; what fails is told fact by fact, and
 * leaves the resource tainted, so that the next apply does the rest.
 *
 * When it is replaced, it first notes whom the logins and users were of: a principal that is made again has its name and
 * another id, and the runner drops what it has made itself, and nothing else.
 */
export class SqlRun extends OwnResource<"terraform_data"> {
  /**
   * The run that a fact comes true in: that of its server. What is told by the identity of a source comes true in one of
   * its own, so that the source can wait for what others are given.
   *
   * @param name of a run beside these
   */
  public static of(asker: Construct, fact: SqlFact, name: string | undefined): SqlRun {
    const parts = [
      ...serverParts(fact, asker),
      "run",
      ...(isOfSource(fact) ? ["sources"] : []),
      ...(name ? [name] : []),
    ];
    const key = `run ${parts.join(" ")} of ${serverKey(fact.server, asker)}`;
    return StackLibrary.of(asker).share(asker, parts, key, (library, id) => new SqlRun(library, id, isOfSource(fact)));
  }

  private readonly listed = new Map<SqlFactResource, Listed>();

  private constructor(library: Construct, id: string, isOfSources: boolean) {
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
        triggers_replace: this.sorted().map(({ resource }) => attributeOf(resource, "id")),
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
    makeWait(this, () => [
      ...this.sorted().flatMap(({ resource }) => [resource, ...resource.prerequisites]),
      ...SqlLedger._of(stack, isOfSources)._resources,
    ]);
  }

  /** Adding a fact twice changes nothing. */
  public add(resource: SqlFactResource, runnerArguments: readonly string[]): void {
    if (!this.listed.has(resource)) {
      this.listed.set(resource, { resource, runnerArguments });
    }
  }

  /** What the runner is told, as a list of JSON texts in Terraform's language. */
  private facts(): string {
    const entries = this.sorted().map(({ resource, runnerArguments }) => {
      const connection = runnerArguments.length > 0 ? `, arguments = ${JSON.stringify(runnerArguments)}` : "";
      return `jsonencode({ fact = ${addressOf(resource)}.triggers_replace${connection} })`;
    });
    return `[${entries.join(", ")}]`;
  }

  /** Whom logins and users are of. */
  private principals(): Readonly<Record<string, string>> {
    return Object.fromEntries(
      this.sorted()
        .filter(({ resource: { fact } }) => fact.kind === "login" || fact.kind === "database-user")
        .map(({ resource }) => [resource.friendlyUniqueId, terraformJson({ fact: resource.fact })]),
    );
  }

  /** In an order that does not tell in which one they were added. */
  private sorted(): Listed[] {
    return [...this.listed.values()].sort(({ resource: a }, { resource: b }) =>
      a.friendlyUniqueId < b.friendlyUniqueId ? -1 : 1,
    );
  }
}
