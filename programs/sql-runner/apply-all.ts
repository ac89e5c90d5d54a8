import { chunks, groupBy } from "../../lib/core/collections";
import { describeFact, describeOnServer } from "../../lib/sql/model/describe-fact";
import { FACT_ORDER, type SqlFact } from "../../lib/sql/model/fact";
import { applyTogether } from "./apply-together";
import { type Arguments } from "./arguments";
import { basesOf, madeBy } from "./base";
import { classify } from "./classify";
import { engineOf } from "./engines/engine-of";
import { explanation } from "./explanation";
import { failureInWords, failureOf, NotDone } from "./failures";
import { flush } from "./flush";
import { type FormerIds } from "./former-ids";
import { isRemovedFirst, removeFormer } from "./remove-former";
import { GivenUp, retrying } from "./retry";
import { type Surroundings } from "./run";
import { Session } from "./session";
import { unverifiedObject } from "./unverified";

/**
 * Applies the facts of one server: prerequisites first, and all facts of a kind in a database together. A fact that
 * fails stops only the facts that depend on it. All transient failures are retried together.
 *
 * @returns whether all facts hold
 */
export async function applyAll(
  all: readonly Arguments[],
  surroundings: Surroundings,
  formerIds: FormerIds,
): Promise<boolean> {
  const { clock, out, err, tokenOwner } = surroundings;
  const [first] = all;
  if (first === undefined) {
    return true;
  }
  const application = new Application(all, surroundings, formerIds);
  const limit = Math.max(...all.map(({ retryFor }) => retryFor)) * 1000;
  let gaveUp: GivenUp | undefined;
  try {
    await retrying(
      () => application.attempt(),
      limit,
      clock,
      (failure, milliseconds) => {
        const what = application.waiting(failure);
        err(`apply ${what}: ${failureInWords(failure)}; retrying in ${(milliseconds / 1000).toFixed(1)} s`);
      },
    );
  } catch (error) {
    if (!(error instanceof GivenUp)) {
      throw error;
    }
    gaveUp = error;
  }
  const failures = application.failures(gaveUp);
  failures.forEach(({ facts, failure }) => {
    const { attempts, milliseconds } = gaveUp ?? { attempts: 1, milliseconds: 0 };
    err(explanation(`apply ${inWords(facts)}`, new GivenUp(failure, attempts, milliseconds), tokenOwner()));
  });
  const failed = failures.reduce((count, { facts }) => count + facts.length, 0);
  if (!application.hasChanged && failed === 0) {
    out("nothing to do");
  } else if (all.length > 1) {
    out(`${String(all.length - failed)} of ${String(all.length)} facts hold on ${first.fact.server}`);
  }
  return failed === 0;
}

/** Kinds that cannot exist before their subject, or that the statement that creates them finds. */
const GIVEN: readonly SqlFact["kind"][] = ["server-role-member", "database-user", "database-role-member", "permission"];

/** The number of databases with statements running at the same time. */
const AT_ONCE = 4;

/** Facts that failed for the same reason. */
interface Failed {
  readonly failure: Error;
  readonly facts: readonly SqlFact[];
}

function inWords(facts: readonly SqlFact[]): string {
  const [first] = facts;
  if (first === undefined || facts.length === 1) {
    return first ? describeFact(first) : "";
  }
  return `${String(facts.length)} facts on ${first.server} (${facts.map(describeOnServer).join(", ")})`;
}

/** The progress of applying facts. */
class Application {
  private readonly done = new Set<SqlFact>();
  /** Facts that a statement of this run created. */
  private readonly made = new Set<SqlFact>();
  public hasChanged = false;
  private readonly makers = new Map<string, SqlFact>();
  private readonly failed = new Map<SqlFact, Error>();
  /** Facts with a transient failure. */
  private readonly waitingFor = new Map<SqlFact, Error>();
  private readonly facts: readonly SqlFact[];

  public constructor(
    private readonly all: readonly Arguments[],
    private readonly surroundings: Surroundings,
    private readonly formerIds: FormerIds,
  ) {
    this.facts = all.map(({ fact }) => fact);
    this.facts.forEach((fact) => {
      const made = madeBy(fact);
      if (made !== undefined) {
        this.makers.set(made, fact);
      }
    });
  }

  /** @throws the transient failure, after everything that does not depend on it is done */
  public async attempt(): Promise<void> {
    this.waitingFor.clear();
    const session = new Session(this.surroundings.connect);
    const changed = new Set<SqlFact>();
    try {
      await this.removeFormer(session, changed);
      for (const kind of FACT_ORDER) {
        const databases = byDatabase(this.open().filter((fact) => fact.kind === kind));
        for (const some of chunks(databases, AT_ONCE)) {
          await Promise.all(some.map((together) => this.applySome(together, session, changed)));
        }
      }
      await this.flushOnce(changed, session);
    } finally {
      session.close();
    }
    const [first] = this.waitingFor.values();
    if (first !== undefined) {
      throw first;
    }
  }

  /** The facts that wait for a failure to pass, in words. */
  public waiting(failure: Error): string {
    return inWords([...this.waitingFor].filter(([, one]) => one.message === failure.message).map(([fact]) => fact));
  }

  /** The failed facts by reason, after the last attempt. */
  public failures(gaveUp: GivenUp | undefined): Failed[] {
    const all = [...this.failed, ...(gaveUp ? this.waitingFor : [])];
    const reasons = [...new Set(all.map(([, { message }]) => message))];
    return reasons.map((reason) => {
      const alike = all.filter(([, { message }]) => message === reason);
      return { failure: alike[0]?.[1] ?? new Error(reason), facts: alike.map(([fact]) => fact) };
    });
  }

  private open(): SqlFact[] {
    return this.facts.filter((fact) => this.isOpen(fact));
  }

  private isOpen(fact: SqlFact): boolean {
    return !this.done.has(fact) && !this.failed.has(fact) && !this.waitingFor.has(fact);
  }

  private async removeFormer(session: Session, changed: Set<SqlFact>): Promise<void> {
    const { out } = this.surroundings;
    const handedOver = this.all.filter(({ fact }) => isRemovedFirst(fact) && this.isOpen(fact));
    for (const { fact, reassignOwnedTo } of handedOver) {
      try {
        const ids = this.formerIds.of(fact);
        if (await removeFormer(fact, ids, this.facts, reassignOwnedTo, session, out)) {
          this.hasChanged = true;
          changed.add(fact);
        }
      } catch (error) {
        this.note(fact, failureOf(error));
      }
    }
  }

  private async applySome(facts: readonly SqlFact[], session: Session, changed: Set<SqlFact>): Promise<void> {
    const based = facts.filter((fact) => !this.lacksBase(fact));
    const { surroundings, formerIds } = this;
    const outcomes = await applyTogether(based, session, surroundings.out, {
      formerIds: (fact) => formerIds.of(fact),
      cannotHold: (fact) => this.cannotHold(fact),
    });
    outcomes.forEach(({ hasChanged, hasMade = false, failure }, fact) => {
      if (failure === undefined) {
        this.done.add(fact);
        if (hasMade) {
          this.made.add(fact);
          if (unverifiedObject(fact) !== undefined) {
            formerIds.note([fact]);
          }
        }
      } else {
        this.note(fact, failure);
      }
      if (hasChanged) {
        this.hasChanged = true;
        changed.add(fact);
      }
    });
    formerIds.forget(based.filter((fact) => this.done.has(fact) && unverifiedObject(fact) === undefined));
  }

  /** Whether a fact cannot hold yet, because its subject was just created. Saves a query. */
  private cannotHold(fact: SqlFact): boolean {
    const isBased = (base: string): boolean => {
      const maker = this.makers.get(base);
      return maker !== undefined && this.made.has(maker);
    };
    return GIVEN.includes(fact.kind) && basesOf(fact).some(isBased);
  }

  /** Whether a prerequisite of a fact is missing. The fact then shares its outcome. */
  private lacksBase(fact: SqlFact): boolean {
    const failures = basesOf(fact).flatMap((base) => {
      const made = this.makers.get(base);
      return (made && (this.failed.get(made) ?? this.waitingFor.get(made))) ?? [];
    });
    const [failure] = failures;
    if (failure === undefined) {
      return false;
    }
    this.note(fact, failure);
    return true;
  }

  private note(fact: SqlFact, error: Error): void {
    const failure = failureOf(error);
    (!(failure instanceof NotDone) && classify(failure).retry ? this.waitingFor : this.failed).set(fact, failure);
  }

  private async flushOnce(changed: ReadonlySet<SqlFact>, session: Session): Promise<void> {
    for (const [fact] of byDatabase([...changed])) {
      if (fact !== undefined) {
        await flush(fact, session, this.surroundings.out);
      }
    }
  }
}

/** Facts by the database that is queried for them. */
const byDatabase = (facts: readonly SqlFact[]): SqlFact[][] => [
  ...groupBy(facts, (fact) => engineOf(fact).factQuery(fact).database).values(),
];
