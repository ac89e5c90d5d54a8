import { Token } from "cdktf";
import { type IConstruct } from "constructs";
import { describe } from "../../core/reference";
import { firstRule, type Problem } from "../../core/rules";
import { type SqlFact } from "../model/fact";

/** Reasons why T-SQL for a fact cannot be written at synth. */
export function textProblems(fact: SqlFact, scope: IConstruct): Problem[] {
  return namesIn(fact).flatMap(([what, name]) => problem(what, name, scope));
}

const NAMES = ["name", "login", "database", "role", "member", "schema", "object", "grantee"];

function namesIn(fact: SqlFact): [what: string, name: string][] {
  const origin = fact.kind === "database-user" && fact.origin.type === "login" ? { login: fact.origin.login } : {};
  const fields: Readonly<Record<string, unknown>> = { ...fact, ...origin };
  return NAMES.flatMap((what) => (typeof fields[what] === "string" ? [[what, fields[what]]] : []));
}

const problem = firstRule<[what: string, name: string, scope: IConstruct]>(
  "SqlExecutor.script and SqlExecutor.deploymentScript",
  [
    {
      rule: "sql-name-unknown-at-synth",
      when: (_, name) => Token.isUnresolved(name),
      message: (what, name, scope) =>
        `${what} is known only at apply (${describe(name, scope)}), but the T-SQL is written at synth; give the name as a literal, ` +
        "or use SqlExecutor.local()",
    },
    {
      rule: "name-impossible-in-sql-file",
      when: (_, name) => /[\r\n]|\$\(/.test(name),
      message: (what, name) =>
        `${what} ${JSON.stringify(name)} has a line break or "$(", which have a meaning in .sql files; choose another ` +
        "name, or use SqlExecutor.local()",
    },
  ],
);
