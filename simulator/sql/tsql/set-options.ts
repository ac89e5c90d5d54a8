import { sqlError } from "../sql-error";
import { type Statement } from "./ast";
import { type Cursor } from "./cursor";

/**
 * Options that are on or off, and set by clients when they connect. What is modelled is what drivers set by default; the
 * opposite is taken, too, and changes nothing.
 *
 * https://learn.microsoft.com/sql/t-sql/statements/set-statements-transact-sql
 */
const WITHOUT_EFFECT = [
  "ANSI_DEFAULTS",
  "ANSI_NULLS",
  "ANSI_NULL_DFLT_OFF",
  "ANSI_NULL_DFLT_ON",
  "ANSI_PADDING",
  "ANSI_WARNINGS",
  "ARITHABORT",
  "ARITHIGNORE",
  "CONCAT_NULL_YIELDS_NULL",
  "CURSOR_CLOSE_ON_COMMIT",
  "FORCEPLAN",
  "IMPLICIT_TRANSACTIONS",
  "NOCOUNT",
  "NO_BROWSETABLE",
  "NUMERIC_ROUNDABORT",
  "QUOTED_IDENTIFIER",
  "REMOTE_PROC_TRANSACTIONS",
];

/** Those that keep statements from being executed, and are not modelled: they can be off. */
const ONLY_OFF = ["FMTONLY", "PARSEONLY", "SHOWPLAN_ALL", "SHOWPLAN_TEXT", "SHOWPLAN_XML"];

const SWITCHES = [...WITHOUT_EFFECT, ...ONLY_OFF, "NOEXEC", "XACT_ABORT"];

/** Options with a value. */
const VALUED = [
  "CONTEXT_INFO",
  "DATEFIRST",
  "DATEFORMAT",
  "DEADLOCK_PRIORITY",
  "LANGUAGE",
  "LOCK_TIMEOUT",
  "QUERY_GOVERNOR_COST_LIMIT",
  "ROWCOUNT",
  "TEXTSIZE",
];

const LEVELS = [["READ", "UNCOMMITTED"], ["READ", "COMMITTED"], ["REPEATABLE", "READ"], ["SNAPSHOT"], ["SERIALIZABLE"]];

/** What follows SET where it is no variable. */
export function setOptionOf(cursor: Cursor): Statement {
  if (cursor.accept("TRANSACTION", "ISOLATION", "LEVEL")) {
    if (!LEVELS.some((words) => cursor.accept(...words))) {
      throw cursor.mistake();
    }
    return { kind: "nothing" };
  }
  if (cursor.accept("STATISTICS")) {
    cursor.list(() => cursor.oneOf("IO", "PROFILE", "TIME", "XML"));
    cursor.oneOf("ON", "OFF");
    return { kind: "nothing" };
  }
  const valued = VALUED.find((option) => cursor.accept(option));
  return valued === undefined ? switchesOf(cursor) : valuedOf(cursor, valued);
}

function valuedOf(cursor: Cursor, option: string): Statement {
  cursor.accept("-");
  const { kind, text } = cursor.next();
  if (kind === "sign" || kind === "end") {
    throw sqlError(102, option);
  }
  return option === "ROWCOUNT" && text !== "0"
    ? { kind: "unsupported", what: `SET ROWCOUNT ${text}` }
    : { kind: "nothing" };
}

function switchesOf(cursor: Cursor): Statement {
  const options = cursor.list(() => {
    const option = SWITCHES.find((one) => cursor.accept(one));
    if (option === undefined) {
      throw cursor.seesName() ? sqlError(195, cursor.name(), "SET option") : cursor.mistake();
    }
    return option;
  });
  const on = cursor.oneOf("ON", "OFF") === "ON";
  const refused = on ? options.find((option) => ONLY_OFF.includes(option)) : undefined;
  if (refused !== undefined) {
    return { kind: "unsupported", what: `SET ${refused} ON` };
  }
  if (!options.includes("NOEXEC") && !options.includes("XACT_ABORT")) {
    return { kind: "nothing" };
  }
  return {
    kind: "set switches",
    ...(options.includes("NOEXEC") && { compilesOnly: on }),
    ...(options.includes("XACT_ABORT") && { abortsBatches: on }),
  };
}
