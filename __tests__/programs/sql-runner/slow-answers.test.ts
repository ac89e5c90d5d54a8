import { join } from "node:path";
import { text } from "node:stream/consumers";
import { type SqlFact } from "../../../lib/sql/model/fact";
import { type Faults } from "../../../simulator/sql";
import { HOST, type Outcome, StandIn } from "./stand-in";

const LOGIN: SqlFact = { kind: "login", server: HOST, name: "app" };
const NODE_OPTIONS = `--require ${JSON.stringify(join(__dirname, "hasten.js"))}`;

/** Longer than the runner waits for anything, in milliseconds. */
const MINUTES = 3 * 60_000;

/** Runs with what makes it slow, until it says that it tries again. */
async function runWith(arrange: (faults: Faults) => void): Promise<Outcome> {
  const standIn = await StandIn.start();
  const { faults } = standIn.servers;
  arrange(faults);
  const child = standIn.start("apply", LOGIN, { env: { NODE_OPTIONS } });
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  child.stderr?.on("data", () => {
    faults.clear();
  });
  try {
    const [out, err, status] = await Promise.all([text(child.stdout!), text(child.stderr!), ended]);
    return { status, out, err };
  } finally {
    child.kill();
    await standIn.stop();
  }
}

test.each<[string, (faults: Faults) => void, RegExp]>([
  [
    "a login",
    (faults) => {
      faults.answerSlowly(MINUTES);
    },
    /: Failed to connect to .* in 15000ms; retrying/,
  ],
  [
    "a question",
    (faults) => {
      void faults.stallBatch(1);
    },
    /: no complete response from orders.database.windows.net within 50 s; retrying/,
  ],
  [
    "a statement",
    (faults) => {
      void faults.stallBatch(2);
    },
    /: no complete response from orders.database.windows.net within 50 s; retrying/,
  ],
])(
  "%s that gets no answer is given up and tried again",
  async (_what, arrange, told) => {
    const { status, out, err } = await runWith(arrange);
    expect(err).toMatch(told);
    expect({ status, out }).toEqual({ status: 0, out: expect.stringContaining("CREATE LOGIN [app]") as string });
  },
  60_000,
);
