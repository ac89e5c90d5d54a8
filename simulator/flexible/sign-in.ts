import { DEPLOYER_ADDRESS, letsIn } from "../firewall";
import { objectIdIn } from "../sql/access-token";
import { type FlexibleServer, type FlexibleWorld } from "./world";

/** A sign-in attempt. */
export interface Credentials {
  /** The server's DNS name that the client sent. */
  readonly host: string;
  readonly user: string;
  readonly token: string;
}

/**
 * Access denied: the server does not exist or is unreachable, its firewall blocks the address, or it rejects the token.
 */
export class SignInRefused extends Error {
  public constructor(readonly reason: "unreachable" | "address" | "token") {
    super(reason);
  }
}

/** The audience of tokens for flexible servers. */
export const AUDIENCE = "https://ossrdbms-aad.database.windows.net";

const AUDIENCES = [
  AUDIENCE,
  "https://ossrdbms-aad.database.usgovcloudapi.net",
  "https://ossrdbms-aad.database.chinacloudapi.cn",
];

/**
 * The server that an Entra administrator, or a member of an administrator group, signs in to.
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
