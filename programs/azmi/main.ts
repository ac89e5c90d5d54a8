#!/usr/bin/env node
import { Command } from "commander";
import { version } from "../../package.json";
import { printableLines } from "../sql-runner/printable";
import { adoptCommand } from "./adopt/adopt-command";
import { sqlCommand } from "./sql/sql-command";

/** The program `azmi`. Each command is in a file of its own, and loads what it needs when it is run. */
const program = new Command("azmi")
  .description("looks after apps that use cdktf-azure-managed-identity")
  .version(version)
  .addCommand(adoptCommand())
  .addCommand(sqlCommand());

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // Who reads may stop early, as head does.
  if (error.code !== "EPIPE") {
    tell(error);
    process.exit(1);
  }
});

// Nothing that is thrown where nobody waits for it ends in a stack trace.
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
