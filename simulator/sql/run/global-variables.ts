import { sqlError } from "../sql-error";
import { INT, nvarchar, type SqlType, type SqlValue } from "../tsql/types";
import { type Compiled, type Environment } from "./scope";

/** What Azure SQL Database says that it is. */
export const VERSION =
  "Microsoft SQL Azure (RTM) - 12.0.2000.8 \n\tSimulated\n\tCopyright (C) 2025 Microsoft Corporation\n";

const VARIABLES: Readonly<Record<string, readonly [SqlType, (environment: Environment) => SqlValue]>> = {
  "@@VERSION": [nvarchar(300), () => VERSION],
  "@@SERVERNAME": [nvarchar(128), ({ session }) => session.world.host.split(".")[0] ?? ""],
  "@@SPID": [INT, ({ session }) => session.id],
  "@@ROWCOUNT": [INT, ({ last }) => last.rows],
  "@@ERROR": [INT, ({ last }) => last.error],
  "@@TRANCOUNT": [INT, () => 0],
  "@@LANGUAGE": [nvarchar(128), () => "us_english"],
  "@@NESTLEVEL": [INT, () => 0],
  "@@MICROSOFTVERSION": [INT, () => 0x0c0007d0],
};

export function globalVariable(name: string, environment: Environment): Compiled {
  const [type, value] = VARIABLES[name.toUpperCase()] ?? [];
  if (!type || !value) {
    throw sqlError(137, name);
  }
  return { type, value: () => value(environment) };
}
