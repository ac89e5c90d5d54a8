/**
 * What lets the identity of a server look up names in the directory: a role of the directory, or three of Microsoft Graph.
 *
 * https://learn.microsoft.com/azure/azure-sql/database/authentication-aad-directory-readers-role
 */
export const DIRECTORY_READERS = {
  role: "88d8e3e3-8f55-4a1e-953a-9b9898b8876b",
  appRoles: [
    "df021288-bdef-4463-88db-98f22de89214",
    "98830695-27a2-44f7-8c18-0c3ebc9698f6",
    "9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30",
  ],
} as const;
