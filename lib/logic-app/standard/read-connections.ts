import { readFileSync } from "node:fs";
import { shown } from "../../core/given";
import { type Problem, rules, warnings } from "../../core/rules";
import { type JsonFault, parseJson } from "../workflow/parse-json";
import { isMember, type Member } from "../workflow-text";

/** What a connections.json has. */
export interface Connections {
  /** By the name of their part of the file, and by key. */
  readonly sections: Readonly<Record<string, Member>>;
  readonly problems: readonly Problem[];
  /** Warnings. */
  readonly advice: readonly Problem[];
}

/** The connections of a file. */
export function readConnections(path: string): Connections {
  try {
    return parsed(path, readFileSync(path, "utf8"));
  } catch (error) {
    return { sections: {}, problems: unreadable(path, error as Error), advice: [] };
  }
}

function parsed(path: string, text: string): Connections {
  const read = parseJson(text);
  if ("fault" in read) {
    return { sections: {}, problems: notJson(path, read.fault), advice: [] };
  }
  const { value: content } = read;
  const parts = isMember(content) ? Object.entries(content) : [];
  const sections = Object.fromEntries(parts.filter((part): part is [string, Member] => isMember(part[1])));
  const problems = isMember(content)
    ? parts.filter(([, part]) => !isMember(part)).flatMap(([name, part]) => notConnections(path, name, part))
    : notConnections(path, "", content);
  const withSecrets = Object.values(sections)
    .flatMap((connections) => Object.entries(connections))
    .filter(([, connection]) => hasSecret(connection));
  return { sections, problems, advice: withSecrets.flatMap(([key]) => secretInFile(path, key)) };
}

/** Ways to sign in without an identity: https://learn.microsoft.com/azure/logic-apps/single-tenant-overview-compare */
const SECRETS = /^(connectionString|.*(password|secret|accessKey|accountKey|subscriptionKey))$/i;
const SECRET_TYPES = ["raw", "querystring", "basic", "activedirectoryoauth", "clientcertificate"];

function hasSecret(connection: unknown): boolean {
  const { authentication, parameterValues, subscriptionKey } = isMember(connection) ? connection : {};
  const type = isMember(authentication) ? authentication.type : undefined;
  return (
    subscriptionKey !== undefined ||
    (typeof type === "string" && SECRET_TYPES.includes(type.toLowerCase())) ||
    (isMember(parameterValues) && Object.keys(parameterValues).some((name) => SECRETS.test(name)))
  );
}

const FILE = "LogicAppConnectionsFile";

const unreadable = rules<[path: string, error: Error]>(FILE, [
  {
    rule: "connections-file-unreadable",
    message: (path, { message }) =>
      `${shown(path)} cannot be read (${message}); give the path of a connections.json, relative to the directory in which the app runs`,
  },
]);

const notJson = rules<[path: string, at: JsonFault]>(FILE, [
  {
    rule: "connections-file-not-json",
    message: (path, { line, column }) =>
      `${path} is not JSON from line ${String(line)}, column ${String(column)} on; correct it there`,
  },
]);

const notConnections = rules<[path: string, name: string, content: unknown]>(FILE, [
  {
    rule: "connections-file-without-connections",
    message: (path, name, content) =>
      `${name === "" ? path : `${name} in ${path}`} must be a JSON object ` +
      `${name === "" ? "with parts such as managedApiConnections" : "with connections by key"}; got ${shown(content)}`,
  },
]);

const secretInFile = warnings<[path: string, key: string]>(FILE, [
  {
    rule: "connection-with-secret-in-file",
    message: (path, key) =>
      `connection "${key}" in ${path} signs in with a key, a password or a connection string; use ManagedIdentityApiConnection or ` +
      "BuiltInConnection, and remove it from the file",
  },
]);
