import { DEPLOYER_ADDRESS, letsIn } from "../firewall";
import { objectIdIn } from "../sql/access-token";
import { type FlexibleServer, type FlexibleWorld } from "./world";

/** Who wants in, and where. */
export interface Credentials {
  /** DNS name of the server that the client gave. */
  readonly host: string;
  readonly user: string;
  readonly token: string;
}

/** Not let in: there is no such server or no way to it, its firewall forbids it, or it does not take the token. */
export class SignInRefused extends Error {
  public constructor(readonly reason: "unreachable" | "address" | "token") {
    super(reason);
  }
}

/** What tokens for flexible servers are for. */
export const AUDIENCE = "https://ossrdbms-aad.database.windows.net";

const AUDIENCES = [
  AUDIENCE,
  "https://ossrdbms-aad.database.usgovcloudapi.net",
  "https://ossrdbms-aad.database.chinacloudapi.cn",
];

/**
 * The server that an Entra administrator, or a member of one, signs in to.
 *
 * @throws SignInRefused
 */
export function signIn({ host, user, token }: Credentials, world: FlexibleWorld): FlexibleServer {
  const server = world.server(host);
  if (!server?.publicAccess) {
    throw new SignInRefused("unreachable");
  }
  if (!letsIn(server.firewall, DEPLOYER_ADDRESS)) {
    throw new SignInRefused("address");
  }
  const objectId = objectIdIn(token, new Date(), AUDIENCES) ?? "";
  const own = [objectId, ...world.groupsOf(objectId)].map((id) => id.toLowerCase());
  if (!server.administrators.some((one) => one.name === user && own.includes(one.objectId.toLowerCase()))) {
    throw new SignInRefused("token");
  }
  return server;
}
