import { Token } from "cdktf";
import { type IConstruct } from "constructs";
import { describe } from "../../core/reference";
import { type SqlFact } from "../model/fact";

/** Reasons why T-SQL for a fact cannot be written at synth. */
export function textProblems(fact: SqlFact, scope: IConstruct): string[] {
  return namesIn(fact).flatMap(([what, name]) => problem(what, name, scope));
}

const NAMES = ["name", "login", "database", "role", "member", "schema", "object", "grantee"];

function namesIn(fact: SqlFact): [what: string, name: string][] {
  const origin = fact.kind === "database-user" && fact.origin.type === "login" ? { login: fact.origin.login } : {};
  const fields: Readonly<Record<string, unknown>> = { ...fact, ...origin };
  return NAMES.flatMap((what) => (typeof fields[what] === "string" ? [[what, fields[what]]] : []));
}

function problem(what: string, name: string, scope: IConstruct): string[] {
  if (Token.isUnresolved(name)) {
    return [
      `${what} is known at apply only (${describe(name, scope)}), and T-SQL is written down at synth; give the name as text, ` +
        "or use SqlExecutor.local()",
    ];
  }
  return /[\r\n]|\$\(/.test(name)
    ? [
        `${what} ${JSON.stringify(name)} has a line break or "$(", which mean something in .sql files; choose another ` +
          "name, or use SqlExecutor.local()",
      ]
    : [];
}
