import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Prints ratios against a baseline of the same run: `npm run bench`. Every sample is a process of its own, baseline and
 * candidate take turns, and medians are compared, because the machines are noisy and CDKTF keeps every token for ever.
 */
const SAMPLES = 5;
const SIZES = [1_000, 10_000];

interface Sample {
  readonly milliseconds: number;
  readonly megabytes?: number;
}

function sample(...args: string[]): Sample {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: join(__dirname, ".."),
    encoding: "utf8",
  });
  if (status !== 0) {
    throw new Error(stderr);
  }
  return JSON.parse(stdout) as Sample;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

/** Medians of two ways to do the same, measured in turns. */
function inTurns<T extends string>(ways: readonly T[], measure: (way: T) => Sample): Record<T, Sample[]> {
  const samples = Object.fromEntries(ways.map((way) => [way, [] as Sample[]])) as Record<T, Sample[]>;
  for (let i = 0; i < SAMPLES; i++) {
    ways.forEach((way) => samples[way].push(measure(way)));
  }
  return samples;
}

const milliseconds = (samples: readonly Sample[]): number => median(samples.map((taken) => taken.milliseconds));
const megabytes = (samples: readonly Sample[]): number => median(samples.map((taken) => taken.megabytes ?? NaN));

function synthRows(): object[] {
  return ["plain", "sources"].flatMap((sources) => {
    const perSize = SIZES.map((size) => {
      const { hand, binding } = inTurns(["hand", "binding"], (way) =>
        sample(join(__dirname, "synth-case.js"), way, sources, String(size)),
      );
      return { size, hand: milliseconds(hand), binding: milliseconds(binding) };
    });
    const [small, large] = perSize;
    return perSize.map(({ size, hand, binding }) => ({
      case: `${String(size)} bindings${sources === "sources" ? " with a source each" : ""}`,
      "by hand, ms": Math.round(hand),
      "bindings, ms": Math.round(binding),
      "ratio (at most 1.15)": (binding / hand).toFixed(2),
      "growth per binding (by hand)":
        size === large?.size && small
          ? `${(binding / small.binding / (size / small.size)).toFixed(2)} (${(hand / small.hand / (size / small.size)).toFixed(2)})`
          : "",
    }));
  });
}

function requireRow(): object {
  const modules = providerModules(join(__dirname, "..", "dist"));
  const { nothing, package: loaded } = inTurns(["nothing", "package"], (way) =>
    sample("--expose-gc", join(__dirname, "require-case.js"), way, ...modules),
  );
  return {
    case: "require, above cdktf and the provider modules in use",
    "ms (at most 60)": (milliseconds(loaded) - milliseconds(nothing)).toFixed(0),
    "MB (at most 15)": (megabytes(loaded) - megabytes(nothing)).toFixed(1),
  };
}

/** The provider modules that the package loads, read from its compiled files. */
function providerModules(dist: string): string[] {
  const files = readdirSync(dist, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith(".js"));
  const names = files.flatMap((file) =>
    [...readFileSync(join(dist, file), "utf8").matchAll(/require\("(@cdktf\/provider-[^"]+)"\)/g)].map(
      ([, name]) => name ?? "",
    ),
  );
  return [...new Set(names)].sort();
}

console.table(synthRows());
console.table([requireRow()]);
