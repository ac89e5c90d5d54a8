import { figures, inTurns, megabytes, milliseconds, type Sample } from "./sampling";
import { type Row } from "./table";

/** One process for each of 1,000 facts takes minutes, so the full size needs BENCH_SQL_LOGINS=100. */
const LOGINS_ONE_BY_ONE = Number(process.env.BENCH_SQL_LOGINS ?? "20");
const LOGINS = 100;

/** A login, its users in three databases, two roles of each user. */
const FACTS_PER_LOGIN = 1 + 3 + 3 * 2;

const OPTIONS = ["--import", "tsx"];
const seconds = (ms: number): string => (ms / 1000).toFixed(2);

/**
 * The time of the SQL runner beyond the start of node, compared with the statements alone, and with one process for
 * each fact.
 */
export function sqlRunnerRows(): Row[] {
  return [startRow(), convergeRow(), eachRow()];
}

function startRow(): Row {
  const { start } = inTurns(["start"], () => {
    const { nothing, runner } = figures<"nothing" | "runner">(OPTIONS, "sql-runner-case.ts", "start");
    return { milliseconds: runner - nothing };
  });
  return {
    case: "whole run of the SQL runner with nothing to do, above node -e 0",
    ms: { value: milliseconds(start), atMost: 250 },
  };
}

const caseOf = (logins: number): string =>
  `${String(logins)} logins with 3 users of 2 roles each, ${String(logins * FACTS_PER_LOGIN)} facts`;

const converge = (way: string, logins: number): Sample =>
  figures<"milliseconds" | "megabytes">(OPTIONS, "sql-runner-case.ts", way, String(logins));

function convergeRow(): Row {
  const { bare, once } = inTurns(["bare", "once"], (way) => converge(way, LOGINS));
  return {
    case: caseOf(LOGINS),
    "bare tedious, s": seconds(milliseconds(bare)),
    "one run, s": { value: milliseconds(once) / 1000, atMost: 30, digits: 2 },
    ratio: { value: milliseconds(once) / milliseconds(bare), atMost: 1.3, digits: 2 },
    MB: { value: megabytes(once), atMost: 120 },
  };
}

function eachRow(): Row {
  const [each, once] = ["each", "once"].map((way) => converge(way, LOGINS_ONE_BY_ONE).milliseconds) as [number, number];
  return {
    case: caseOf(LOGINS_ONE_BY_ONE),
    "a process for each fact, s": seconds(each),
    "one run, s": seconds(once),
    ratio: { value: once / each, atMost: 0.15, digits: 3 },
  };
}

/** With the real terraform: facts that already hold start no process. */
export function secondApplyRows(): Row[] {
  const { first, second } = figures<"first" | "second">(OPTIONS, "second-apply-case.ts");
  return [
    {
      case: "processes that terraform starts to apply logins",
      "first apply": String(first),
      "second apply": { value: second, atMost: 0 },
    },
  ];
}
