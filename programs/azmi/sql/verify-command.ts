import { Command, InvalidArgumentError } from "commander";
import { type VerifyOptions } from "./verify";

const DEFAULT_RETRY_FOR = 60;

const MORE_HELP = `
Reads which logins, roles, users and permissions the app has applied from the state of its stacks, with terraform or
tofu (TERRAFORM_BINARY_NAME names another), and looks for them on the servers. It changes nothing.

Differences:
  missing             is not there any more
  other principal     something else has the name, such as an identity that was made again
  disabled            is there, and was shut out: ALTER LOGIN … DISABLE, or REVOKE CONNECT
  unexpected          a login or user of the app has it, and the app does not say so; with --stack, the chosen stacks
  not applied         the app declares it, and it was never applied, or as something else
  no longer declared  was applied, and the app does not declare it any more

Signs in as the deployment does: SQL_RUNNER_ACCESS_TOKEN, SQL_RUNNER_DNS_SUFFIX, SQL_RUNNER_CONNECT, SQL_RUNNER_GONE,
SQL_RUNNER_RETRY_AT_MOST, AZURE_* and NODE_EXTRA_CA_CERTS have the same meaning; for PostgreSQL and MySQL,
SQL_RUNNER_OSS_RDBMS_ACCESS_TOKEN, SQL_RUNNER_POSTGRES_CONNECT and SQL_RUNNER_MYSQL_CONNECT too. The server roles ##MS_DefinitionReader## and ##MS_DatabaseConnector## suffice on
Azure SQL.

Exit codes: 0 everything is as the app says, 1 wrong arguments or something could not be checked, 2 differences (also
where something else could not be checked).`;

export function verifyCommand(): Command {
  return new Command("verify")
    .description("checks that the logins, users, roles and permissions of an app are still there, and no others")
    .argument("[directory]", "what cdktf synth has written", "cdktf.out")
    .option("--stack <name...>", "only these stacks")
    .option("--retry-for <seconds>", "how long what may pass is tried again on each server", seconds, DEFAULT_RETRY_FOR)
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
    throw new InvalidArgumentError("Give whole seconds, 0 to try once, up to 999999.");
  }
  return Number(text);
}
