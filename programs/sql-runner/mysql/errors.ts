import { type QueryError } from "mysql2";
import { MYSQL_PORT } from "../../../lib/sql/model/mysql/mysql-rules";
import { Refusal, TransportError } from "../failures";
import { type KnownError } from "../known-errors";

const BUSY: KnownError = {
  retry: true,
  advice: "The server stayed busy, starting or moving. Check its health in the portal, then apply again",
};

const RACE: KnownError = {
  retry: true,
  advice: "Something else keeps changing the same user. Apply again when it has finished",
};

const NOT_ALLOWED: KnownError = {
  retry: false,
  advice: "The administrator has no permission for that. Sign in as an Entra administrator of the server",
};

/** By number. https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html */
const BY_NUMBER: Readonly<Record<number, KnownError>> = {
  1040: BUSY,
  1044: NOT_ALLOWED,
  1045: {
    retry: true,
    advice:
      "The server rejected the token. A new administrator takes minutes to replicate, but this took longer. Check that " +
      "administrator of the MySqlEndpoint is the login of the Entra administrator of the server, and that whoever runs " +
      "Terraform is that principal or a member of that group",
  },
  1053: BUSY,
  1064: {
    retry: false,
    advice:
      "The server does not support the statement. CREATE AADUSER needs an Entra administrator of the server " +
      "(azurerm_mysql_flexible_server_active_directory_administrator) and a session of that administrator",
  },
  1142: NOT_ALLOWED,
  1146: { retry: false, advice: "Create the table first, or grant the privilege on the database" },
  1205: RACE,
  1213: RACE,
  1227: NOT_ALLOWED,
  1396: RACE,
  4006: {
    retry: false,
    advice:
      "Views, routines, triggers or events have the user as their definer. Give them another definer, then apply again",
  },
};

const UNREACHABLE =
  `Check that the server exists, and that its firewall and those on the way allow port ${String(MYSQL_PORT)}. Add the ` +
  "azurerm_mysql_flexible_server_firewall_rule to dependsOn of the MySqlEndpoint";

/** Translates an error of the driver. */
export function mysqlFailure(error: QueryError | Error): Error {
  const { code, errno, sqlState } = error as Partial<QueryError>;
  if (typeof errno === "number" && sqlState !== undefined) {
    const { retry, advice } = BY_NUMBER[errno] ?? {
      retry: false,
      advice: "See https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html",
    };
    return new Refusal(error.message, code ?? String(errno), retry, advice);
  }
  if (code === "HANDSHAKE_NO_SSL_SUPPORT") {
    const advice = "Nothing was sent, because the server offers no TLS. Check what is in front of the server";
    return new Refusal(error.message, code, false, advice);
  }
  if (code === "HANDSHAKE_SSL_ERROR") {
    return tlsFailure(error);
  }
  return code !== undefined && /^(ECONN|EHOST|ENET|EPIPE|ETIMEDOUT|PROTOCOL_)/.test(code)
    ? new TransportError(error.message, code.startsWith("PROTOCOL_") ? "ECONNRESET" : code, UNREACHABLE)
    : error;
}

/** The driver replaces Node's error code with its own. */
function tlsFailure(error: Error): TransportError {
  const isOtherName = "host" in error && "cert" in error;
  const codes: readonly [boolean, string][] = [
    [isOtherName, "ERR_TLS_CERT_ALTNAME_INVALID"],
    [/certificate has expired/i.test(error.message), "CERT_HAS_EXPIRED"],
    [/certificate/i.test(error.message), "CERT_UNTRUSTED"],
  ];
  const [, code] = codes.find(([applies]) => applies) ?? [];
  return code === undefined
    ? new TransportError(error.message, "ECONNRESET", UNREACHABLE)
    : new TransportError(error.message, code);
}
