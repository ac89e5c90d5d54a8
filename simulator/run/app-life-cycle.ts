import { type App, TerraformStack } from "cdktf";
import { type AccessEntry } from "../azure/access";
import { type SimulatedResource } from "../simulator";
import { type Leftover, leftoversOf } from "./leftovers";
import { deploy, inAzureOfItsOwn, type LifeCycleOptions, type StackLifeCycle } from "./life-cycle";

/** The life cycle of an app: of each stack, and of all together. */
export interface AppLifeCycle {
  /** By stack id, in the order of apply. */
  readonly stacks: Readonly<Record<string, StackLifeCycle>>;
  /** Who has access to what, after all stacks were applied. */
  readonly access: readonly AccessEntry[];
  /** All resources after all stacks were applied. */
  readonly resources: readonly SimulatedResource[];
  /** Resources that are left after all stacks were destroyed. */
  readonly leftovers: readonly Leftover[];
}

/**
 * Runs the stacks of an app through a life cycle in a simulator of their own: validates, plans and applies each stack
 * after its dependencies, plans all of them again, and destroys them in reverse order.
 *
 * @throws the errors of synthesis
 */
export async function simulateApp(app: App, options: LifeCycleOptions = {}): Promise<AppLifeCycle> {
  return inAzureOfItsOwn(options, async (simulator) => {
    const stacks = inOrder(stacksOf(app));
    const final = { ...options, isFinal: true };
    const sessions = stacks.map((stack) => ({ id: stack.node.id, session: simulator.terraform(stack, final) }));
    try {
      const deployed = await oneByOne(sessions, async (one) => ({ ...one, ...(await deploy(one.session)) }));
      const access = simulator.access();
      const resources = simulator.resources();
      const replans = await oneByOne(deployed, async ({ session }) => session.plan());
      const destroys = (
        await oneByOne([...deployed].reverse(), async ({ session }) => session.destroyPlanned())
      ).reverse();
      const lives = deployed.map(({ id, validate, plan, apply }, index) => {
        const [replan, destroy] = [replans[index], destroys[index]];
        return [id, { validate, plan, apply, replan, destroy }];
      });
      return {
        stacks: Object.fromEntries(lives) as AppLifeCycle["stacks"],
        access,
        resources,
        leftovers: leftoversOf(simulator),
      };
    } finally {
      sessions.forEach(({ session }) => {
        session.close();
      });
    }
  });
}

/** References between stacks become dependencies when the stacks are prepared. */
function stacksOf(app: App): TerraformStack[] {
  const stacks = app.node.findAll().filter((one): one is TerraformStack => TerraformStack.isStack(one));
  stacks.forEach((stack) => {
    stack.prepareStack();
  });
  return stacks;
}

/** Sorts stacks by their dependencies. */
function inOrder(stacks: readonly TerraformStack[]): TerraformStack[] {
  const ordered = new Set<TerraformStack>();
  const visit = (stack: TerraformStack): void => {
    stack.dependencies.forEach(visit);
    ordered.add(stack);
  };
  stacks.forEach(visit);
  return [...ordered];
}

async function oneByOne<From, To>(all: readonly From[], run: (one: From) => Promise<To>): Promise<To[]> {
  const results: To[] = [];
  for (const one of all) {
    results.push(await run(one));
  }
  return results;
}
