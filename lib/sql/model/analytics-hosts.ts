/** SQL endpoints of Azure other than Azure SQL Database and managed instances, and their features. */
export interface AnalyticsHost {
  /** The suffix of their DNS names. */
  readonly suffix: string;
  /** Their product name, with an article. */
  readonly what: string;
  readonly hasLogins: boolean;
  /** Whether users can be created. Otherwise the first GRANT creates one, for any principal with the name. */
  readonly hasUsers: boolean;
}

/**
 * https://learn.microsoft.com/azure/synapse-analytics/sql/sql-authentication
 * https://learn.microsoft.com/sql/t-sql/statements/create-user-transact-sql
 * https://learn.microsoft.com/fabric/data-warehouse/sql-granular-permissions
 */
const ANALYTICS_HOSTS: readonly AnalyticsHost[] = [
  {
    suffix: "-ondemand.sql.azuresynapse.net",
    what: "a serverless SQL pool of Synapse",
    hasLogins: true,
    hasUsers: true,
  },
  { suffix: ".sql.azuresynapse.net", what: "a dedicated SQL pool of Synapse", hasLogins: false, hasUsers: true },
  { suffix: ".database.fabric.microsoft.com", what: "a SQL database in Fabric", hasLogins: false, hasUsers: true },
  {
    suffix: ".datawarehouse.fabric.microsoft.com",
    what: "a warehouse or SQL analytics endpoint of Fabric",
    hasLogins: false,
    hasUsers: false,
  },
];

/** The endpoint type of a host, if it is one of these. Undefined for names that only Terraform knows. */
export function analyticsHost(host: string): AnalyticsHost | undefined {
  return ANALYTICS_HOSTS.find(({ suffix }) => host.toLowerCase().endsWith(suffix));
}
