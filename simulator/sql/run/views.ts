import { modelled, notModelled, type ViewName, VIEWS } from "../language";
import { sqlError } from "../sql-error";
import { fold } from "../state/names";
import { BIT, DATETIME, nvarchar, SYSNAME } from "../tsql/types";
import { DATABASE_VIEWS } from "./database-views";
import { OWNABLE_VIEWS } from "./ownable-views";
import { SERVER_VIEWS } from "./server-views";
import { columns, type View } from "./view";

const TRIGGERS: View = {
  columns: columns({ name: SYSNAME, parent_class_desc: nvarchar(60), is_disabled: BIT, create_date: DATETIME }),
  rows: () => [],
};

const ALL_VIEWS: Readonly<Record<ViewName, View>> = {
  ...SERVER_VIEWS,
  ...DATABASE_VIEWS,
  ...OWNABLE_VIEWS,
  fn_my_permissions: {
    columns: columns({ entity_name: SYSNAME, subentity_name: SYSNAME, permission_name: nvarchar(60) }),
    rows: (session, [, kind]) => {
      const what = String(kind).toUpperCase();
      if (what !== "SERVER" && what !== "DATABASE") {
        throw notModelled(`fn_my_permissions of class ${what}`);
      }
      const held = what === "SERVER" ? session.serverPermissions() : session.granted("DATABASE", 0);
      return [...held].sort().map((permission) => [what.toLowerCase(), "", permission]);
    },
  },
  server_triggers: {
    ...TRIGGERS,
    rows: ({ server }) => {
      if (!server.managed) {
        throw sqlError(208, "sys.server_triggers");
      }
      return [];
    },
  },
  triggers: TRIGGERS,
};

/** The view of this name; which database it is asked in shows when it is. */
export function viewNamed(parts: readonly string[]): Pick<View, "columns" | "rows"> {
  const full = parts.join(".");
  const [name = "", schema = "dbo", database = ""] = [...parts].reverse();
  if (fold(schema) !== "SYS") {
    throw notModelled(`table ${full}`);
  }
  const view = ALL_VIEWS[modelled(VIEWS, "view", name)];
  return {
    columns: view.columns,
    rows: (session, args) => {
      session.requireHere({ database: database === "" ? session.database.name : database, schema, name });
      if (view.masterOnly && !session.database.isMaster && !session.server.managed) {
        throw sqlError(208, full);
      }
      return view.rows(session, args);
    },
  };
}
