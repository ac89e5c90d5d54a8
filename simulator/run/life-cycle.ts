import { type AccessEntry } from "../azure/access";
import { type SimulatedResource, Simulator, type SimulatorOptions } from "../simulator";
import { type ApplyResult, type CommandResult, type Deployable, type PlanResult, type SessionOptions } from "./session";

/** How a life went, step by step. */
export interface LifeCycle {
  readonly validate: CommandResult;
  readonly plan: PlanResult;
  readonly apply: ApplyResult;
  /** The plan after apply, which should be empty. */
  readonly replan: PlanResult;
  readonly destroy: ApplyResult;
  /** Who might do what after apply. */
  readonly access: readonly AccessEntry[];
  /** What was there after apply. */
  readonly resources: readonly SimulatedResource[];
  /** What destroy left behind. */
  readonly leftovers: readonly SimulatedResource[];
}

export interface LifeCycleOptions extends SessionOptions, SimulatorOptions {
  /**
   * Declares what exists before the deploy.
   *
   * @default - nothing
   */
  readonly before?: (simulator: Simulator) => void;
}

/** Validates, plans, applies, plans again and destroys a stack in a simulated Azure of its own. */
export async function simulateLifeCycle(deployable: Deployable, options: LifeCycleOptions = {}): Promise<LifeCycle> {
  const simulator = await Simulator.start(options);
  try {
    options.before?.(simulator);
    const session = simulator.terraform(deployable, options);
    try {
      const validate = await session.validate();
      const plan = await session.plan();
      const apply = await session.apply();
      const access = simulator.access();
      const resources = simulator.resources();
      const replan = await session.plan();
      const destroy = await session.destroy();
      return { validate, plan, apply, replan, destroy, access, resources, leftovers: simulator.resources() };
    } finally {
      session.close();
    }
  } finally {
    await simulator.stop();
  }
}
