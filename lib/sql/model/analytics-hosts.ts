/** SQL endpoints of Azure beside Azure SQL Database and managed instances, and what they have. */
export interface AnalyticsHost {
  /** What their DNS names end with. */
  readonly suffix: string;
  /** What they are, with an article. */
  readonly what: string;
  readonly hasLogins: boolean;
  /** Whether users can be created. Elsewhere they come into being with the first GRANT, for whoever has the name. */
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

/** What a host is, if it is one of these. Of a name that only Terraform knows, nothing is known. */
export function analyticsHost(host: string): AnalyticsHost | undefined {
  return ANALYTICS_HOSTS.find(({ suffix }) => host.toLowerCase().endsWith(suffix));
}
