/** How the runner treats an error. */
export interface KnownError {
  /** Whether it is transient. */
  readonly retry: boolean;
  /** What to do if it persists. */
  readonly advice: string;
}

const BUSY: KnownError = {
  retry: true,
  advice:
    "The server or database was busy, moving or starting all the time; look at its health in the portal, then apply again",
};
const THROTTLED: KnownError = {
  retry: true,
  advice: "The server turned connections or requests away all the time; apply again later, or give it more capacity",
};
const OWNER: KnownError = {
  retry: false,
  advice: "Give what it owns to somebody else (ALTER AUTHORIZATION), then apply again",
};
const NOT_ALLOWED: KnownError = {
  retry: false,
  advice:
    "Whoever runs Terraform has to be (in) the Entra administrator of the server; set it with SqlServerDirectoryAccess, " +
    "or give a token of the administrator",
};
const NOT_FOUND_IN_DIRECTORY: KnownError = {
  retry: true,
  advice:
    "The server did not find the principal in Entra ID. Check that its object id is in the tenant of the server, and that the " +
    "login has its display name, with a suffix or without",
};
/** The server may not read the directory. A permission from SqlServerDirectoryAccess takes minutes to replicate. */
export const MAY_NOT_READ_DIRECTORY: KnownError = {
  retry: true,
  advice:
    "The server looks principals up with its own identity, which may not read the directory. Give it an identity and " +
    "Directory Readers with SqlServerDirectoryAccess; where that was only just done, apply again in some minutes",
};
/** https://learn.microsoft.com/azure/azure-sql/database/authentication-aad-configure */
export const CONDITIONAL_ACCESS: KnownError = {
  retry: false,
  advice:
    "The server asks the directory in the name of the user who runs Terraform, and a Conditional Access policy forbids " +
    "it. Let the policy allow Microsoft Graph (00000003-0000-0000-c000-000000000000), or run Terraform as a service " +
    "principal or managed identity, with SqlServerDirectoryAccess for the server",
};
/** No response of a deleted server or its network differs from that of an unreachable server. */
const IF_DELETED =
  "If the server was deleted outside Terraform, its logins and users are gone with it: set SQL_RUNNER_GONE to its name, " +
  "or make Terraform forget them with terraform state rm";
/** Somebody else was faster. The next attempt sees the result. */
const RACE: KnownError = {
  retry: true,
  advice: "Something else changes the same principal all the time; apply again when it is done",
};
const OUT_OF_REACH: KnownError = {
  retry: false,
  advice:
    "Only private endpoints or certain networks reach this server. Run Terraform from such a network, or allow this one",
};
const OTHER_SID: KnownError = {
  retry: false,
  advice:
    "The principal has a login or user already, under another name; drop that, or use its name. If Terraform was to " +
    "rename it, something that depends on it has lifecycle create_before_destroy, which makes the new one come before " +
    "the old one goes; take that lifecycle away",
};

/**
 * Errors of SQL Server by number. All other numbers are permanent.
 *
 * https://learn.microsoft.com/azure/azure-sql/database/troubleshoot-common-errors-issues
 */
export const BY_NUMBER: Readonly<Record<number, KnownError>> = {
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
  3729: {
    retry: false,
    advice: "There is something in the schema, which stays; leave it in the code, or drop what is in it",
  },
  4611: RACE,
  1205: BUSY,
  1222: BUSY,
  4060: {
    retry: true,
    advice:
      "The database does not exist, or the one who runs Terraform has no access to it. Check the name, and that it is " +
      "on this server; the Entra administrator of the server has access to all of them",
  },
  4221: BUSY,
  10060: BUSY,
  10928: THROTTLED,
  10929: THROTTLED,
  15007: {
    retry: true,
    advice: "The login that the user is made from does not exist; create it first, with SqlAadLogin",
  },
  15023: RACE,
  15025: RACE,
  15063: OTHER_SID,
  15081: { retry: false, advice: "Every user is in the role public; leave it out" },
  15136: OWNER,
  15138: OWNER,
  15141: OWNER,
  15144: {
    retry: false,
    advice: "Take the members out of the role (ALTER ROLE … DROP MEMBER …), then apply again",
  },
  15151: {
    retry: false,
    advice:
      "It does not exist, or may not be seen or changed by the one who runs Terraform; check the name, and who the " +
      "Entra administrator of the server is",
  },
  15174: OWNER,
  15183: OWNER,
  15184: OWNER,
  15247: NOT_ALLOWED,
  15421: OWNER,
  15284: {
    retry: false,
    advice: "It has granted permissions to others; revoke those (sys.database_permissions, grantor), then apply again",
  },
  15410: { retry: false, advice: "The user or role does not exist in this database; create it first" },
  15433: OTHER_SID,
  15434: { retry: true, advice: "The login is in use; end its sessions, then apply again" },
  18456: {
    retry: true,
    advice:
      "The server did not let the token in: an administrator who was just set takes minutes, and this took longer. " +
      "Check that the Entra administrator of the server is the one who runs Terraform, or a group with that member, " +
      "that the token is of the tenant of the server and for its cloud, and that it has not expired",
  },
  18470: { retry: false, advice: "Enable the login of the one who runs Terraform, or use another one" },
  33130: NOT_FOUND_IN_DIRECTORY,
  33131: {
    retry: false,
    advice: "Several principals have this display name; give the object id of the one that is meant",
  },
  33134: NOT_FOUND_IN_DIRECTORY,
  33159: {
    retry: false,
    advice: "Only a principal of Entra ID can create others; log in with a token of the Entra administrator",
  },
  37353: MAY_NOT_READ_DIRECTORY,
  37545: {
    retry: false,
    advice:
      "The name of a login is the display name of the principal, with a suffix or without; check the name, and that the " +
      "object id is in the tenant of the server",
  },
  40143: BUSY,
  40197: BUSY,
  40501: THROTTLED,
  40532: {
    retry: true,
    advice:
      "The server does not exist, or not yet, or does not allow this network; check its name and its network rules. " +
      IF_DELETED,
  },
  40540: BUSY,
  40613: BUSY,
  40615: {
    retry: false,
    advice: "Allow the address with an azurerm_mssql_firewall_rule, and list it in dependsOn of the SqlEndpoint",
  },
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
    "Check that the server exists, and that firewalls on the way allow port 1433 and, for connections that are " +
    "redirected, 11000 to 11999",
};
const NOT_NOW: KnownError = {
  retry: false,
  advice:
    "Nothing was sent. Check the clock of this machine; if it is right, something else answers in place of the server",
};
const OTHER_NAME: KnownError = {
  retry: false,
  advice:
    "Nothing was sent. Name the server as Azure does and not by an alias, an address or its privatelink name; if that " +
    "is its name, something else answers: look at the DNS of this network",
};
const NO_TLS: KnownError = {
  retry: false,
  advice:
    "Nothing was sent: what answers does not begin with TLS, as TDS 8 does. Leave strictEncryption out, and see what is " +
    "in front of the server if that does not help",
};
const NO_TDS: KnownError = {
  retry: false,
  advice:
    "What answers does not log in as SQL servers do; look at the DNS and the proxies of this network for what answers in " +
    "place of the server",
};
const UNTRUSTED: KnownError = {
  retry: false,
  advice:
    "Nothing was sent. If a proxy of yours opens TLS, name its certificate authority in NODE_EXTRA_CA_CERTS; " +
    "certificates are always verified",
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
      "The DNS of this network does not know the server; check its name and, for private endpoints, that the private DNS " +
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
