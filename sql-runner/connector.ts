import { type Address } from "./connect-to";
import { type Tokens } from "./credentials";
import { type Connect } from "./session";

export interface Server {
  /** DNS name. */
  readonly server: string;
  readonly strictEncryption: boolean;
}

/** How the databases of a server are connected to; the driver is loaded when the first of them is. */
export function connector({ server, strictEncryption }: Server, tokens: Tokens, address: Address | undefined): Connect {
  return async (database) => {
    const token = await tokens.get();
    const { openConnection } = await import("./connection");
    return openConnection({ server, database, token, strictEncryption, address });
  };
}
