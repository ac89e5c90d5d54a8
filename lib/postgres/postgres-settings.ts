import { ClientType } from "../access/client-type";
import { CLIENT_ID, type ServiceSettings } from "../access/service-settings";
import { type FlexibleServerSubject, inUrl } from "../flexible-server/flexible-server-subject";

type Subject = FlexibleServerSubject;

const PORT = "5432";

const host = (subject: Subject): string => subject.host;
const user = (subject: Subject): string => subject.user;
const database = (subject: Subject): string => subject.database;

const jdbc = (subject: Subject): string =>
  `jdbc:postgresql://${subject.host}:${PORT}/${subject.database}?sslmode=require`;

const withString = (make: (subject: Subject) => string): ServiceSettings<Subject>["values"] => ({
  CONNECTIONSTRING: make,
  CLIENTID: CLIENT_ID,
});

/** https://learn.microsoft.com/azure/service-connector/how-to-integrate-postgres */
export const POSTGRES_SETTINGS: readonly ServiceSettings<Subject>[] = [
  {
    prefix: "AZURE_POSTGRESQL",
    values: { HOST: host, PORT, DATABASE: database, USERNAME: user, SSL: "true", CLIENTID: CLIENT_ID },
    perClient: {
      [ClientType.DOTNET]: withString(
        (at) => `Server=${at.host};Database=${at.database};Port=${PORT};Ssl Mode=Require;User Id=${at.user};`,
      ),
      [ClientType.JAVA]: withString((at) => `${jdbc(at)}&user=${inUrl(at.user)}`),
      [ClientType.NODEJS]: { HOST: host, USER: user, DATABASE: database, PORT, SSL: "true", CLIENTID: CLIENT_ID },
      [ClientType.PYTHON]: withString(
        (at) => `dbname=${at.database} host=${at.host} port=${PORT} sslmode=require user=${at.user}`,
      ),
      [ClientType.GO]: withString((at) => `host=${at.host} dbname=${at.database} sslmode=require user=${at.user}`),
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
