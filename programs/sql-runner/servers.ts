import { remember } from "../../lib/core/collections";
import { type SqlFact } from "../../lib/sql/model/fact";
import { type Arguments } from "./arguments";
import { type ConnectionSettings } from "./connection-settings";
import { connector } from "./connector";
import { Tokens } from "./credentials";
import { engineOf } from "./engines/engine-of";
import { printableLines } from "./printable";
import { realClock } from "./retry";
import { type Surroundings } from "./run";
import { SharedConnections } from "./shared-connections";
import { WrongArguments } from "./wrong-arguments";

export class Servers {
  private readonly known = new Map<string, { surroundings: Surroundings; connections: SharedConnections }>();

  public constructor(
    private readonly settings: ConnectionSettings,
    private readonly environment: NodeJS.ProcessEnv,
  ) {}

  public of({ fact, strictEncryption, administrator }: Arguments): Surroundings {
    const { server } = fact;
    if (isFlexible(fact) && !administrator) {
      throw new WrongArguments("flexible servers need --administrator=<name of the Entra administrator>");
    }
    const key = JSON.stringify([server, strictEncryption, administrator]);
    return remember(this.known, key, () => {
      const engine = engineOf(fact);
      const tokens = new Tokens(server, this.environment, engine.audience);
      const connections = new SharedConnections(
        connector({ server, strictEncryption, administrator, engine }, tokens, this.settings),
      );
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

const isFlexible = ({ kind }: SqlFact): boolean => /^(postgres|mysql)-/.test(kind);
