import { type AccessToken, type AggregateAuthenticationError, type TokenCredential } from "@azure/identity";
import { type Audience, AZURE_SQL, type Cloud, cloudOf } from "./cloud";
import { NotDone, NoTokenYet } from "./failures";
import { BY_CODE } from "./known-errors";
import { claimsOf, tokenProblems } from "./token-claims";
import { tokenSuffix } from "./token-hosts";

/** A token with less remaining lifetime is replaced, in milliseconds. */
const LEAST_LIFE = 5 * 60_000;

type Environment = Readonly<Record<string, string | undefined>>;

/** Provides the token for signing in: from the environment, or from Entra ID. */
export class Tokens {
  /** Suffix of the host names that may receive the token. */
  public readonly suffix: string | undefined;

  private readonly variable: string;
  private readonly handedIn: string | undefined;
  private credential: TokenCredential | undefined;
  private fetched: AccessToken | undefined;

  public constructor(
    private readonly server: string,
    private readonly environment: Environment,
    private readonly audience: Audience = AZURE_SQL,
  ) {
    const [usual, ...others] = audience.tokenVariables;
    this.variable = [usual, ...others].find((name) => environment[name]?.trim()) ?? usual;
    this.handedIn = environment[this.variable]?.trim();
    this.suffix = tokenSuffix(server, audience, environment);
  }

  public async get(): Promise<string> {
    if (this.handedIn) {
      if (this.suffix === undefined) {
        throw new NotDone(
          `${this.server} is in no known cloud, so the token in ${this.variable} was not sent to it`,
          `Known clouds are ${this.suffixes}. For another one, set SQL_RUNNER_DNS_SUFFIX to the suffix of its SQL server names`,
        );
      }
      this.refuseUseless(this.handedIn);
      return this.handedIn;
    }
    if (this.fetched === undefined || this.fetched.expiresOnTimestamp - Date.now() < LEAST_LIFE) {
      this.fetched = await this.fetch();
    }
    return this.fetched.token;
  }

  /** The principal of the token, if the token names it. It is not secret, and helps when the token is rejected. */
  public get owner(): string | undefined {
    const claims = claimsOf(this.handedIn ?? this.fetched?.token ?? "") ?? {};
    const told = ["oid", "appid", "upn", "tid", "aud"].filter((claim) => typeof claims[claim] === "string");
    return told.length > 0 ? told.map((claim) => `${claim} ${String(claims[claim])}`).join(", ") : undefined;
  }

  /** Removes secrets from a text. */
  public hide(text: string): string {
    const handedIn = this.audience.tokenVariables.map((name) => this.environment[name]?.trim());
    const secrets = [...handedIn, this.fetched?.token, this.environment.AZURE_CLIENT_SECRET];
    return secrets.reduce<string>(
      (hidden, secret) => (isSecret(secret) ? hidden.replaceAll(secret, "***") : hidden),
      text,
    );
  }

  private get suffixes(): string {
    return Object.keys(this.audience.clouds).join(", ");
  }

  private async fetch(): Promise<AccessToken> {
    const cloud = cloudOf(this.server, this.audience);
    if (cloud === undefined) {
      throw new NotDone(
        `${this.server} is in no known cloud`,
        `Known clouds are ${this.suffixes}. For another one, pass a token in ${this.variable}, and ` +
          "set SQL_RUNNER_DNS_SUFFIX to the suffix of its SQL server names",
      );
    }
    try {
      this.credential ??= await makeCredential(cloud);
      const token = await this.credential.getToken(cloud.scope);
      if (token) {
        return token;
      }
    } catch (error) {
      throw tokenFailure(cloud, error as Error);
    }
    throw tokenFailure(cloud, new Error("no credential returned one"));
  }

  /** Fails early, because a server would reject the token with the number of a transient error. */
  private refuseUseless(token: string): void {
    const resource = resourceOf(cloudOf(this.server, this.audience) ?? this.audience.publicCloud);
    const problems = tokenProblems(claimsOf(token) ?? {}, resource, Date.now());
    if (problems.length > 0) {
      throw new NotDone(
        `the token in ${this.variable} ${problems.join(", and ")}`,
        `Pass a new one from az account get-access-token --resource ${resource}, or none`,
      );
    }
  }
}

const resourceOf = ({ scope }: Cloud): string => scope.replace(/\.default$/, "");

/**
 * Environment variables, workload identity, managed identity, Azure CLI and other developer tools, in this order:
 * https://learn.microsoft.com/azure/developer/javascript/sdk/authentication/credential-chains#defaultazurecredential-overview
 *
 * Loads the package lazily, because it is large.
 */
async function makeCredential({ authority }: Cloud): Promise<TokenCredential> {
  const { DefaultAzureCredential } = await import("@azure/identity");
  return new DefaultAzureCredential({ authorityHost: authority });
}

/** A shorter text is not a secret, and could be part of any word. */
function isSecret(text: string | undefined): text is string {
  return text !== undefined && text.length >= 8;
}

function tokenFailure(cloud: Cloud, error: Error): Error {
  const { statusCode, code } = error as { readonly statusCode?: number; readonly code?: string };
  const message = `got no token for ${resourceOf(cloud)}: ${error.message}`;
  const isBusy = statusCode === 429 || (statusCode !== undefined && statusCode >= 500);
  if (isBusy || isLost(error) || (code !== undefined && BY_CODE[code]?.retry === true)) {
    return new NoTokenYet(message);
  }
  return new NotDone(
    message,
    "Set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET (or AZURE_CLIENT_CERTIFICATE_PATH), run with a " +
      "workload identity or managed identity, run az login, or pass a token in SQL_RUNNER_ACCESS_TOKEN",
  );
}

/**
 * Whether a token service was unreachable, which the package reports only as text. An unreachable managed identity
 * endpoint means that there is none: other clouds answer at its address too.
 */
function isLost(error: Error): boolean {
  const { errors = [error] } = error as Partial<AggregateAuthenticationError>;
  return (errors as Error[]).some(
    ({ name, message }) => name !== "CredentialUnavailableError" && /\bnetwork_error\b/.test(message),
  );
}
