import { sqlError } from "../sql-error";
import { fold } from "../state/names";
import { Cursor } from "../tsql/cursor";
import { typeOf } from "../tsql/expressions";
import { convert } from "../tsql/convert";
import { MAX, nvarchar, type SqlType, type SqlValue } from "../tsql/types";
import { type Parameter } from "./batch";
import { alterRole } from "./roles";
import { type Session } from "./session";

type Run = (sql: string, parameters?: readonly Parameter[]) => Promise<void>;

/** A stored procedure of the system; there are no others. */
export async function callProcedure(
  name: string,
  args: readonly Parameter[],
  session: Session,
  run: Run,
): Promise<void> {
  switch (name.toLowerCase()) {
    case "sp_executesql":
      await executeSql(args, run);
      return;
    case "sp_addrolemember":
    case "sp_droprolemember": {
      const [role = "", member = ""] = args.map(textOf);
      const action = name.toLowerCase() === "sp_addrolemember" ? "add" : "drop";
      alterRole({ kind: "alter membership", level: "database", action, role, member }, session);
      return;
    }
    default:
      throw sqlError(2812, name);
  }
}

/** Statement, declarations of its parameters, and their values by name or in order. */
export async function executeSql([statement, declared, ...values]: readonly Parameter[], run: Run): Promise<void> {
  const sql = statement ? textOf(statement) : "";
  const declarations = declared ? declarationsOf(textOf(declared)) : [];
  if (values.length > declarations.length) {
    throw sqlError(8144);
  }
  const parameters = declarations.map(({ name, type }, index) => {
    const given =
      values.find((value) => fold(value.name) === fold(name)) ??
      (values[index]?.name === "" ? values[index] : undefined);
    if (!given) {
      throw sqlError(8178, `(${declared ? textOf(declared) : ""})${sql}`, name);
    }
    return { name, type, value: convert(given.value, given.type, type) };
  });
  await run(sql, parameters);
}

/** "@name nvarchar(128), @sid varbinary(16) OUTPUT" */
function declarationsOf(text: string): { readonly name: string; readonly type: SqlType }[] {
  const cursor = new Cursor(text);
  return cursor.atEnd
    ? []
    : cursor.list(() => {
        const name = cursor.variable();
        cursor.accept("AS");
        const type = typeOf(cursor, 1);
        cursor.accept("OUTPUT");
        cursor.accept("OUT");
        return { name, type };
      });
}

function textOf({ value, type }: { readonly value: SqlValue; readonly type: SqlType }): string {
  const text = convert(value, type, nvarchar(MAX));
  return typeof text === "string" ? text : "";
}
