import { Command, Option } from "commander";
import { type AdoptOptions } from "./adopt";

const MORE_HELP = `
Finds what the app would create and what exists already: identities, role assignments, access policies, federated
credentials, template deployments, assignments in the directory, and facts about SQL servers. It compares what they are
in Azure, not what Terraform calls them. For each stack it writes adopt.tf.json beside cdk.tf.json, with the moved and
import blocks (and, from one stack to another, removed blocks) that make the plan empty. It changes nothing in Azure and
in no state.

  terraform -chdir=cdktf.out/stacks/shop show -json | azmi adopt --state - cdktf.out
  azmi adopt --state shop=shop.json --state web=web.json --existing roles.json cdktf.out

What exists and no state has is told by the JSON that these print:
  az role assignment list --all                       az keyvault show --name <vault>
  az identity list                                    az deployment group list --resource-group <group>
  az identity federated-credential list --identity-name <identity> --resource-group <group>
  az rest --url https://graph.microsoft.com/v1.0/servicePrincipals/<id>/appRoleAssignedTo
  az rest --url https://graph.microsoft.com/v1.0/roleManagement/directory/roleAssignments

cdktf deploy keeps adopt.tf.json, as long as it is started where cdktf.out is. Elsewhere, let the app take the file in:
azmi adopt --out <directory>, and Adoption.from("<directory>/shop.adopt.tf.json").adoptInto(stack).

Exit codes: 0 nothing that exists is created, 1 wrong arguments, or the code has to be changed first (nothing is written
then), 2 something needs attention: it may exist, another state has to give it up, or the plan replaces it.`;

export function adoptCommand(): Command {
  return new Command("adopt")
    .description("writes the moved and import blocks with which an app takes over what exists")
    .argument("[directory]", "what cdktf synth has written", "cdktf.out")
    .addOption(
      repeatable("--state <[stack=]file>", "what terraform show -json printed for a stack, - for standard input"),
    )
    .addOption(repeatable("--existing <file>", "what else exists: a list of Azure, or another state"))
    .addOption(repeatable("--stack <name>", "only this stack"))
    .option("--out <directory>", "write <stack>.adopt.tf.json there")
    .option("--dry-run", "print the files, and write nothing", false)
    .option("--json", "print JSON", false)
    .addHelpText("after", MORE_HELP)
    .action(async (directory: string, options: AdoptOptions) => {
      const { adoptApp } = await import("./adopt");
      process.exitCode = adoptApp(directory, options, {
        columns: process.stdout.columns || Infinity,
        out: (text) => process.stdout.write(`${text}\n`),
      });
    });
}

/** An option that may be given several times. It takes one value each, since the directory may come after it. */
const repeatable = (flags: string, description: string): Option =>
  new Option(flags, description)
    .default([], "none")
    .argParser((value: string, earlier: readonly string[]) => [...earlier, value]);
