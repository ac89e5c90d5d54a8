import { figures, inTurns, milliseconds } from "./sampling";
import { type Row } from "./table";

/** 2000 processes each way take a quarter of an hour: the full size is for BENCH_SQL_LOGINS=200. */
const LOGINS = Number(process.env.BENCH_SQL_LOGINS ?? "20");

/** Of the facts of a login: itself, its users in three databases, two roles of each user. */
const PROCESSES_PER_LOGIN = 1 + 3 + 3 * 2;

const OPTIONS = ["--import", "tsx"];
const seconds = (ms: number): string => (ms / 1000).toFixed(2);

/** The SQL runner, above what node takes to start, and beside a program that sends the same statements and no more. */
export function sqlRunnerRows(): Row[] {
  return [startRow(), convergeRow()];
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

function convergeRow(): Row {
  const { bare, runner } = figures<"bare" | "runner">(OPTIONS, "sql-runner-case.ts", "converge", String(LOGINS));
  return {
    case: `${String(LOGINS)} logins with 3 users of 2 roles each, ${String(LOGINS * PROCESSES_PER_LOGIN)} processes`,
    "bare tedious, s": seconds(bare),
    "runner, s": seconds(runner),
    ratio: { value: runner / bare, atMost: 1.5, digits: 2 },
  };
}

/** With the real terraform: what is true already costs nothing. */
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
