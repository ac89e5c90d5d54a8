import { Command, type CommanderError } from "commander";
import { type AuditArguments } from "./audit-arguments";

const MORE_HELP = `
Reads what cdktf synth, terraform show -json (of a plan or a state; - is standard input) or a directory of configuration
says, and checks it for secrets and for more access than needed. Changes nothing, and asks nobody: no Azure, no terraform.

  azmi audit cdktf.out
  terraform show -json plan.tfplan | azmi audit -
  azmi audit --format sarif --output audit.sarif cdktf.out
  azmi audit --write-baseline azmi-baseline.json cdktf.out

Files in HCL (*.tf) are read with @cdktf/hcl2json, which comes with cdktf-cli.

Exit codes:
  0  clean: no finding of the severity or above that is neither suppressed nor in the baseline
  1  findings
  2  wrong arguments, or input that cannot be read`;

export function auditCommand(): Command {
  return new Command("audit")
    .description("find secrets, and more access than needed, in Terraform")
    .argument(
      "[paths...]",
      "output directory of cdktf synth, JSON of a plan or a state, or a directory (default: cdktf.out)",
    )
    .option("--format <format>", "text, json or sarif", "text")
    .option("--output <file>", "write the report to this file")
    .option("--severity <severity>", "the least severity that counts: high, medium or low", "low")
    .option("--rules <ids>", "only these rules, separated by commas")
    .option("--pack <pack>", "only the rules of this pack: zero-secret or least-privilege")
    .option("--suppressions <file>", "findings that do not count, each with a reason")
    .option("--baseline <file>", "earlier findings, which do not count")
    .option("--write-baseline <file>", "write all findings to this file, and count none of them")
    .option("--today <date>", "the date on which suppressions are judged (default: today)")
    .addHelpText("after", MORE_HELP)
    .exitOverride(({ exitCode }: CommanderError) => process.exit(exitCode === 0 ? 0 : 2))
    .action(async (paths: readonly string[], options: AuditArguments) => {
      const { runAudit } = await import("./run-audit");
      process.exitCode = runAudit(paths.length > 0 ? paths : ["cdktf.out"], options, {
        isTerminal: process.stdout.isTTY,
        columns: process.stdout.columns || Infinity,
        environment: process.env,
        out: (text) => process.stdout.write(text),
        progress: process.stderr,
      });
    });
}
