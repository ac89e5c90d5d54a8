import { Refusal, TransportError } from "../failures";
import { type KnownError } from "../known-errors";

const BUSY: KnownError = {
  retry: true,
  advice: "The server was busy, starting or moving all the time; look at its health in the portal, then apply again",
};

const RACE: KnownError = {
  retry: true,
  advice: "Something else changes the same role or object all the time; apply again when it is done",
};

const SIGN_IN: KnownError = {
  retry: true,
  advice:
    "The server did not let the token in: an administrator who was just set takes minutes, and this took longer. Check " +
    "that Microsoft Entra authentication is on, that administrator of the PostgresEndpoint is the name of an Entra " +
    "administrator of the server in the same letters, and that whoever runs Terraform is that principal or a member of it",
};

const NOT_ALLOWED: KnownError = {
  retry: false,
  advice:
    "Whoever signs in may not do that: sign in as (a member of) the owner of the database, the schema and the tables; the " +
    "role itself is created and dropped by an Entra administrator",
};

/** By SQLSTATE. https://www.postgresql.org/docs/current/errcodes-appendix.html */
const BY_STATE: Readonly<Record<string, KnownError>> = {
  "08006": BUSY,
  "28000": SIGN_IN,
  "28P01": SIGN_IN,
  "2BP01": {
    retry: false,
    advice: "Something still depends on the role: revoke what was granted to it by others, then apply again",
  },
  "3D000": { retry: false, advice: "Check the name of the database, and that it is on this server" },
  "3F000": { retry: false, advice: "Create the schema first; the endpoint's administrator does not create any" },
  "40001": RACE,
  "40P01": RACE,
  "42501": NOT_ALLOWED,
  "42704": {
    retry: false,
    advice: "The role does not exist; check its name, and create roles that others are members of first",
  },
  "42710": RACE,
  "42883": {
    retry: false,
    advice:
      "The server has no functions for Entra ID: turn Microsoft Entra authentication on (authentication of the " +
      "azurerm_postgresql_flexible_server), then apply again",
  },
  "42P01": { retry: false, advice: "Create the table first, or grant the privilege on all and on future tables" },
  "53300": BUSY,
  "55006": BUSY,
  "55P03": RACE,
  "57P01": BUSY,
  "57P02": BUSY,
  "57P03": BUSY,
};

const UNREACHABLE =
  "Check that the server exists, and that its firewall and those on the way allow port 5432; an " +
  "azurerm_postgresql_flexible_server_firewall_rule belongs in dependsOn of the PostgresEndpoint";

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
      "Nothing was sent: what answers offers no TLS; see what is in front of the server",
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
        "The server does not let this machine in: allow its address with an azurerm_postgresql_flexible_server_firewall_rule, " +
        "and list it in dependsOn of the PostgresEndpoint",
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
