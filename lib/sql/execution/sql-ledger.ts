import { Lazy, type TerraformResource, TerraformStack, Token } from "cdktf";
import { type IConstruct } from "constructs";
import { makeWait } from "../../core/depends-on";
import { checkAtSynth } from "../../core/problems";
import { OwnResource } from "../../core/own-resource";
import { remember } from "../../core/collections";
import { stateOf } from "../../core/state";
import { StackLibrary } from "../../core/stack-library";
import { terraformJson } from "../../core/function-call";
import { createdBeforeDestroyed } from "../../core/replacement";
import { addressOf } from "../../core/attribute-reference";
import { listVariables } from "../model/listed-facts";
import { groundsOf, restsOnSource } from "./fact-grounds";
import { removalKey, removalOf } from "./fact-removal";
import { isOfSource } from "./of-source";
import { type SqlFactResource } from "./sql-fact-resource";
import { startRunner } from "./sql-runner-asset";

/**
 * The facts that a stack has applied to SQL servers, so that they can be removed when the code no longer declares them.
 *
 * Terraform does not run anything for a block that was removed from the configuration, or for a resource that failed
 * while it was created. The facts are therefore listed in two other resources, before any of them is applied:
 *
 * - `sql-removals` is replaced when the list changes, and removes the facts that only the old list has.
 * - `sql-ledger` is destroyed with the stack, and removes the rest.
 *
 * A stack has a ledger as soon as it has a login, a user or a `SqlServerDirectoryAccess`. If you remove the last of
 * these from a stack that stays, keep `SqlLedger.of` so that the last facts can be removed.
 *
 * https://developer.hashicorp.com/terraform/language/resources/provisioners/syntax#destroy-time-provisioners
 */
export class SqlLedger {
  /** The ledger of a construct's stack. */
  public static of(scope: IConstruct): SqlLedger {
    const ledger = SqlLedger._of(scope);
    ledger.ensureRemovals();
    SqlLedger._of(scope, true).ensureRemovals();
    return ledger;
  }

  /**
   * The ledger, which has no Terraform resources while it is empty. Facts with identities of sources have a separate
   * ledger: a source can depend on facts of other principals, and therefore on their ledger.
   */
  private static _of(scope: IConstruct, isOfSources = false): SqlLedger {
    const stack = TerraformStack.of(scope);
    const ledgers = stateOf(stack, "sql-ledgers", () => new Map<boolean, SqlLedger>());
    return remember(ledgers, isOfSources, () => new SqlLedger(stack, isOfSources));
  }

  /**
   * Records a fact, so that it is removed from the server when the code no longer declares it.
   *
   * @internal
   */
  public static _record(resource: SqlFactResource): void {
    factsOfApp(resource).push(resource);
    if (isRemovedByRunner(resource)) {
      SqlLedger.of(resource);
      SqlLedger._of(resource, isOfSource(resource.fact)).ensureLedger();
    }
  }

  /**
   * The ledger with a fact.
   *
   * @internal
   */
  public static _for(resource: SqlFactResource): SqlLedger {
    const ofSources = SqlLedger._of(resource, true);
    return restsOnSource(resource) && ofSources.ledger ? ofSources : SqlLedger._of(resource);
  }

  private isRetained = false;
  private removals?: OwnResource<"terraform_data">;
  private ledger?: OwnResource<"terraform_data">;

  private constructor(
    private readonly stack: TerraformStack,
    private readonly isOfSources: boolean,
  ) {}

  /**
   * Keeps facts on the servers when they are removed from the code and when the stack is destroyed. Use it to hand
   * logins and users over to another app that declares the same facts: call it and deploy this stack, deploy the other
   * app, and only then remove the facts here. Stacks of one app hand over without it.
   */
  public retain(): void {
    this.isRetained = true;
  }

  /**
   * Resources that must exist before a recorded fact is applied.
   *
   * @internal
   */
  public get _resources(): readonly TerraformResource[] {
    return [this.ledger, this.removals].filter((resource) => resource !== undefined);
  }

  private ensureLedger(): void {
    this.ensureRemovals().count = undefined;
    this.ledger ??= this.createLedger();
  }

  /** The block whose destruction starts removals. It has no instance while the ledger is empty. */
  private ensureRemovals(): OwnResource<"terraform_data"> {
    if (!this.removals) {
      this.removals = this.create("sql-removals", () => this.noLongerDeclared(), true);
      this.removals.count = 0;
    }
    return this.removals;
  }

  private createLedger(): OwnResource<"terraform_data"> {
    checkAtSynth(this.stack, () => {
      const created = createdBeforeDestroyed(this.stack);
      const [first] = this.recordedFacts().flatMap((resource) => {
        const consumer = created.get(addressOf(resource));
        return consumer === undefined ? [] : [{ consumer, fact: resource.askedBy }];
      });
      return first ? [createBeforeDestroyProblem(first)] : [];
    });
    return this.create("sql-ledger", () => ALL_RECORDED);
  }

  private create(id: string, toRemove: () => string, isReplacedWithRecords = false): OwnResource<"terraform_data"> {
    const remove = {
      type: "local-exec",
      when: "destroy",
      interpreter: startRunner(this.stack),
      command: "remove",
      environment: Token.asStringMap(
        Lazy.anyValue({
          produce: () => (SqlLedger._of(this.stack).isRetained ? {} : listVariables(toRemove())),
        }),
      ),
    } as const;
    const given = (): { readonly input: object; readonly triggers_replace?: unknown } => {
      const input = this.records();
      return { input, ...(isReplacedWithRecords && { triggers_replace: Object.keys(input) }) };
    };
    const parts = [id, ...(this.isOfSources ? ["sources"] : [])];
    const resource = StackLibrary.of(this.stack).share(
      this.stack,
      parts,
      id,
      (library, unique) => new OwnResource(library, unique, "terraform_data", given, { provisioners: [remove] }),
    );
    makeWait(resource, () => {
      const facts = this.recordedFacts();
      return [...new Set(facts.flatMap(({ surroundings }) => surroundings)), ...this.ledgersOfMentioned(facts)];
    });
    return resource;
  }

  /** The ledgers with the facts that these mention, which are removed later. */
  private ledgersOfMentioned(facts: readonly SqlFactResource[]): TerraformResource[] {
    const ledgers = new Set(facts.flatMap(groundsOf).map((fact) => SqlLedger._for(fact)));
    return [...ledgers].filter((ledger) => ledger !== this).flatMap((ledger) => ledger._resources);
  }

  /** The facts of this ledger that the runner removes. */
  private recordedFacts(): SqlFactResource[] {
    return factsOfApp(this.stack).filter(
      (resource) =>
        isRemovedByRunner(resource) && resource.cdktfStack === this.stack && SqlLedger._for(resource) === this,
    );
  }

  /** For each fact, by its key, what its removal needs, as JSON. */
  private records(): Readonly<Record<string, string>> {
    const records = this.recordedFacts().map((resource) => {
      const { runnerArguments = [] } = resource.execution;
      const connection = runnerArguments.length > 0 ? { arguments: runnerArguments } : {};
      return [removalKey(resource), terraformJson({ fact: removalOf(resource), ...connection })] as const;
    });
    return Object.fromEntries(records.sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** Facts that are recorded in the state, but no longer declared by any stack of the app. */
  private noLongerDeclared(): string {
    const declared = [...new Set(factsOfApp(this.stack).map(removalKey))].sort();
    return `[for key in setsubtract(keys(self.input), ${JSON.stringify(declared)}) : self.input[key]]`;
  }
}

/** All records of a ledger, in Terraform's language. */
const ALL_RECORDED = "values(self.input)";

/** The facts of all stacks of an app: one can take over what another has recorded. */
function factsOfApp(scope: IConstruct): SqlFactResource[] {
  return stateOf(scope.node.root, "sql-facts", () => []);
}

const isRemovedByRunner = ({ execution }: SqlFactResource): boolean => execution.runnerArguments !== undefined;

/** Terraform does not run destroy-time provisioners with `create_before_destroy`. */
const createBeforeDestroyProblem = ({ consumer, fact }: { readonly consumer: string; readonly fact: string }): string =>
  `${consumer} has create_before_destroy and needs logins and users of ${fact}, to which Terraform would hand it on, and not take ` +
  "away any of them; leave create_before_destroy out, or put one into another stack";
