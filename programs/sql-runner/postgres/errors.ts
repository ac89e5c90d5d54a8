import { POSTGRES_PORT } from "../../../lib/sql/model/postgres/postgres-rules";
import { Refusal, TransportError } from "../failures";
import { type KnownError } from "../known-errors";

const BUSY: KnownError = {
  retry: true,
  advice: "The server stayed busy, starting or moving. Check its health in the portal, then apply again",
};

const RACE: KnownError = {
  retry: true,
  advice: "Something else keeps changing the same role or object. Apply again when it has finished",
};

const SIGN_IN: KnownError = {
  retry: true,
  advice:
    "The server rejected the token. A new administrator takes minutes to replicate, but this took longer. Check that " +
    "Microsoft Entra authentication is on, that administrator of the PostgresEndpoint is exactly the name of an Entra " +
    "administrator of the server, and that whoever runs Terraform is that principal or a member of that group",
};

const NOT_ALLOWED: KnownError = {
  retry: false,
  advice:
    "The administrator has no permission for that. Sign in as the owner of the database, the schema and the tables, or as " +
    "a member of that role. Only an Entra administrator can create and drop the role itself",
};

/** By SQLSTATE. https://www.postgresql.org/docs/current/errcodes-appendix.html */
const BY_STATE: Readonly<Record<string, KnownError>> = {
  "08006": BUSY,
  "28000": SIGN_IN,
  "28P01": SIGN_IN,
  "2BP01": {
    retry: false,
    advice: "Something still depends on the role. Revoke what others granted to it, then apply again",
  },
  "3D000": { retry: false, advice: "Check the name of the database, and that it is on this server" },
  "3F000": { retry: false, advice: "Create the schema first. This package creates no schemas" },
  "40001": RACE,
  "40P01": RACE,
  "42501": NOT_ALLOWED,
  "42704": {
    retry: false,
    advice: "The role does not exist. Check its name, and create roles before their members",
  },
  "42710": RACE,
  "42883": {
    retry: false,
    advice:
      "The server has no functions for Entra ID. Turn on Microsoft Entra authentication (authentication of the " +
      "azurerm_postgresql_flexible_server), then apply again",
  },
  "42P01": {
    retry: false,
    advice: "Create the table first, or grant the privilege on all tables and on future tables",
  },
  "53300": BUSY,
  "55006": BUSY,
  "55P03": RACE,
  "57P01": BUSY,
  "57P02": BUSY,
  "57P03": BUSY,
};

const UNREACHABLE =
  `Check that the server exists, and that its firewall and those on the way allow port ${String(POSTGRES_PORT)}. Add the ` +
  "azurerm_postgresql_flexible_server_firewall_rule to dependsOn of the PostgresEndpoint";

/** Translates an error of the driver. */
export function postgresFailure(error: Error): Error {
  const { code } = error as { readonly code?: string };
  if (code !== undefined && isUnreachable(code)) {
    return new TransportError(error.message, code, UNREACHABLE);
  }
  if (code !== undefined) {
    return isState(code) ? refusal(error.message, code) : error;
  }
  if (error.message.includes("does not support SSL")) {
    return new Refusal(
      error.message,
      "no TLS",
      false,
      "Nothing was sent, because the server offers no TLS. Check what is in front of the server",
    );
  }
  return /timeout|terminated|closed|not queryable/i.test(error.message)
    ? new TransportError(error.message, "ECONNRESET", UNREACHABLE)
    : error;
}

/** Node's codes start with E; no class of SQLSTATE does. */
const isState = (code: string): boolean => /^[0-9A-DF-Z][0-9A-Z]{4}$/.test(code);

function refusal(message: string, code: string): Refusal {
  const { retry, advice } = knownOf(code, message);
  return new Refusal(message, code, retry, advice, code === "3D000");
}

function knownOf(code: string, message: string): KnownError {
  // Concurrent GRANT and REVOKE on the same object.
  if (code === "XX000" && /concurrently (updated|deleted)/.test(message)) {
    return RACE;
  }
  if (message.includes("no pg_hba.conf entry")) {
    return {
      retry: false,
      advice:
        "The server blocks this machine. Allow its address with an azurerm_postgresql_flexible_server_firewall_rule, and " +
        "add the rule to dependsOn of the PostgresEndpoint",
    };
  }
  return (
    BY_STATE[code] ?? {
      retry: false,
      advice: "See https://www.postgresql.org/docs/current/errcodes-appendix.html",
    }
  );
}

function isUnreachable(code: string): boolean {
  return /^(ECONN|EHOST|ENET|EPIPE|ETIMEDOUT)/.test(code);
}
