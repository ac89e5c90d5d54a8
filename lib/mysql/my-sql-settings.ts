import { ClientType } from "../access/client-type";
import { CLIENT_ID, type ServiceSettings } from "../access/service-settings";
import { type FlexibleServerSubject, inUrl } from "../flexible-server/flexible-server-subject";

type Subject = FlexibleServerSubject;

const PORT = "3306";

const host = (subject: Subject): string => subject.host;
const user = (subject: Subject): string => subject.user;
const database = (subject: Subject): string => subject.database;

const jdbc = (subject: Subject): string => `jdbc:mysql://${subject.host}:${PORT}/${subject.database}?sslmode=required`;

/** https://learn.microsoft.com/azure/service-connector/how-to-integrate-mysql */
export const MYSQL_SETTINGS: readonly ServiceSettings<Subject>[] = [
  {
    prefix: "AZURE_MYSQL",
    values: { HOST: host, PORT, DATABASE: database, USERNAME: user, SSL: "true", CLIENTID: CLIENT_ID },
    perClient: {
      [ClientType.DOTNET]: {
        CONNECTIONSTRING: (at) =>
          `Server=${at.host};Database=${at.database};Port=${PORT};User Id=${at.user};SSL Mode=Required;`,
        CLIENTID: CLIENT_ID,
      },
      [ClientType.JAVA]: { CONNECTIONSTRING: (at) => `${jdbc(at)}&user=${inUrl(at.user)}`, CLIENTID: CLIENT_ID },
      [ClientType.NODEJS]: { HOST: host, USER: user, DATABASE: database, PORT, SSL: "true", CLIENTID: CLIENT_ID },
      [ClientType.PYTHON]: { NAME: database, HOST: host, USER: user, CLIENTID: CLIENT_ID },
      [ClientType.GO]: { CONNECTIONSTRING: (at) => `${at.user}@tcp(${at.host}:${PORT})/${at.database}?tls=true` },
    },
    spring: {
      "spring.datasource.azure.passwordless-enabled": "true",
      "spring.datasource.url": jdbc,
      "spring.datasource.username": user,
      "spring.cloud.azure.credential.managed-identity-enabled": ({ clientId }) => clientId && "true",
      "spring.cloud.azure.credential.client-id": CLIENT_ID,
    },
  },
];
