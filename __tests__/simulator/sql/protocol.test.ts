import { using } from "./client";
import { ADMINISTRATOR, inWorld } from "./world";

describe.each([
  ["TDS 7.4, with TLS inside PRELOGIN", true as const],
  ["TDS 8.0, with TLS first", "strict" as const],
])("%s", (_, encrypt) => {
  test("a token signs in, with the certificate verified", () =>
    inWorld(({ servers }) =>
      using(servers, { options: { encrypt } }, async ({ query }) => {
        const { sets, errors } = await query("SELECT DB_NAME() AS db, ORIGINAL_LOGIN() AS who, USER_NAME() AS [user]");
        expect(errors).toEqual([]);
        expect(sets).toEqual([[{ db: "master", who: ADMINISTRATOR.name, user: "dbo" }]]);
      }),
    ));
});
