/** What a script checks. Values can be tokens of CDKTF. */
export interface CheckRequest {
  /** What is called with the token. */
  readonly url: string;
  readonly audience: string;
  readonly headers: Readonly<Record<string, string>>;
  /**
   * Client id of the identity.
   *
   * @default - the machine's only one, or its system-assigned one
   */
  readonly clientId?: string;
}

/**
 * Where a machine asks for tokens:
 * https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token
 */
export const METADATA_SERVICE = "http://169.254.169.254";

export const TOKEN_PATH = "/metadata/identity/oauth2/token";

export const API_VERSION = "2018-02-01";
