const CREATE = /^CREATE AADUSER ('(?:[^']|'')+') IDENTIFIED BY '([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})'$/is;

/** The MariaDB statements for an Entra statement. All others are passed through. */
export function translated(query: string): string[] {
  if (/^SET aad_auth_validate_oids_in_tenant = (ON|OFF)$/i.test(query)) {
    return ["DO 0"];
  }
  const [whole, name = "", id = ""] = CREATE.exec(query) ?? [];
  if (whole !== undefined) {
    const account = JSON.stringify({ plugin: "aad_auth", authentication_string: `AADSP:${id}:upn:user`, access: 0 });
    return [
      `CREATE USER ${name}@'%'`,
      `UPDATE mysql.global_priv SET priv = '${account}' WHERE user = ${name} AND host = '%'`,
      "FLUSH PRIVILEGES",
    ];
  }
  return [
    query
      // In MySQL, GRANT does not create users.
      .replace("'NO_BACKSLASH_ESCAPES'", "'NO_BACKSLASH_ESCAPES,NO_AUTO_CREATE_USER'")
      // MariaDB stores this elsewhere.
      .replace("u.account_locked = 'Y'", "FALSE"),
  ];
}
