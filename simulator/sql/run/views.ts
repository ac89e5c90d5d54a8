import { sqlError } from "../sql-error";
import { fold } from "../state/names";
import { nvarchar, type SqlValue, SYSNAME } from "../tsql/types";
import { DATABASE_VIEWS } from "./database-views";
import { OWNABLE_VIEWS } from "./ownable-views";
import { type Column } from "./scope";
import { SERVER_VIEWS } from "./server-views";
import { type Session } from "./session";

/** A system view: its columns, and a row for everything in it that the client may see. */
export interface View {
  readonly columns: readonly Column[];
  /** Only in master. */
  readonly masterOnly?: boolean;
  rows(session: Session): SqlValue[][];
}

const VIEWS: Readonly<Record<string, View>> = { ...SERVER_VIEWS, ...DATABASE_VIEWS, ...OWNABLE_VIEWS };

/** The view, or a table without rows, of this name. */
export function viewNamed(
  parts: readonly string[],
  session: Session,
): { readonly columns: readonly Column[]; rows(): SqlValue[][] } {
  const full = parts.join(".");
  const [name = "", schema = "dbo", database] = [...parts].reverse();
  if (
    parts.length > 3 ||
    (database !== undefined && database !== "" && fold(database) !== fold(session.database.name))
  ) {
    throw sqlError(40515, full);
  }
  const key = name.toLowerCase();
  const view = fold(schema) === "SYS" && Object.hasOwn(VIEWS, key) ? VIEWS[key] : undefined;
  if (view && (!view.masterOnly || session.database.isMaster || session.server.managed)) {
    return { columns: view.columns, rows: () => view.rows(session) };
  }
  if (!session.database.object(name, schema === "" ? "dbo" : schema)) {
    throw sqlError(208, full);
  }
  return { columns: [], rows: () => [] };
}

/** sys.fn_my_permissions, the only function that gives a table. */
export function tableFunction(
  parts: readonly string[],
  session: Session,
): { readonly columns: readonly Column[]; rows(args: readonly SqlValue[]): SqlValue[][] } {
  if (fold(parts.at(-1) ?? "") !== "FN_MY_PERMISSIONS") {
    throw sqlError(208, parts.join("."));
  }
  const columns = [
    { name: "entity_name", type: SYSNAME },
    { name: "subentity_name", type: SYSNAME },
    { name: "permission_name", type: nvarchar(60) },
  ];
  return {
    columns,
    rows: ([, kind]) => {
      const what = String(kind).toUpperCase();
      const held = what === "SERVER" ? session.serverPermissions() : session.granted("DATABASE", 0);
      return what === "SERVER" || what === "DATABASE"
        ? [...held].sort().map((permission) => [what.toLowerCase(), "", permission])
        : [];
    },
  };
}
