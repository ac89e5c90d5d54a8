import { type App, TerraformStack } from "cdktf";
import { type AccessEntry } from "../azure/access";
import { type SimulatedResource } from "../simulator";
import { type Leftover, leftoversOf } from "./leftovers";
import { deploy, inAzureOfItsOwn, type LifeCycleOptions, type StackLifeCycle } from "./life-cycle";

/** How the life of an app went: that of each stack, and what came of all. */
export interface AppLifeCycle {
  /** By the id of the stack, in the order in which they were applied. */
  readonly stacks: Readonly<Record<string, StackLifeCycle>>;
  /** Who might do what after all were applied. */
  readonly access: readonly AccessEntry[];
  /** What was there after all were applied. */
  readonly resources: readonly SimulatedResource[];
  /** What was left after all were destroyed. */
  readonly leftovers: readonly Leftover[];
}

/**
 * Lets the stacks of an app live in one simulated Azure of their own: validates, plans and applies each after those that
 * it depends on, plans all again, and destroys them in the opposite order.
 *
 * @throws what synthesis throws
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

/** Stacks depend on each other also by references, which show when they are prepared. */
function stacksOf(app: App): TerraformStack[] {
  const stacks = app.node.findAll().filter((one): one is TerraformStack => TerraformStack.isStack(one));
  stacks.forEach((stack) => {
    stack.prepareStack();
  });
  return stacks;
}

/** Each after those that it depends on. */
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
