import { type ConnectionSettings } from "./connection-settings";
import { type Tokens } from "./credentials";
import { ServerGone } from "./failures";
import { type Connect } from "./session";

export interface Server {
  /** DNS name. */
  readonly server: string;
  readonly strictEncryption: boolean;
}

/** How the databases of a server are connected to; the driver is loaded when the first of them is. */
export function connector(
  { server, strictEncryption }: Server,
  tokens: Tokens,
  { address, gone }: ConnectionSettings,
): Connect {
  return async (database) => {
    if (gone.has(server.toLowerCase())) {
      throw new ServerGone(server);
    }
    const token = await tokens.get();
    const { openConnection } = await import("./connection");
    return openConnection({ server, database, token, suffix: tokens.suffix ?? "", strictEncryption, address });
  };
}
