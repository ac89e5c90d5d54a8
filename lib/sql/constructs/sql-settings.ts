import { ClientType } from "../../access/client-type";
import { CLIENT_ID, type ServiceSettings, type SettingSubject } from "../../access/service-settings";

/** A database on Azure SQL, as clients sign in to it. */
export interface SqlSubject extends SettingSubject {
  /** DNS name of the server. */
  readonly host: string;
  readonly database: string;
  /** The object id of a user-assigned identity. */
  readonly objectId?: string;
}

type Subject = SqlSubject;

const PORT = "1433";

const jdbc = ({ host, database, clientId }: Subject): string =>
  `jdbc:sqlserver://${host}:${PORT};databaseName=${database};${clientId === undefined ? "" : `msiClientId=${clientId};`}` +
  "authentication=ActiveDirectoryMSI;";

const SERVER = { SERVER: ({ host }: Subject) => host, PORT, DATABASE: ({ database }: Subject) => database };

/** https://learn.microsoft.com/azure/service-connector/how-to-integrate-sql-database */
export const SQL_SETTINGS: readonly ServiceSettings<Subject>[] = [
  {
    prefix: "AZURE_SQL",
    values: { ...SERVER, CLIENTID: CLIENT_ID },
    perClient: {
      [ClientType.DOTNET]: {
        CONNECTIONSTRING: ({ host, database, clientId }) =>
          `Data Source=${host},${PORT};Initial Catalog=${database};` +
          `${clientId === undefined ? "" : `User ID=${clientId};`}Authentication=ActiveDirectoryManagedIdentity`,
      },
      [ClientType.JAVA]: { CONNECTIONSTRING: jdbc },
      [ClientType.NODEJS]: {
        ...SERVER,
        AUTHENTICATIONTYPE: "azure-active-directory-default",
        CLIENTID: CLIENT_ID,
      },
      [ClientType.PYTHON]: {
        ...SERVER,
        AUTHENTICATION: "ActiveDirectoryMsi",
        USER: ({ objectId }) => objectId,
      },
      // Service Connector has no identities for Go; this is what go-mssqldb takes.
      [ClientType.GO]: {
        CONNECTIONSTRING: ({ host, database, clientId }) =>
          `server=${host};port=${PORT};database=${database};fedauth=ActiveDirectoryManagedIdentity;` +
          (clientId === undefined ? "" : `user id=${clientId};`),
      },
    },
    spring: { "spring.datasource.url": jdbc },
  },
];
