import { type TerraformStack } from "cdktf";
import { type LifeCycle, simulateLifeCycle, type Simulator } from "../../simulator";

/** Deploys a stack to a simulated Azure of its own, plans again, and destroys it. */
export async function live(stack: TerraformStack, before?: (simulator: Simulator) => void): Promise<LifeCycle> {
  return simulateLifeCycle(stack, before && { before });
}
