import { findTerraform } from "../../simulator";
import { CHECK_QUERY } from "./check-query";
import { chosen } from "./chosen";
import { Deployment } from "./deployment";
import { type Project } from "./project";
import { review } from "./review";
import { type Stack } from "./stack";
import { step, stepsTogether, stopwatch } from "./step";
import { accessTable, loginTable, resourceTable, stackTable } from "./tables";

/** The demo found a difference or a leftover that should not exist. */
export class DemoError extends Error {}

/**
 * Takes stacks of main.ts from synthesis to destroy, and prints the progress.
 *
 * @param wanted names of the stacks; all stacks if there are none
 * @throws CommandError, DemoError
 */
export async function demo(project: Project, wanted: readonly string[] = []): Promise<void> {
  const elapsed = stopwatch();
  say(
    "Synthesizes the stacks of main.ts with cdktf, deploys them with Terraform to a",
    "simulated Azure, and destroys them. Needs no account and leaves nothing behind.",
    "",
  );
  const stacks = await step({
    title: "Synthesizing main.ts",
    work: async () => chosen(await project.synth(), wanted),
    done: (synthesized) => `Synthesized ${counted(synthesized.length, "stack")}: ${names(synthesized)}`,
  });
  const terraform = findTerraform();
  if (terraform === undefined) {
    sayWithoutTerraform(stacks);
    return;
  }
  const deployment = await step({
    title: "Starting the simulated Azure",
    work: async () => Deployment.start(project, stacks, terraform),
    done: () => "Started the simulated Azure, with the Arc machine onprem-01",
  });
  try {
    await runLifeCycle(project, deployment, stacks);
  } finally {
    await deployment.simulator.stop();
  }
  say("", `Finished in ${elapsed()}. The code is in main.ts and examples/walkthrough/.`);
}

async function runLifeCycle(project: Project, deployment: Deployment, stacks: readonly Stack[]): Promise<void> {
  const { simulator } = deployment;
  await step({
    title: `Deploying ${counted(stacks.length, "stack")}`,
    work: async (tell) => deployment.deploy(tell),
    done: () => `Deployed ${counted(stacks.length, "stack")}`,
  });
  const resources = simulator.resources();
  for (const stack of stacks) {
    const own = stack.ownOf(resources);
    say("", `Created by ${stack.name}: ${counted(own.length, "resource")}`, "", resourceTable(own));
  }
  say("", "Who has access to what", "", accessTable(simulator.access()), "");
  say("The query of the article, in master of the SQL servers", "", CHECK_QUERY, "", await loginTable(simulator), "");

  await planAgain(deployment, stacks);
  const { audit, map } = await step({
    title: "Auditing what is deployed",
    work: async () => review(project, deployment, stacks),
    done: () => "Audited what is deployed, and mapped who can reach what",
  });
  say("", audit, "", `The access map is in ${map}: open it in a browser.`, "");
  await destroy(deployment, stacks);
}

/** @throws DemoError if a plan is not empty */
export async function planAgain(deployment: Deployment, stacks: readonly Stack[]): Promise<void> {
  const plans = await stepsTogether(
    stacks.map((stack) => ({
      title: `Planning ${stack.name} again`,
      work: async () => deployment.plan(stack),
      done: (plan?: string) =>
        plan === undefined
          ? `The second plan of ${stack.name} is empty`
          : `The second plan of ${stack.name} is not empty`,
    })),
  );
  const surprises = plans.filter((plan) => plan !== undefined);
  if (surprises.length > 0) {
    throw new DemoError(["The code did not change, but Terraform would change something:", ...surprises].join("\n\n"));
  }
}

/** @throws DemoError if resources are left */
export async function destroy(deployment: Deployment, stacks: readonly Stack[]): Promise<void> {
  const left = await step({
    title: `Destroying ${counted(stacks.length, "stack")}`,
    work: async (tell) => {
      await deployment.destroy(tell);
      return deployment.simulator.resources();
    },
    done: ({ length }) =>
      `Destroyed ${counted(stacks.length, "stack")}: ${length === 0 ? "nothing" : counted(length, "resource")} left`,
  });
  if (left.length > 0) {
    throw new DemoError(
      ["Destroy left these resources behind:", ...left.map(({ type, id }) => `${type} ${id}`)].join("\n"),
    );
  }
}

function sayWithoutTerraform(stacks: readonly Stack[]): void {
  const { TERRAFORM_BINARY_NAME: chosen = "" } = process.env;
  const missing = chosen === "" ? "Neither terraform nor tofu is" : `${chosen} (TERRAFORM_BINARY_NAME) is not`;
  say(
    "",
    `${missing} on the PATH, so the demo ends here. Nothing was deployed.`,
    "",
    stackTable(stacks),
    "",
    "They were in a temporary directory, which is now removed. `npm run synth` writes",
    "them to cdktf.out/stacks. To deploy them, install one of these and try again:",
    "",
    "  Terraform  https://developer.hashicorp.com/terraform/install",
    "  OpenTofu   https://opentofu.org/docs/intro/install",
  );
}

function say(...lines: string[]): void {
  lines.forEach((line) => {
    console.log(line);
  });
}

const names = (stacks: readonly Stack[]): string => stacks.map(({ name }) => name).join(", ");

const counted = (count: number, noun: string): string => `${String(count)} ${noun}${count === 1 ? "" : "s"}`;
