import { type AccessEntry } from "../azure/access";
import { type SimulatedResource, Simulator, type SimulatorOptions } from "../simulator";
import { type Leftover, leftoversOf } from "./leftovers";
import { type ApplyResult, type CommandResult, type PlanResult } from "./results";
import { type SessionOptions, type TerraformSession } from "./session";
import { type Deployable } from "./workspace";

/** The life cycle of a stack, step by step. */
export interface StackLifeCycle {
  readonly validate: CommandResult;
  readonly plan: PlanResult;
  readonly apply: ApplyResult;
  /** The plan after apply. It should be empty. */
  readonly replan: PlanResult;
  readonly destroy: ApplyResult;
}

/** A life cycle and its results. */
export interface LifeCycle extends StackLifeCycle {
  /** Who has access to what, after apply. */
  readonly access: readonly AccessEntry[];
  /** All resources after apply. */
  readonly resources: readonly SimulatedResource[];
  /** Resources that are left after destroy. */
  readonly leftovers: readonly Leftover[];
}

export interface LifeCycleOptions extends SessionOptions, SimulatorOptions {
  /**
   * Declares resources that exist before the deployment.
   *
   * @default - nothing
   */
  readonly before?: (simulator: Simulator) => void;
}

/** Validates, plans, applies, plans again and destroys a stack in a simulator of its own. */
export async function simulateLifeCycle(deployable: Deployable, options: LifeCycleOptions = {}): Promise<LifeCycle> {
  return inAzureOfItsOwn(options, async (simulator) => {
    const session = simulator.terraform(deployable, { ...options, isFinal: true });
    try {
      const { validate, plan, apply } = await deploy(session);
      const access = simulator.access();
      const resources = simulator.resources();
      const replan = await session.plan();
      const destroy = await session.destroyPlanned();
      return { validate, plan, apply, replan, destroy, access, resources, leftovers: leftoversOf(simulator) };
    } finally {
      session.close();
    }
  });
}

/** Validates and plans a stack, and applies the plan. */
export async function deploy(session: TerraformSession): Promise<Pick<StackLifeCycle, "validate" | "plan" | "apply">> {
  const [validate, plan] = await Promise.all([session.validate(), session.plan()]);
  return { validate, plan, apply: plan.ok ? await session.applyPlan() : await session.apply() };
}

/** Starts a simulator for one life cycle, and stops it. */
export async function inAzureOfItsOwn<Life>(
  options: LifeCycleOptions,
  live: (simulator: Simulator) => Promise<Life>,
): Promise<Life> {
  const simulator = await Simulator.start(options);
  try {
    options.before?.(simulator);
    return await live(simulator);
  } finally {
    await simulator.stop();
  }
}
