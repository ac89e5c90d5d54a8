import { remember } from "../lib/core/remember";
import { type Arguments } from "./arguments";
import { type ConnectionSettings } from "./connection-settings";
import { connector } from "./connector";
import { Tokens } from "./credentials";
import { printableLines } from "./printable";
import { realClock } from "./retry";
import { type Surroundings } from "./run";
import { SharedConnections } from "./shared-connections";

/** Connects to each server once. */
export class Servers {
  private readonly known = new Map<string, { surroundings: Surroundings; connections: SharedConnections }>();

  public constructor(
    private readonly settings: ConnectionSettings,
    private readonly environment: NodeJS.ProcessEnv,
  ) {}

  public of({ fact: { server }, strictEncryption }: Arguments): Surroundings {
    const key = `${server} ${String(strictEncryption)}`;
    return remember(this.known, key, () => {
      const tokens = new Tokens(server, this.environment);
      const connections = new SharedConnections(connector({ server, strictEncryption }, tokens, this.settings));
      const surroundings: Surroundings = {
        clock: realClock(this.settings.longestRetry),
        connect: connections.connect,
        tokenOwner: () => tokens.owner,
        out: (line) => process.stdout.write(`${tokens.hide(line)}\n`),
        err: (line) => process.stderr.write(`sql-runner: ${printableLines(tokens.hide(line))}\n`),
      };
      return { surroundings, connections };
    }).surroundings;
  }

  public close(): void {
    this.known.forEach(({ connections }) => {
      connections.close();
    });
  }
}
