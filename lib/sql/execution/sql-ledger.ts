import { Lazy, type TerraformResource, TerraformStack, Token } from "cdktf";
import { type IConstruct } from "constructs";
import { makeWait } from "../../core/depends-on";
import { checkAtSynth } from "../../core/problems";
import { OwnResource } from "../../core/own-resource";
import { remember } from "../../core/collections";
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

const LISTED = "values(self.input)";

interface Noted {
  readonly resource: SqlFactResource;
  /** How the runner connects to take the fact away; undefined where somebody else takes it away. */
  readonly runnerArguments: readonly string[] | undefined;
}

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
  private static readonly known = new WeakMap<TerraformStack, Map<boolean, SqlLedger>>();
  /** By app, for the ledgers of all of its stacks. */
  private static readonly noted = new WeakMap<IConstruct, Noted[]>();

  /** The ledger of the stack that a construct is in. */
  public static of(scope: IConstruct): SqlLedger {
    const ledger = SqlLedger._of(scope);
    ledger.keep();
    SqlLedger._of(scope, true).keep();
    return ledger;
  }

  /**
   * The ledger, of which Terraform knows nothing while nothing is listed. What rests on the identities of sources has one of
   * its own: a source may wait for facts about others, and so for their ledger.
   */
  private static _of(scope: IConstruct, isOfSources = false): SqlLedger {
    const stack = TerraformStack.of(scope);
    const ledgers = remember(SqlLedger.known, stack, () => new Map<boolean, SqlLedger>());
    return remember(ledgers, isOfSources, () => new SqlLedger(stack, isOfSources));
  }

  /** @internal */
  public static _note(resource: SqlFactResource, runnerArguments: readonly string[] | undefined): void {
    remember(SqlLedger.noted, resource.node.root, () => []).push({ resource, runnerArguments });
    if (runnerArguments) {
      SqlLedger.of(resource);
      SqlLedger._of(resource, isOfSource(resource.fact)).start();
    }
  }

  /**
   * The ledger that lists a fact.
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
   * What has to be there before a fact that is listed is made true.
   *
   * @internal
   */
  public get _resources(): readonly TerraformResource[] {
    return [this.ledger, this.removals].filter((resource) => resource !== undefined);
  }

  private start(): void {
    this.keep().count = undefined;
    this.ledger ??= this.createLedger();
  }

  /** The block from which removals start, of which there is no instance while nothing is listed. */
  private keep(): OwnResource<"terraform_data"> {
    if (!this.removals) {
      this.removals = this.create("sql-removals", () => this.notSaid(), true);
      this.removals.count = 0;
    }
    return this.removals;
  }

  private createLedger(): OwnResource<"terraform_data"> {
    checkAtSynth(this.stack, () => {
      const created = createdBeforeDestroyed(this.stack);
      const [first] = this.listed().flatMap(({ resource }) => {
        const consumer = created.get(addressOf(resource));
        return consumer === undefined ? [] : [{ consumer, fact: resource.askedBy }];
      });
      return first ? [createBeforeDestroyProblem(first)] : [];
    });
    return this.create("sql-ledger", () => LISTED);
  }

  private create(id: string, toRemove: () => string, isReplacedWithList = false): OwnResource<"terraform_data"> {
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
    const list = (): { readonly input: object; readonly triggers_replace?: unknown } => {
      const input = this.list();
      return { input, ...(isReplacedWithList && { triggers_replace: Object.keys(input) }) };
    };
    const parts = [id, ...(this.isOfSources ? ["sources"] : [])];
    const resource = StackLibrary.of(this.stack).share(
      this.stack,
      parts,
      id,
      (library, unique) => new OwnResource(library, unique, "terraform_data", list, { provisioners: [remove] }),
    );
    makeWait(resource, () => {
      const listed = this.listed().map(({ resource: fact }) => fact);
      return [...new Set(listed.flatMap(({ surroundings }) => surroundings)), ...this.before(listed)];
    });
    return resource;
  }

  /** What lists what these facts mention, and so takes it away after them. */
  private before(listed: readonly SqlFactResource[]): TerraformResource[] {
    const ledgers = new Set(listed.flatMap(groundsOf).map((fact) => SqlLedger._for(fact)));
    return [...ledgers].filter((ledger) => ledger !== this).flatMap((ledger) => ledger._resources);
  }

  private listed(): Noted[] {
    return this.noted().filter(({ runnerArguments }) => runnerArguments);
  }

  private noted(): Noted[] {
    return this.notedInApp().filter(
      ({ resource }) => resource.cdktfStack === this.stack && SqlLedger._for(resource) === this,
    );
  }

  private notedInApp(): readonly Noted[] {
    return SqlLedger.noted.get(this.stack.node.root) ?? [];
  }

  private list(): Readonly<Record<string, string>> {
    const entries = this.listed().map(({ resource, runnerArguments = [] }) => {
      const connection = runnerArguments.length > 0 ? { arguments: runnerArguments } : {};
      return [removalKey(resource), terraformJson({ fact: removalOf(resource), ...connection })] as const;
    });
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** What is listed in the state, and not said any more by any stack of the app. What others see to now is theirs. */
  private notSaid(): string {
    const said = [...new Set(this.notedInApp().map(({ resource }) => removalKey(resource)))].sort();
    return `[for key in setsubtract(keys(self.input), ${JSON.stringify(said)}) : self.input[key]]`;
  }
}

/** Terraform runs no destroy-time provisioner of what it creates before it destroys it. */
const createBeforeDestroyProblem = ({ consumer, fact }: { readonly consumer: string; readonly fact: string }): string =>
  `${consumer} has create_before_destroy and needs logins and users of ${fact}, to which Terraform would hand it on, and not take ` +
  "away any of them; leave create_before_destroy out, or put one into another stack";
