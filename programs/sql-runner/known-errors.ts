import { PORT } from "../../lib/sql/model/fact-rules";

/** How the runner treats an error. */
export interface KnownError {
  /** Whether it is transient. */
  readonly retry: boolean;
  /** What to do if it persists. */
  readonly advice: string;
}

const BUSY = "The server or database stayed busy, moving or starting. Check its health in the portal, then apply again";
const THROTTLED = "The server kept throttling connections or requests. Apply again later, or scale it up";
const OWNER = "Transfer what it owns to another principal (ALTER AUTHORIZATION), then apply again";
const NOT_ALLOWED =
  "Whoever runs Terraform must be the Entra administrator of the server, or a member of the administrator group. Set it " +
  "with SqlServerDirectoryAccess, or pass a token of the administrator";
const NOT_FOUND_IN_DIRECTORY =
  "The server did not find the principal in Entra ID. Check that its object id is in the tenant of the server, and that " +
  "the login has its display name, with or without a suffix";
/** The server may not read the directory. A permission from SqlServerDirectoryAccess takes minutes to replicate. */
export const MAY_NOT_READ_DIRECTORY =
  "The server looks up principals with its own identity, which has no permission to read the directory. Give it an identity and " +
  "Directory Readers with SqlServerDirectoryAccess. If you have just done that, apply again in a few minutes";
/** https://learn.microsoft.com/azure/azure-sql/database/authentication-aad-configure */
export const CONDITIONAL_ACCESS =
  "The server queries the directory on behalf of the user who runs Terraform, and a Conditional Access policy blocks " +
  "that. Allow Microsoft Graph (00000003-0000-0000-c000-000000000000) in the policy, or run Terraform as a service " +
  "principal or managed identity, with SqlServerDirectoryAccess for the server";
/** No response of a deleted server or its network differs from that of an unreachable server. */
const IF_DELETED =
  "If the server was deleted outside Terraform, its logins and users no longer exist: set SQL_RUNNER_GONE to its name, " +
  "or make Terraform forget them with terraform state rm";
/** Somebody else was faster. The next attempt sees the result. */
const RACE = "Something else keeps changing the same principal. Apply again when it has finished";
const OUT_OF_REACH =
  "Only private endpoints or allowed networks reach this server. Run Terraform from such a network, or allow this one";
const OTHER_SID =
  "The principal already has a login or user with another name. Drop that one, or use its name. If Terraform was " +
  "renaming it, a resource that depends on it has lifecycle create_before_destroy, which creates the new one before " +
  "the old one is removed. Remove that lifecycle";

/**
 * What to do about errors of SQL Server, by number; transient-errors.ts lists which are retried.
 *
 * https://learn.microsoft.com/azure/azure-sql/database/troubleshoot-common-errors-issues
 */
export const ADVICE: Readonly<Record<number, string>> = {
  229: NOT_ALLOWED,
  233: BUSY,
  262: NOT_ALLOWED,
  297: NOT_ALLOWED,
  300: NOT_ALLOWED,
  615: BUSY,
  916: NOT_ALLOWED,
  926: BUSY,
  997: BUSY,
  1204: BUSY,
  3729: "The schema is not empty, so it stays. Keep it in the code, or drop its contents",
  4611: RACE,
  1205: BUSY,
  1222: BUSY,
  4060:
    "The database does not exist, or whoever runs Terraform has no access to it. Check its name, and that it is on this " +
    "server. The Entra administrator of the server has access to all databases",
  4221: BUSY,
  10060: BUSY,
  10928: THROTTLED,
  10929: THROTTLED,
  15007: "The login of the user does not exist. Create it first, with SqlAadLogin",
  15023: RACE,
  15025: RACE,
  15063: OTHER_SID,
  15081: "Every user is a member of the role public. Remove it from the code",
  15136: OWNER,
  15138: OWNER,
  15141: OWNER,
  15144: "Remove the members of the role (ALTER ROLE … DROP MEMBER …), then apply again",
  15151:
    "It does not exist, or whoever runs Terraform has no permission to see or change it. Check its name, and who the " +
    "Entra administrator of the server is",
  15174: OWNER,
  15183: OWNER,
  15184: OWNER,
  15247: NOT_ALLOWED,
  15421: OWNER,
  15284: "It has granted permissions to others. Revoke them (sys.database_permissions, grantor), then apply again",
  15410: "The user or role does not exist in this database. Create it first",
  15433: OTHER_SID,
  15434: "The login is in use. End its sessions, then apply again",
  18456:
    "The server rejected the token. A new administrator takes minutes to replicate, but this took longer. Check that " +
    "whoever runs Terraform is the Entra administrator of the server or a member of the administrator group, that the " +
    "token belongs to the tenant and the cloud of the server, and that it has not expired",
  18470: "Enable the login of whoever runs Terraform, or use another one",
  33130: NOT_FOUND_IN_DIRECTORY,
  33131: "Several principals have this display name. Set the object id of the right one",
  33134: NOT_FOUND_IN_DIRECTORY,
  33159: "Only an Entra principal can create others. Sign in with a token of the Entra administrator",
  37353: MAY_NOT_READ_DIRECTORY,
  37545:
    "The name of a login must be the display name of the principal, with or without a suffix. Check the name, and that " +
    "the object id is in the tenant of the server",
  40143: BUSY,
  40197: BUSY,
  40501: THROTTLED,
  40532:
    "The server does not exist (yet), or does not allow this network. Check its name and its network rules. " +
    IF_DELETED,
  40540: BUSY,
  40613: BUSY,
  40615: "Allow the address with an azurerm_mssql_firewall_rule, and add the rule to dependsOn of the SqlEndpoint",
  40914: OUT_OF_REACH,
  42108: BUSY,
  42109: BUSY,
  47073: OUT_OF_REACH,
  49918: THROTTLED,
  49919: THROTTLED,
  49920: THROTTLED,
};

const UNREACHABLE: KnownError = {
  retry: true,
  advice:
    `Check that the server exists, and that firewalls on the way allow port ${String(PORT)} and, for redirected connections, 11000 ` +
    "to 11999",
};
const NOT_NOW: KnownError = {
  retry: false,
  advice:
    "Nothing was sent. Check the clock of this machine. If it is right, something else responds in place of the server",
};
const OTHER_NAME: KnownError = {
  retry: false,
  advice:
    "Nothing was sent. Use Azure's name of the server, not an alias, an address or its privatelink name. If it is Azure's " +
    "name, something else responds in its place: check the DNS of this network",
};
const NO_TLS: KnownError = {
  retry: false,
  advice:
    "Nothing was sent, because the connection did not start with TLS, as TDS 8 does. Remove strictEncryption. If that does " +
    "not help, check what is in front of the server",
};
const NO_TDS: KnownError = {
  retry: false,
  advice:
    "The response is not that of a SQL server. Check the DNS and the proxies of this network for something that responds " +
    "in place of the server",
};
const UNTRUSTED: KnownError = {
  retry: false,
  advice:
    "Nothing was sent. If a proxy opens TLS, name its certificate authority in NODE_EXTRA_CA_CERTS. Certificates are " +
    "always verified",
};

/** Codes of Node and the driver for connections that fail or are lost. */
export const BY_CODE: Readonly<Record<string, KnownError>> = {
  EAI_AGAIN: UNREACHABLE,
  ECLOSE: UNREACHABLE,
  ECONNREFUSED: UNREACHABLE,
  ECONNRESET: UNREACHABLE,
  ECONNABORTED: UNREACHABLE,
  EHOSTUNREACH: UNREACHABLE,
  EINTERFACENOTSUPP: NO_TDS,
  ELOGIN: NO_TDS,
  ENETUNREACH: UNREACHABLE,
  ENOTFOUND: {
    retry: true,
    advice:
      "The DNS of this network does not know the server. Check its name and, for private endpoints, that the private DNS " +
      `zone is linked to this network. ${IF_DELETED}`,
  },
  EPIPE: UNREACHABLE,
  ESOCKET: UNREACHABLE,
  ETIMEDOUT: UNREACHABLE,
  ETIMEOUT: UNREACHABLE,
  CERT_HAS_EXPIRED: NOT_NOW,
  CERT_NOT_YET_VALID: NOT_NOW,
  CERT_REVOKED: UNTRUSTED,
  CERT_SIGNATURE_FAILURE: UNTRUSTED,
  CERT_UNTRUSTED: UNTRUSTED,
  DEPTH_ZERO_SELF_SIGNED_CERT: UNTRUSTED,
  ERR_SSL_WRONG_VERSION_NUMBER: NO_TLS,
  ERR_TLS_CERT_ALTNAME_INVALID: OTHER_NAME,
  SELF_SIGNED_CERT_IN_CHAIN: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNTRUSTED,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNTRUSTED,
};
