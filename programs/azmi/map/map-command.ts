import { Command, type CommanderError } from "commander";
import { type MapArguments } from "./run-map";

const MORE_HELP = `
Reads what cdktf synth, terraform show -json (of a plan or a state; - is standard input) or a directory of configuration
says, and writes who can reach what: sources with their identities, what these may do on which targets, and who can become
whom. Changes nothing, and asks nobody: no Azure, no terraform.

  azmi map cdktf.out                          writes access-map.html
  azmi map --format markdown --output - cdktf.out
  azmi map --diff main/cdktf.out cdktf.out    what a change adds and removes

Exit codes:
  0  the map was written
  2  wrong arguments, or input that cannot be read`;

export function mapCommand(): Command {
  return new Command("map")
    .description("show who can reach what, and who can become whom")
    .argument(
      "[paths...]",
      "output directory of cdktf synth, JSON of a plan or a state, or a directory (default: cdktf.out)",
    )
    .option("--format <format>", "html, markdown or json", "html")
    .option("--output <path>", "a file, a directory, or - for standard output (default: access-map.html, .md or .json)")
    .option("--diff", "compare two paths: before and after", false)
    .addHelpText("after", MORE_HELP)
    .exitOverride(({ exitCode }: CommanderError) => process.exit(exitCode === 0 ? 0 : 2))
    .action(async (paths: readonly string[], options: MapArguments) => {
      const { runMap } = await import("./run-map");
      process.exitCode = runMap(paths, options, {
        out: (text) => process.stdout.write(text),
        progress: process.stderr,
      });
    });
}
