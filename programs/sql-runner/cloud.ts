/** Where tokens come from, and for which resource. */
export interface Cloud {
  readonly scope: string;
  readonly authority: string;
}

export const PUBLIC_CLOUD: Cloud = {
  scope: "https://database.windows.net/.default",
  authority: "https://login.microsoftonline.com",
};

/** The token resources of one kind of servers. */
export interface Audience {
  /** By DNS suffix of the servers. A suffix that ends with another one comes first. */
  readonly clouds: Readonly<Record<string, Cloud>>;
  /** For servers whose name does not identify their cloud. */
  readonly publicCloud: Cloud;
  /** Environment variables with a token; the first that is set counts. */
  readonly tokenVariables: readonly [string, ...string[]];
}

/** By DNS suffix of the servers. https://learn.microsoft.com/azure/azure-sql/database/authentication-aad-configure */
const CLOUDS: Readonly<Record<string, Cloud>> = {
  ".database.windows.net": PUBLIC_CLOUD,
  ".sql.azuresynapse.net": PUBLIC_CLOUD,
  ".database.fabric.microsoft.com": PUBLIC_CLOUD,
  ".database.usgovcloudapi.net": {
    scope: "https://database.usgovcloudapi.net/.default",
    authority: "https://login.microsoftonline.us",
  },
  ".database.chinacloudapi.cn": {
    scope: "https://database.chinacloudapi.cn/.default",
    authority: "https://login.chinacloudapi.cn",
  },
};

export const AZURE_SQL: Audience = {
  clouds: CLOUDS,
  publicCloud: PUBLIC_CLOUD,
  tokenVariables: ["SQL_RUNNER_ACCESS_TOKEN"],
};

const PUBLIC_FLEXIBLE_CLOUD: Cloud = {
  scope: "https://ossrdbms-aad.database.windows.net/.default",
  authority: "https://login.microsoftonline.com",
};

/**
 * Flexible servers of PostgreSQL and MySQL. Their resource is `ossrdbmsResourceId` of `az cloud show`.
 *
 * https://learn.microsoft.com/azure/postgresql/security/security-entra-configure
 */
export function flexibleServers(product: "postgres" | "mysql"): Audience {
  return {
    publicCloud: PUBLIC_FLEXIBLE_CLOUD,
    tokenVariables: ["SQL_RUNNER_OSS_RDBMS_ACCESS_TOKEN", "SQL_RUNNER_ACCESS_TOKEN"],
    clouds: {
      [`.${product}.database.azure.com`]: PUBLIC_FLEXIBLE_CLOUD,
      [`.${product}.database.usgovcloudapi.net`]: {
        scope: "https://ossrdbms-aad.database.usgovcloudapi.net/.default",
        authority: "https://login.microsoftonline.us",
      },
      [`.${product}.database.chinacloudapi.cn`]: {
        scope: "https://ossrdbms-aad.database.chinacloudapi.cn/.default",
        authority: "https://login.chinacloudapi.cn",
      },
    },
  };
}

/** The cloud of a server or managed instance; undefined for unknown names. */
export function cloudOf(server: string, audience: Audience): Cloud | undefined {
  const suffix = suffixOf(server, audience);
  return suffix === undefined ? undefined : audience.clouds[suffix];
}

/** The suffix of all servers in the same cloud, including those behind private links. */
export function suffixOf(server: string, { clouds }: Audience): string | undefined {
  return Object.keys(clouds).find((known) => server.toLowerCase().endsWith(known));
}
