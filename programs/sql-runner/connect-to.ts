import { connect, type Socket } from "node:net";
import { WrongArguments } from "./wrong-arguments";

export interface Address {
  readonly host: string;
  readonly port: number;
}

/**
 * An address to connect to instead of the server, for tests and tunnels. The endpoint must still prove that it is the
 * server: host names and certificates are checked against the real name.
 *
 * @param text such as "127.0.0.1:14330" or "[::1]:14330"
 * @param variable the environment variable with the address
 */
export function readAddress(text: string | undefined, variable = "SQL_RUNNER_CONNECT"): Address | undefined {
  if (text === undefined || text === "") {
    return undefined;
  }
  const found = /^(\[[0-9a-f:.]+\]|[a-z0-9.-]+):(\d{1,5})$/i.exec(text);
  if (!found || Number(found[2]) > 65535) {
    throw new WrongArguments(`${variable} must be host:port; got ${JSON.stringify(text)}`);
  }
  return { host: found[1]!.replace(/^\[|\]$/g, ""), port: Number(found[2]) };
}

export function connectTo({ host, port }: Address, timeout: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    const timer = setTimeout(() => {
      socket.destroy(Object.assign(new Error(`no response from ${host}:${String(port)}`), { code: "ETIMEDOUT" }));
    }, timeout);
    socket.once("error", reject);
    socket.once("close", () => {
      clearTimeout(timer);
    });
    socket.once("connect", () => {
      clearTimeout(timer);
      socket.removeListener("error", reject);
      resolve(socket);
    });
  });
}
