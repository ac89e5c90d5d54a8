import { type SqlQuery } from "../../lib/sql/model/catalog-queries";
import { type SqlFact } from "../../lib/sql/model/fact";
import { type SqlStep } from "../../lib/sql/model/sql-step";
import { askMany } from "./ask-many";
import { type Engine } from "./engines/engine";
import { engineOf } from "./engines/engine-of";
import { BrokenAnswer, failureOf, SqlError, TransportError } from "./failures";
import { noDatabase } from "./gone";
import { runAtOnce } from "./run-at-once";
import { runSteps } from "./run-steps";
import { type Session } from "./session";
import { type Tell, told } from "./told";
import { whyUnverified } from "./unverified";
import { questionsAbout, verifyMany } from "./verify";

/** The result of applying a fact. */
export interface Outcome {
  readonly hasChanged: boolean;
  /** Whether the last of its statements ran, so that this run created what now has the name. */
  readonly hasMade?: boolean;
  readonly failure?: Error;
}

/** What is known about facts before any query. */
export interface Circumstances {
  /** Recorded ids of a login or user; see former-ids.ts. */
  readonly formerIds: (fact: SqlFact) => readonly string[];
  /** Whether a fact certainly does not hold yet. */
  readonly cannotHold: (fact: SqlFact) => boolean;
}

/** Tries once to apply facts of one kind in one database. A fact that fails does not stop the others. */
export async function applyTogether(
  facts: readonly SqlFact[],
  session: Session,
  tell: Tell,
  circumstances: Circumstances,
): Promise<ReadonlyMap<SqlFact, Outcome>> {
  const [first] = facts;
  if (first === undefined) {
    return new Map();
  }
  const together = new Together(facts, engineOf(first), session, tell, circumstances);
  try {
    const found = await together.ask();
    // Drop first: another principal of this batch may need the name.
    await together.run(dropping, found);
    await together.run(making, found);
    await together.readBack();
  } catch (error) {
    together.fail((await noDatabase(error, first, session)) ?? failureOf(error));
  }
  return together.outcomes;
}

type Phase = (steps: readonly SqlStep[]) => readonly SqlStep[];

/** The steps that must run before the fact can be created. */
const dropping: Phase = (steps) => steps.slice(0, -1);

/** The step that creates the fact. */
const making: Phase = (steps) => steps.slice(-1);

/** The progress of facts of one kind in one database. */
class Together {
  public readonly outcomes = new Map<SqlFact, Outcome>();
  private readonly steps = new Map<SqlFact, readonly SqlStep[]>();
  private missing: readonly SqlFact[] = [];

  public constructor(
    private readonly facts: readonly SqlFact[],
    private readonly engine: Engine,
    private readonly session: Session,
    private readonly tell: Tell,
    private readonly circumstances: Circumstances,
  ) {}

  /** Queries which facts hold. Returns the queries that returned a row. */
  public async ask(): Promise<ReadonlySet<SqlQuery>> {
    const { formerIds, cannotHold } = this.circumstances;
    this.facts.forEach((fact) => this.steps.set(fact, this.engine.stepsToApply(fact, formerIds(fact))));
    const mayHold = this.facts.filter((fact) => !cannotHold(fact));
    const questions = new Map(mayHold.map((fact) => [fact, questionsAbout(fact)]));
    const conditions = this.facts.flatMap((fact) =>
      this.stepsOf(fact).flatMap(({ unless, onlyIf, isAbout }) =>
        [isLeftToServer(fact) || !questions.has(fact) ? undefined : unless, onlyIf, isAbout].filter(
          (query) => query !== undefined,
        ),
      ),
    );
    const all = [...questions.values()].flat().concat(conditions);
    const found = await askMany(all, this.session, this.engine, this.session.verified);
    const holds = (fact: SqlFact): boolean => questions.get(fact)?.every((query) => found.has(query)) === true;
    for (const fact of this.facts) {
      const failure = holds(fact) ? whyUnverified(fact, formerIds(fact)) : undefined;
      this.outcomes.set(fact, { hasChanged: false, ...(failure && { failure }) });
    }
    this.missing = this.facts.filter((fact) => !holds(fact));
    return found;
  }

  /** @param found queries that returned a row, which stays true until something changes */
  public async run(phase: Phase, found: ReadonlySet<SqlQuery>): Promise<void> {
    const open = this.open();
    const untouched = open.filter((fact) => !this.outcomeOf(fact).hasChanged);
    const steps = untouched.flatMap((fact) => phase(this.stepsOf(fact)));
    const { ran, tried } = await runAtOnce(steps, this.session, found);
    for (const fact of open) {
      const own = phase(this.stepsOf(fact));
      const { hasChanged } = this.outcomeOf(fact);
      if (own.some((step) => ran.has(step))) {
        own.forEach(told(fact.server, this.tell));
        this.outcomes.set(fact, { hasChanged: true, hasMade: true });
      } else {
        const known = hasChanged || own.some((step) => tried.has(step)) ? undefined : found;
        const { hasRun, failure } = await applyOne(fact, own, this.session, this.tell, known);
        this.outcomes.set(fact, {
          hasChanged: hasChanged || hasRun,
          hasMade: phase === making && hasRun,
          ...(failure && { failure }),
        });
      }
    }
  }

  /** Verifies the effect of the statements, and drops what was created for the wrong principal. */
  public async readBack(): Promise<void> {
    for (const [fact, failure] of await verifyMany(this.open(), this.session)) {
      const { hasChanged, hasMade } = this.outcomeOf(fact);
      if (hasMade === true) {
        await this.engine.undo?.(fact, this.session, told(fact.server, this.tell));
      }
      this.outcomes.set(fact, { hasChanged, failure });
    }
  }

  /** Fails all remaining facts. */
  public fail(failure: Error): void {
    for (const fact of this.facts) {
      const { hasChanged, failure: own } = this.outcomeOf(fact);
      this.outcomes.set(fact, { hasChanged, failure: own ?? failure });
    }
  }

  private open(): SqlFact[] {
    return this.missing.filter((fact) => this.outcomeOf(fact).failure === undefined);
  }

  private stepsOf(fact: SqlFact): readonly SqlStep[] {
    return this.steps.get(fact) ?? [];
  }

  private outcomeOf(fact: SqlFact): Outcome {
    return this.outcomes.get(fact) ?? { hasChanged: false };
  }
}

/** @throws failures that end the connection, because the other facts need it too */
async function applyOne(
  fact: SqlFact,
  steps: readonly SqlStep[],
  session: Session,
  tell: Tell,
  found?: ReadonlySet<SqlQuery>,
): Promise<{ readonly hasRun: boolean; readonly failure?: Error }> {
  let hasRun = false;
  const ran = (step: SqlStep): void => {
    told(fact.server, tell)(step);
    hasRun = true;
  };
  try {
    await runSteps(steps, session, ran, found);
    return { hasRun };
  } catch (error) {
    const failure = failureOf(error);
    if (failure instanceof TransportError || failure instanceof BrokenAnswer) {
      throw failure;
    }
    // Somebody else may have created it meanwhile. Reading back tells.
    return failure instanceof SqlError && ALREADY_THERE.includes(failure.number) ? { hasRun } : { hasRun, failure };
  }
}

/** A login or user with that name exists. */
const ALREADY_THERE = [15023, 15025];

/** Whether the server itself rejects a duplicate. Saves one query for each new fact. */
const isLeftToServer = ({ kind }: SqlFact): boolean => kind === "login" || kind === "database-user";
