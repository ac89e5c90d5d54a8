import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ROOT } from "../paths";

/**
 * Each sample is a separate process, baseline and candidate alternate, and medians are compared, because the machines
 * are noisy and CDKTF keeps every token.
 */
const SAMPLES = 5;

export interface Sample {
  readonly milliseconds: number;
  readonly megabytes?: number;
}

/** Runs a program of this folder: options for node, its name, its arguments. */
export const sample = (options: readonly string[], program: string, ...args: string[]): Sample =>
  figures(options, program, ...args);

/** The same for programs that alternate several measurements themselves. */
export function figures<Name extends string>(
  options: readonly string[],
  program: string,
  ...args: string[]
): Record<Name, number> {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...options, join(__dirname, program), ...args], {
    cwd: ROOT,
    encoding: "utf8",
  });
  if (status !== 0) {
    throw new Error(stderr);
  }
  return JSON.parse(stdout) as Record<Name, number>;
}

/** Runs a whole program and measures its duration. */
export function sampleCommand(args: readonly string[]): Sample {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8", maxBuffer: 2 ** 28 });
  if (status !== 0) {
    throw new Error(stderr);
  }
  return { milliseconds: performance.now() - start };
}

/** Measures several ways to do the same, alternating. */
export function inTurns<T extends string>(ways: readonly T[], measure: (way: T) => Sample): Record<T, Sample[]> {
  const samples = Object.fromEntries(ways.map((way) => [way, [] as Sample[]])) as Record<T, Sample[]>;
  for (let i = 0; i < SAMPLES; i++) {
    ways.forEach((way) => samples[way].push(measure(way)));
  }
  return samples;
}

export const milliseconds = (samples: readonly Sample[]): number => median(samples.map((taken) => taken.milliseconds));

export const megabytes = (samples: readonly Sample[]): number => median(samples.map((taken) => taken.megabytes ?? NaN));

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
