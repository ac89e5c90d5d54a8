/** What tokens are for, and who gives them. */
export interface Cloud {
  readonly scope: string;
  readonly authority: string;
}

export const PUBLIC_CLOUD: Cloud = {
  scope: "https://database.windows.net/.default",
  authority: "https://login.microsoftonline.com",
};

/** By DNS suffix of the servers. https://learn.microsoft.com/azure/azure-sql/database/authentication-aad-configure */
const CLOUDS: Readonly<Record<string, Cloud>> = {
  ".database.windows.net": PUBLIC_CLOUD,
  ".database.usgovcloudapi.net": {
    scope: "https://database.usgovcloudapi.net/.default",
    authority: "https://login.microsoftonline.us",
  },
  ".database.chinacloudapi.cn": {
    scope: "https://database.chinacloudapi.cn/.default",
    authority: "https://login.chinacloudapi.cn",
  },
};

export const SUFFIXES = Object.keys(CLOUDS);

/** The cloud of a server or managed instance; undefined for names that are in none. */
export function cloudOf(server: string): Cloud | undefined {
  const suffix = suffixOf(server);
  return suffix === undefined ? undefined : CLOUDS[suffix];
}

/** What the names of all servers end with that are in the same cloud: also those behind private links. */
export function suffixOf(server: string): string | undefined {
  return SUFFIXES.find((known) => server.toLowerCase().endsWith(known));
}
