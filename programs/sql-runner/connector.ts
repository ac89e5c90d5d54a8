import { type ConnectionSettings } from "./connection-settings";
import { type Engine } from "./engines/engine";
import { type Tokens } from "./credentials";
import { ServerGone } from "./failures";
import { type Connect } from "./session";

export interface Server {
  /** DNS name. */
  readonly server: string;
  readonly strictEncryption: boolean;
  /** User name for signing in to flexible servers. */
  readonly administrator?: string;
  readonly engine: Engine;
}

/** A function that connects to the databases of a server. */
export function connector(
  { server, strictEncryption, administrator, engine }: Server,
  tokens: Tokens,
  { addresses, gone }: ConnectionSettings,
): Connect {
  return async (database) => {
    if (gone.has(server.toLowerCase())) {
      throw new ServerGone(server);
    }
    const token = await tokens.get();
    const { suffix = "" } = tokens;
    const address = addresses[engine.product];
    return engine.open({ server, database, token, suffix, strictEncryption, administrator, address });
  };
}
