import { Lazy, type TerraformResource, TerraformStack, Token } from "cdktf";
import { type IConstruct } from "constructs";
import { makeWait } from "../../core/depends-on";
import { checkAtSynth } from "../../core/problems";
import { OwnResource } from "../../core/own-resource";
import { remember } from "../../core/remember";
import { stateOf } from "../../core/state";
import { StackLibrary } from "../../core/stack-library";
import { terraformJson } from "../../core/terraform-json";
import { createdBeforeDestroyed } from "../../core/create-before-destroy";
import { addressOf } from "../../core/attribute-reference";
import { listVariables } from "../model/listed-facts";
import { groundsOf, restsOnSource } from "./fact-grounds";
import { removalKey, removalOf } from "./fact-removal";
import { isOfSource } from "./of-source";
import { type SqlFactResource } from "./sql-fact-resource";
import { startRunner } from "./sql-runner-asset";

/**
 * What a stack has made true on SQL servers, so that it goes when the code does not say it any more.
 *
 * Terraform asks nobody to take away what belongs to a block that has left the configuration, or to a resource that
 * failed while it was created. So the facts are listed in two resources beside them, before any of them is made true:
 *
 * - `sql-removals` is replaced when the list changes; what only the old list has is taken away then.
 * - `sql-ledger` goes with the stack; what is left is taken away then.
 *
 * A stack has its ledger from its first login, user or `SqlServerDirectoryAccess` on. Where the last of these leaves a
 * stack that stays, `SqlLedger.of` is what the last facts are taken away by.
 *
 * https://developer.hashicorp.com/terraform/language/resources/provisioners/syntax#destroy-time-provisioners
 */
export class SqlLedger {
  /** The ledger of the stack that a construct is in. */
  public static of(scope: IConstruct): SqlLedger {
    const ledger = SqlLedger._of(scope);
    ledger.ensureRemovals();
    SqlLedger._of(scope, true).ensureRemovals();
    return ledger;
  }

  /**
   * The ledger, of which Terraform knows nothing while nothing is recorded. What rests on the identities of sources has one of
   * its own: a source may wait for facts about others, and so for their ledger.
   */
  private static _of(scope: IConstruct, isOfSources = false): SqlLedger {
    const stack = TerraformStack.of(scope);
    const ledgers = stateOf(stack, "sql-ledgers", () => new Map<boolean, SqlLedger>());
    return remember(ledgers, isOfSources, () => new SqlLedger(stack, isOfSources));
  }

  /**
   * Records a fact, so that it is removed from the server when it leaves the code.
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
   * The ledger that a fact is recorded in.
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
   * Leaves on the servers what leaves the code, and what is there when the stack is destroyed: for handing logins and users
   * over to an app that says the same of the server. Deploy the stack with it once, deploy the other app, and only then take
   * the facts out of this one. Stacks of one app hand over without it.
   */
  public retain(): void {
    this.isRetained = true;
  }

  /**
   * What has to be there before a recorded fact is made true.
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

  /** The block from which removals start, of which there is no instance while nothing is recorded. */
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

  /** What records the facts that these mention, and so removes them later. */
  private ledgersOfMentioned(facts: readonly SqlFactResource[]): TerraformResource[] {
    const ledgers = new Set(facts.flatMap(groundsOf).map((fact) => SqlLedger._for(fact)));
    return [...ledgers].filter((ledger) => ledger !== this).flatMap((ledger) => ledger._resources);
  }

  /** The facts of this ledger, without those that somebody else removes. */
  private recordedFacts(): SqlFactResource[] {
    return factsOfApp(this.stack).filter(
      (resource) =>
        isRemovedByRunner(resource) && resource.cdktfStack === this.stack && SqlLedger._for(resource) === this,
    );
  }

  /** What is needed to remove each fact, as JSON by its key. */
  private records(): Readonly<Record<string, string>> {
    const records = this.recordedFacts().map((resource) => {
      const { runnerArguments = [] } = resource.execution;
      const connection = runnerArguments.length > 0 ? { arguments: runnerArguments } : {};
      return [removalKey(resource), terraformJson({ fact: removalOf(resource), ...connection })] as const;
    });
    return Object.fromEntries(records.sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** What is recorded in the state, and no stack of the app declares any more. What others have taken over is theirs. */
  private noLongerDeclared(): string {
    const declared = [...new Set(factsOfApp(this.stack).map(removalKey))].sort();
    return `[for key in setsubtract(keys(self.input), ${JSON.stringify(declared)}) : self.input[key]]`;
  }
}

/** In Terraform, all that the state of a ledger has recorded. */
const ALL_RECORDED = "values(self.input)";

/** The facts that all stacks of an app declare: one may take over what another has recorded. */
function factsOfApp(scope: IConstruct): SqlFactResource[] {
  return stateOf(scope.node.root, "sql-facts", () => []);
}

const isRemovedByRunner = ({ execution }: SqlFactResource): boolean => execution.runnerArguments !== undefined;

/** Terraform runs no destroy-time provisioner of what it creates before it destroys it. */
const createBeforeDestroyProblem = ({ consumer, fact }: { readonly consumer: string; readonly fact: string }): string =>
  `${consumer} has create_before_destroy and needs logins and users of ${fact}, to which Terraform would hand it on, and not take ` +
  "away any of them; leave create_before_destroy out, or put one into another stack";
