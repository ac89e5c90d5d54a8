#!/usr/bin/env node
import { Command } from "commander";
import { version } from "../package.json";
import { printableLines } from "./output/printable";
import { sqlCommand } from "./sql/sql-command";

/** The program `azmi`. Each command is in a file of its own, and loads what it needs when it is run. */
const program = new Command("azmi")
  .description("looks after apps that use cdktf-azure-managed-identity")
  .version(version)
  .addCommand(sqlCommand());

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`azmi: ${printableLines((error as Error).message)}\n`);
  process.exitCode = 1;
});
