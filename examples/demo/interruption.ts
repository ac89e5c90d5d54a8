import { constants } from "node:os";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** A request to end the demo early. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** The exit code for the received signal. */
  readonly exitCode: () => number;
}

/** Records signals for the rest of the process, which ends by itself. A second Ctrl-C changes nothing. */
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
