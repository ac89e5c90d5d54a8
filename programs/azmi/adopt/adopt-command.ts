import { Command, Option } from "commander";
import { type AdoptOptions } from "./adopt";

const MORE_HELP = `
Matches the resources that the app would create with resources that already exist: identities, role assignments, access
policies, federated credentials, template deployments, directory assignments, and facts about SQL servers. It compares
what they are in Azure, not their Terraform addresses. For each stack, it writes adopt.tf.json next to cdk.tf.json, with
the moved and import blocks (and removed blocks between stacks) that make the plan empty. It changes nothing in Azure or
in any state.

  terraform -chdir=cdktf.out/stacks/shop show -json | azmi adopt --state - cdktf.out
  azmi adopt --state shop=shop.json --state web=web.json --existing roles.json cdktf.out

For resources that are in no state, pass the JSON output of these commands:
  az role assignment list --all                       az keyvault show --name <vault>
  az identity list                                    az deployment group list --resource-group <group>
  az identity federated-credential list --identity-name <identity> --resource-group <group>
  az rest --url https://graph.microsoft.com/v1.0/servicePrincipals/<id>/appRoleAssignedTo
  az rest --url https://graph.microsoft.com/v1.0/roleManagement/directory/roleAssignments

cdktf deploy keeps adopt.tf.json if you run it where cdktf.out is. To deploy from another machine, let the app read the
file: azmi adopt --out <directory>, and Adoption.from("<directory>/shop.adopt.tf.json").adoptInto(stack).

Exit codes:
  0  the plan creates nothing that exists
  1  wrong arguments, or the code must be changed first; nothing was written
  2  a resource needs attention: it could exist, another state must release it, or the plan replaces it`;

export function adoptCommand(): Command {
  return new Command("adopt")
    .description("write the moved and import blocks that let an app adopt existing resources")
    .argument("[directory]", "output directory of cdktf synth", "cdktf.out")
    .addOption(
      repeatable("--state <[stack=]file>", "output of terraform show -json for a stack; - reads standard input"),
    )
    .addOption(repeatable("--existing <file>", "other existing resources: a list from Azure, or another state"))
    .addOption(repeatable("--stack <name>", "only this stack"))
    .option("--out <directory>", "write <stack>.adopt.tf.json to this directory")
    .option("--dry-run", "print the files instead of writing them", false)
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

/** An option that can be repeated. Each takes one value, because the directory can follow it. */
const repeatable = (flags: string, description: string): Option =>
  new Option(flags, description)
    .default([], "none")
    .argParser((value: string, earlier: readonly string[]) => [...earlier, value]);
