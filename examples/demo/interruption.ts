import { constants } from "node:os";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** That somebody wants the demo to end before it is over. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** Exit code of a process that ends for this reason. */
  readonly exitCode: () => number;
}

/** Notes signals for the rest of the process, which has to end by itself: a second Ctrl-C changes nothing. */
export function noteInterruption(): Interruption {
  const controller = new AbortController();
  let received: (typeof SIGNALS)[number] = "SIGINT";
  SIGNALS.forEach((name) =>
    process.on(name, () => {
      received = name;
      controller.abort();
    }),
  );
  return { signal: controller.signal, exitCode: () => 128 + constants.signals[received] };
}
