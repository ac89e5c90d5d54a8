import { Command, InvalidArgumentError } from "commander";
import { type VerifyOptions } from "./verify";

const DEFAULT_RETRY_FOR = 60;

const MORE_HELP = `
Reads the applied logins, users, roles and permissions from the states of the app's stacks, and compares them with the
servers. Reads states with terraform or tofu, or with the program in TERRAFORM_BINARY_NAME. Changes nothing.

Differences:
  missing             no longer exists
  other principal     the name belongs to another principal, such as a recreated identity
  disabled            exists, but was disabled: ALTER LOGIN … DISABLE, or REVOKE CONNECT
  unexpected          a login or user of the app has it, but the app (with --stack, the chosen stacks) does not declare it
  not applied         declared, but never applied, or applied differently
  no longer declared  applied, but no longer declared

Signs in as the deployment does, with the same environment variables: SQL_RUNNER_ACCESS_TOKEN, SQL_RUNNER_DNS_SUFFIX,
SQL_RUNNER_CONNECT, SQL_RUNNER_GONE, SQL_RUNNER_RETRY_AT_MOST, AZURE_* and NODE_EXTRA_CA_CERTS; for PostgreSQL and MySQL,
also SQL_RUNNER_OSS_RDBMS_ACCESS_TOKEN, SQL_RUNNER_POSTGRES_CONNECT and SQL_RUNNER_MYSQL_CONNECT. On Azure SQL, the server
roles ##MS_DefinitionReader## and ##MS_DatabaseConnector## are enough.

Exit codes:
  0  no differences
  1  wrong arguments, or something could not be checked
  2  differences, even if something else could not be checked`;

export function verifyCommand(): Command {
  return new Command("verify")
    .description("compare the logins, users, roles and permissions of an app with its servers")
    .argument("[directory]", "output directory of cdktf synth", "cdktf.out")
    .option("--stack <name...>", "only these stacks")
    .option("--retry-for <seconds>", "how long transient errors are retried on each server", seconds, DEFAULT_RETRY_FOR)
    .option("--json", "print JSON", false)
    .addHelpText("after", MORE_HELP)
    .action(async (directory: string, options: VerifyOptions) => {
      const { verify } = await import("./verify");
      process.exitCode = await verify(directory, options, process.env, {
        columns: process.stdout.columns || Infinity,
        out: (text) => process.stdout.write(`${text}\n`),
        err: (text) => process.stderr.write(`${text}\n`),
      });
    });
}

function seconds(text: string): number {
  if (!/^\d{1,6}$/.test(text)) {
    throw new InvalidArgumentError("It must be a whole number of seconds from 0 (try once) to 999999.");
  }
  return Number(text);
}
