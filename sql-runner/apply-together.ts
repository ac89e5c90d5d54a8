import { type SqlQuery } from "../lib/sql/catalog-queries";
import { type SqlFact } from "../lib/sql/fact";
import { type SqlStep } from "../lib/sql/t-sql";
import { askMany } from "./ask-many";
import { engineOf } from "./engines/engine-of";
import { BrokenAnswer, failureOf, SqlError, TransportError } from "./failures";
import { noDatabase } from "./gone";
import { runAtOnce } from "./run-at-once";
import { runSteps } from "./run-steps";
import { type Session } from "./session";
import { type Tell, told } from "./told";
import { whyUnverified } from "./unverified";
import { questionsAbout, verifyMany } from "./verify";

/** What came of a fact. */
export interface Outcome {
  readonly hasChanged: boolean;
  /** Whether the last of its statements was run: what has the name now was made by it. */
  readonly hasMade?: boolean;
  readonly failure?: Error;
}

/** What is known of facts before anybody is asked. */
export interface Circumstances {
  /** Ids that were noted of a login or user; see former-ids.ts. */
  readonly formerIds: (fact: SqlFact) => readonly string[];
  /** Whether a fact is certain not to hold yet. */
  readonly cannotHold: (fact: SqlFact) => boolean;
}

/** Tries once to make facts of one kind in one database true. What keeps one from it keeps none of the others. */
export async function applyTogether(
  facts: readonly SqlFact[],
  session: Session,
  tell: Tell,
  { formerIds, cannotHold }: Circumstances,
): Promise<ReadonlyMap<SqlFact, Outcome>> {
  const outcomes = new Map<SqlFact, Outcome>();
  const [first] = facts;
  if (first === undefined) {
    return outcomes;
  }
  try {
    const engine = engineOf(first);
    const steps = new Map(facts.map((fact) => [fact, engine.stepsToApply(fact, formerIds(fact))]));
    const asked = facts.map((fact): [SqlFact, SqlQuery[]] => [fact, cannotHold(fact) ? [] : questionsAbout(fact)]);
    const questions = new Map(asked);
    const conditions = facts.flatMap((fact) =>
      (steps.get(fact) ?? []).flatMap(({ unless, onlyIf, isAbout }) =>
        [cannotHold(fact) ? undefined : unless, onlyIf, isAbout].filter((query) => query !== undefined),
      ),
    );
    const found = await askMany([...questions.values()].flat().concat(conditions), session, engine, session.verified);
    const missing = facts.filter((fact) => cannotHold(fact) || questions.get(fact)?.some((query) => !found.has(query)));
    facts.forEach((fact) => {
      const failure = missing.includes(fact) ? undefined : whyUnverified(fact, formerIds(fact));
      outcomes.set(fact, { hasChanged: false, ...(failure && { failure }) });
    });
    // A name may have to be free before somebody else can get it, or the one who had it another one.
    for (const phase of [dropping, making]) {
      const open = missing.filter((fact) => outcomes.get(fact)?.failure === undefined);
      const phased = new Map(open.map((fact) => [fact, phase(steps.get(fact) ?? [])]));
      const untouched = open.filter((fact) => outcomes.get(fact)?.hasChanged === false);
      const candidates = untouched.flatMap((fact) => phased.get(fact) ?? []);
      const { ran, tried } = await runAtOnce(candidates, session, found);
      for (const fact of open) {
        const before = outcomes.get(fact) ?? { hasChanged: false };
        const own = phased.get(fact) ?? [];
        if (own.some((step) => ran.has(step))) {
          own.forEach(told(fact.server, tell));
          outcomes.set(fact, { hasChanged: true, hasMade: true });
        } else {
          // What was found at first holds until something was changed.
          const known = before.hasChanged || own.some((step) => tried.has(step)) ? undefined : found;
          const { hasRun, failure } = await applyOne(fact, own, session, tell, known);
          outcomes.set(fact, {
            hasChanged: before.hasChanged || hasRun,
            hasMade: phase === making && hasRun,
            ...(failure && { failure }),
          });
        }
      }
    }
    const changed = missing.filter((fact) => outcomes.get(fact)?.failure === undefined);
    for (const [fact, failure] of await verifyMany(changed, session)) {
      const { hasChanged = false, hasMade = false } = outcomes.get(fact) ?? {};
      if (hasMade) {
        await engine.undo?.(fact, session, told(fact.server, tell));
      }
      outcomes.set(fact, { hasChanged, failure });
    }
  } catch (error) {
    const failure = (await noDatabase(error, first, session)) ?? failureOf(error);
    facts
      .filter((fact) => outcomes.get(fact)?.failure === undefined)
      .forEach((fact) => outcomes.set(fact, { hasChanged: outcomes.get(fact)?.hasChanged ?? false, failure }));
  }
  return outcomes;
}

/** What has to go before the fact can be made true. */
const dropping = (steps: readonly SqlStep[]): readonly SqlStep[] => steps.slice(0, -1);

/** What makes the fact true. */
const making = (steps: readonly SqlStep[]): readonly SqlStep[] => steps.slice(-1);

/** @throws what ends the connection: the other facts need it too */
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
    // Something else may have done it meanwhile; reading back tells.
    return failure instanceof SqlError && ALREADY_THERE.includes(failure.number) ? { hasRun } : { hasRun, failure };
  }
}

/** A login or user of that name exists. */
const ALREADY_THERE = [15023, 15025];
