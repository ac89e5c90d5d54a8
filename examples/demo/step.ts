import { Listr } from "listr2";

/** A step of the demo. */
export interface Step<T> {
  /** What is happening: "Deploying". */
  readonly title: string;
  /** Runs the step. It can report its progress. */
  readonly work: (tell: (progress: string) => void) => Promise<T>;
  /** What happened. */
  readonly done: (value: T) => string;
}

/** Shows a step while it runs, and its duration. */
export async function step<T>(only: Step<T>): Promise<T> {
  const [value] = await stepsTogether([only]);
  return value as T;
}

/**
 * Runs steps in parallel, all of them to their end. Shows spinners in a terminal, and plain lines elsewhere.
 *
 * @throws the first error
 */
export async function stepsTogether<T>(steps: readonly Step<T>[]): Promise<T[]> {
  const inTerminal = process.stdout.isTTY;
  const values: T[] = [];
  const errors: unknown[] = [];
  const print = (line: string): void => {
    if (!inTerminal) {
      console.log(line);
    }
  };
  const tasks = steps.map(({ title, work, done }, index) => ({
    title,
    task: async (_context: unknown, shown: { title: string }): Promise<void> => {
      const elapsed = stopwatch();
      print(`… ${title}`);
      try {
        const value = await work((progress) => (shown.title = `${title}: ${progress}`));
        values[index] = value;
        shown.title = `${done(value)} (${elapsed()})`;
        print(`✔ ${shown.title}`);
      } catch (error) {
        errors.push(error);
        shown.title = `${title}: ${isInterruption(error) ? "interrupted" : "failed"} (${elapsed()})`;
        print(`✖ ${shown.title}`);
        throw error;
      }
    },
  }));
  await new Listr(tasks, {
    concurrent: true,
    exitOnError: false,
    registerSignalListeners: false,
    renderer: inTerminal ? "default" : "silent",
    rendererOptions: { collapseErrors: false, showErrorMessage: false },
  }).run();
  if (errors.length > 0) {
    throw errors[0];
  }
  return values;
}

const isInterruption = (error: unknown): boolean => error instanceof Error && error.name === "AbortError";

/** Returns the elapsed time: "2.5 s". */
export function stopwatch(): () => string {
  const start = performance.now();
  return () => `${((performance.now() - start) / 1000).toFixed(1)} s`;
}
