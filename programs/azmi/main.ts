#!/usr/bin/env node
import { Command } from "commander";
import { version } from "../../package.json";
import { printableLines } from "../sql-runner/printable";
import { adoptCommand } from "./adopt/adopt-command";
import { auditCommand } from "./audit/audit-command";
import { mapCommand } from "./map/map-command";
import { sqlCommand } from "./sql/sql-command";

/** The program `azmi`. Each command has its own file, and loads its code when it runs. */
const program = new Command("azmi")
  .description("commands for apps that use cdktf-azure-managed-identity")
  .version(version)
  .addCommand(adoptCommand())
  .addCommand(auditCommand())
  .addCommand(mapCommand())
  .addCommand(sqlCommand());

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // A reader such as head can close the pipe early.
  if (error.code !== "EPIPE") {
    tell(error);
    process.exit(1);
  }
});

// Uncaught errors must not end in a stack trace.
process.on("uncaughtException", (error) => {
  tell(error);
  process.exit(1);
});

program.parseAsync().catch((error: unknown) => {
  tell(error);
  process.exitCode = 1;
});

function tell(error: unknown): void {
  process.stderr.write(`azmi: ${printableLines((error as Error).message)}\n`);
}
