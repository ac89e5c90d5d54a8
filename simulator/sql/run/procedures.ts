import { sqlError } from "../sql-error";
import { fold, sameName } from "../state/names";
import { type ObjectName } from "../tsql/ast";
import { Cursor } from "../tsql/cursor";
import { typeOf } from "../tsql/expressions";
import { convert } from "../tsql/convert";
import { isUnicode, MAX, nvarchar, type SqlType, type SqlValue } from "../tsql/types";
import { alterRole } from "./roles";
import { type Session } from "./session";
import { type Parameter } from "./variables";

type Run = (sql: string, parameters?: readonly Parameter[]) => Promise<void>;

/** A stored procedure of the system; there are no others. */
export async function callProcedure(
  procedure: ObjectName,
  args: readonly Parameter[],
  session: Session,
  run: Run,
): Promise<void> {
  session.requireHere(procedure);
  const { name, schema = "sys" } = procedure;
  const known = ["SYS", "DBO"].includes(fold(schema)) ? fold(name) : undefined;
  switch (known) {
    case "SP_EXECUTESQL":
      await executeSql(args, run);
      return;
    case "SP_ADDROLEMEMBER":
    case "SP_DROPROLEMEMBER": {
      const [role = "", member = ""] = inOrder(name, ["@rolename", "@membername"], args).map(textOf);
      const action = known === "SP_ADDROLEMEMBER" ? "add" : "drop";
      alterRole({ kind: "alter membership", level: "database", action, role, member }, session);
      return;
    }
    default:
      throw sqlError(2812, schema === "sys" ? name : `${schema}.${name}`);
  }
}

/** The arguments of a procedure in the order of its parameters, all of which are needed. */
function inOrder(procedure: string, parameters: readonly string[], args: readonly Parameter[]): Parameter[] {
  if (args.length > parameters.length) {
    throw sqlError(8144);
  }
  const isOne = (parameter: string, { name }: Parameter, index: number): boolean =>
    name === "" ? parameters[index] === parameter : sameName(name, parameter);
  const strange = args.find((arg, index) => !parameters.some((parameter) => isOne(parameter, arg, index)));
  if (strange) {
    throw sqlError(8145, strange.name, procedure);
  }
  return parameters.map((parameter) => {
    const given = args.find((arg, index) => isOne(parameter, arg, index));
    if (!given) {
      throw sqlError(201, procedure, parameter);
    }
    return given;
  });
}

/** Statement, declarations of its parameters, and their values by name or in order. */
export async function executeSql([statement, declared, ...values]: readonly Parameter[], run: Run): Promise<void> {
  if (!statement) {
    throw sqlError(201, "sp_executesql", "@statement");
  }
  if (!isUnicode(statement.type)) {
    throw sqlError(214, "@statement", "ntext/nchar/nvarchar");
  }
  const sql = textOf(statement);
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
