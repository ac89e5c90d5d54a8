import { inTurns, megabytes, milliseconds, sample } from "./sampling";
import { type Row } from "./table";

const SIZES = [1_000, 10_000];

const CASES = [
  { sources: "plain", name: "bindings", atMost: 1.05 },
  { sources: "sources", name: "bindings with a source each", atMost: 1.05 },
  { sources: "settings", name: "bindings with settings for a logic app each", atMost: 1.1 },
];

/** Time and peak memory of building and synthesizing bindings, compared with the same resources written by hand. */
export function synthRows(): Row[] {
  return CASES.flatMap(({ sources, name, atMost }) => {
    const perSize = SIZES.map((size) => {
      const { hand, binding } = inTurns(["hand", "binding"], (way) =>
        sample([], "synth-case.js", way, sources, String(size)),
      );
      return {
        size,
        hand: milliseconds(hand),
        binding: milliseconds(binding),
        memory: { hand: megabytes(hand), binding: megabytes(binding) },
      };
    });
    const [small, large] = perSize;
    return perSize.map(({ size, hand, binding, memory }) => ({
      case: `${String(size)} ${name}`,
      "by hand, ms": hand.toFixed(),
      "bindings, ms": binding.toFixed(),
      ratio: { value: binding / hand, atMost, digits: 2 },
      "by hand, MB": memory.hand.toFixed(),
      "bindings, MB": memory.binding.toFixed(),
      "ratio of memory": { value: memory.binding / memory.hand, atMost: 1.1, digits: 2 },
      "growth per binding (by hand)":
        size === large?.size && small
          ? `${(binding / small.binding / (size / small.size)).toFixed(2)} (${(hand / small.hand / (size / small.size)).toFixed(2)})`
          : "",
    }));
  });
}
