import { Command } from "commander";
import { verifyCommand } from "./verify-command";

export function sqlCommand(): Command {
  return new Command("sql").description("manage logins and users of SQL servers").addCommand(verifyCommand());
}
