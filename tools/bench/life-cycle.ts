import { inTurns, milliseconds, sample } from "./sampling";
import { type Limited, type Row } from "./table";

const seconds = (ms: number): string => (ms / 1000).toFixed(2);
const limited = (ms: number, atMost: number): Limited => ({ value: ms / 1000, atMost, digits: 2 });
const run = (way: string, size: string): ReturnType<typeof sample> =>
  sample(["--import", "tsx"], "life-cycle-case.js", way, size);

/**
 * The duration of validate, plan, apply, a second plan and destroy in the simulator. The baseline is the same commands
 * with the same number of resources that need no provider.
 */
export function lifeCycleRows(): Row[] {
  const { start } = inTurns(["start"], (way) => run(way, "small"));
  return [
    lifeCycleRow("life cycle of the three walkthrough stacks", "walkthrough", { seconds: 15, ratio: 4 }),
    lifeCycleRow("life cycle of one small stack", "small", { seconds: 3, ratio: 4 }),
    lifeCycleRow("life cycle of 200 storage accounts with a binding each", "accounts", { seconds: 60, ratio: 3 }),
    { case: "starting and stopping the simulator", "simulated, s": limited(milliseconds(start), 0.15) },
  ];
}

function lifeCycleRow(title: string, size: string, atMost: { readonly seconds: number; readonly ratio: number }): Row {
  const { bare, simulated } = inTurns(["bare", "simulated"], (way) => run(way, size));
  const ratio = milliseconds(simulated) / milliseconds(bare);
  return {
    case: title,
    "bare terraform, s": seconds(milliseconds(bare)),
    "simulated, s": limited(milliseconds(simulated), atMost.seconds),
    ratio: { value: ratio, atMost: atMost.ratio, digits: 2 },
  };
}
