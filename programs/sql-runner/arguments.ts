import { parseArgs } from "node:util";
import { type SqlFact } from "../../lib/sql/model/fact";
import { DEFAULT_RETRY_SECONDS, MAX_RETRY_SECONDS } from "../../lib/sql/model/retry-times";
import { type Environment, readListedFacts } from "./listed-facts";
import { readFact } from "./read-fact";
import { WrongArguments } from "./wrong-arguments";

const OPTIONS =
  "[--dry-run] [--retry-for <seconds>] [--strict-encryption] [--administrator=<name>] [--reassign-owned-to=<role>]";

export const USAGE =
  `usage: sql-runner.js (apply|remove) ${OPTIONS} <fact as JSON>\n` +
  "       sql-runner.js (apply|remove|note) [--dry-run], with facts in SQL_RUNNER_FACTS_0 and so on";

export type Action = "apply" | "remove";

export interface Arguments {
  readonly action: Action;
  readonly fact: SqlFact;
  /** Print the statements without sending them. */
  readonly dryRun: boolean;
  /** In seconds; 0 tries once. */
  readonly retryFor: number;
  /** TDS 8: TLS before the first byte of TDS. */
  readonly strictEncryption: boolean;
  /** User name for signing in to flexible servers. */
  readonly administrator?: string;
  /** PostgreSQL role that takes over the objects of a removed role. */
  readonly reassignOwnedTo?: string;
}

/** The work to do, unordered: one fact, or all listed facts. */
export function readArguments(args: readonly string[], environment: Environment = {}): Arguments[] {
  const { values, positionals } = parse(args);
  const [action = "", argument, ...rest] = positionals;
  if ((isAction(action) || action === "note") && argument === undefined) {
    const options = values["dry-run"] ? ["--dry-run"] : [];
    return readListedFacts(environment).flatMap((listed) =>
      readArguments([
        action === "note" ? "apply" : action,
        ...options,
        ...(listed.arguments ?? []),
        JSON.stringify(listed.fact),
      ]),
    );
  }
  if (!isAction(action) || argument === undefined || rest.length > 0) {
    throw new WrongArguments(USAGE);
  }
  const retryFor = values["retry-for"];
  if (!/^\d{1,6}$/.test(retryFor)) {
    throw new WrongArguments(
      `--retry-for must be a whole number of seconds from 0 (try once) to ${String(MAX_RETRY_SECONDS)}; got ${JSON.stringify(retryFor)}`,
    );
  }
  return [
    {
      action,
      fact: readFact(argument),
      dryRun: values["dry-run"],
      retryFor: Number(retryFor),
      strictEncryption: values["strict-encryption"],
      administrator: values.administrator,
      reassignOwnedTo: values["reassign-owned-to"],
    },
  ];
}

function parse(args: readonly string[]): {
  values: {
    "dry-run": boolean;
    "retry-for": string;
    "strict-encryption": boolean;
    administrator?: string;
    "reassign-owned-to"?: string;
  };
  positionals: string[];
} {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        "dry-run": { type: "boolean", default: false },
        "retry-for": { type: "string", default: String(DEFAULT_RETRY_SECONDS) },
        "strict-encryption": { type: "boolean", default: false },
        administrator: { type: "string" },
        "reassign-owned-to": { type: "string" },
      },
    });
  } catch (error) {
    throw new WrongArguments((error as Error).message);
  }
}

function isAction(text: string): text is Action {
  return text === "apply" || text === "remove";
}
