import { createConnection } from "node:net";
import { connect as connectTls } from "node:tls";
import { Connection, Request } from "tedious";
import { connect, using } from "./client";
import { ADMINISTRATOR, APP, HOST, inWorld } from "./world";

describe.each([
  ["TDS 7.4, with TLS inside PRELOGIN", true as const],
  ["TDS 8.0, with TLS first", "strict" as const],
])("%s", (_, encrypt) => {
  const options = { encrypt };

  test("a token signs in, with the certificate verified", () =>
    inWorld(({ servers }) =>
      using(servers, { options }, async ({ query }) => {
        const { sets, errors } = await query("SELECT DB_NAME() AS db, ORIGINAL_LOGIN() AS who, USER_NAME() AS [user]");
        expect(errors).toEqual([]);
        expect(sets).toEqual([[{ db: "master", who: ADMINISTRATOR.name, user: "dbo" }]]);
      }),
    ));

  test("values of every type arrive as they are, null too", () =>
    inWorld(({ servers }) =>
      using(servers, { options }, async ({ query }) => {
        const { sets } = await query(
          `SELECT N'Ω😀' AS text, 'é' AS ansi, 7 AS whole, CAST(1 AS bit) AS yes, 0x00FF AS bytes,
            CAST('${ADMINISTRATOR.objectId}' AS uniqueidentifier) AS id, NULL AS nothing,
            CAST(NULL AS nvarchar(max)) AS noText, CAST(N'long' AS nvarchar(max)) AS long`,
        );
        expect(sets).toEqual([
          [
            {
              text: "Ω😀",
              ansi: "é",
              whole: 7,
              yes: true,
              bytes: Buffer.from("00ff", "hex"),
              id: ADMINISTRATOR.objectId.toUpperCase(),
              nothing: null,
              noText: null,
              long: "long",
            },
          ],
        ]);
      }),
    ));

  test("parameters of sp_executesql arrive as they are", () =>
    inWorld(({ servers }) =>
      using(servers, { options }, async ({ query }) => {
        const { sets } = await query("SELECT @t AS t, @m AS m, @n AS n, @b AS b, @bin AS bin, @g AS g, @nil AS nil", {
          t: ["NVarChar", "it's ]]"],
          m: ["NVarChar", "x".repeat(5000)],
          n: ["Int", -5],
          b: ["Bit", true],
          bin: ["VarBinary", Buffer.from([1, 2])],
          g: ["UniqueIdentifier", APP.objectId],
          nil: ["NVarChar", null],
        });
        const g = APP.objectId.toUpperCase();
        expect(sets).toEqual([
          [{ t: "it's ]]", m: "x".repeat(5000), n: -5, b: true, bin: Buffer.from([1, 2]), g, nil: null }],
        ]);
      }),
    ));

  test.each([512, 4096, 32767])("requests and answers span packets of %d bytes", (packetSize) =>
    inWorld(({ servers }) =>
      using(servers, { options: { ...options, packetSize } }, async ({ query }) => {
        const long = "ä".repeat(40_000);
        const { sets } = await query(`SELECT CAST(N'${long}' AS nvarchar(max)) AS it`);
        expect(sets).toEqual([[{ it: long }]]);
      }),
    ),
  );

  test("a request that takes long can be cancelled, and the connection lives on", () =>
    inWorld(({ servers }) =>
      using(servers, { options }, async ({ connection, query }) => {
        const isThere = servers.faults.stallBatch(1);
        const answered = new Promise<Error | null | undefined>((resolve) => {
          connection.execSqlBatch(new Request("SELECT 1 AS one", resolve));
        });
        await isThere;
        connection.cancel();
        expect((await answered)?.message).toBe("Canceled.");
        expect((await query("SELECT 1 AS one")).sets).toEqual([[{ one: 1 }]]);
      }),
    ));
});

test("several statements answer several results, and an error between them ends its own statement only", () =>
  inWorld(({ servers }) =>
    using(servers, { database: "shop" }, async ({ query }) => {
      const { sets, errors } = await query("SELECT 1 AS a; DROP USER nobody; SELECT 2 AS b");
      expect(errors).toEqual([15151]);
      expect(sets).toEqual([[{ a: 1 }], [{ b: 2 }]]);
    }),
  ));

test("a connection can be reset", () =>
  inWorld(({ servers }) =>
    using(servers, {}, async ({ connection, query }) => {
      await new Promise<void>((resolve, reject) => {
        connection.reset((error) => {
          if (error) {
            reject(error);
          } else {
            resolve();
          }
        });
      });
      expect((await query("SELECT 1 AS one")).sets).toEqual([[{ one: 1 }]]);
    }),
  ));

describe("a client that does not know the authority", () => {
  test.each([true as const, "strict" as const])("refuses the server (%s)", (encrypt) =>
    inWorld(async ({ servers }) => {
      const login = connect(servers, { options: { encrypt, cryptoCredentialsDetails: {} } });
      await expect(login).rejects.toThrow(/unable to verify|self.signed/);
    }),
  );
});

test("TDS 8.0 agrees to ALPN tds/8.0 and to no other", () =>
  inWorld(async ({ servers }) => {
    const [host, port] = servers.address.split(":");
    const agreed = (protocol: string): Promise<unknown> =>
      new Promise((resolve) => {
        const options = { host, port: Number(port), servername: HOST, ca: servers.certificateAuthority };
        const socket = connectTls({ ...options, ALPNProtocols: [protocol] }, () => {
          resolve(socket.alpnProtocol);
          socket.destroy();
        });
        socket.on("error", () => {
          resolve("refused");
        });
      });
    expect([await agreed("tds/8.0"), await agreed("h2")]).toEqual(["tds/8.0", "refused"]);
  }));

test("what is no TDS is hung up on, and others are still served", () =>
  inWorld(async ({ servers }) => {
    const [host, port] = servers.address.split(":");
    for (const noise of [
      "GET / HTTP/1.1\r\n\r\n",
      "\x12\x01\x00\x04",
      "\x16\x03\x01\x00\x05hello",
      "\x12\x01\x00\x09\0\0\0\0\0",
    ]) {
      await new Promise<void>((resolve) => {
        const socket = createConnection(Number(port), host, () => socket.write(Buffer.from(noise, "latin1")));
        socket
          .on("error", () => undefined)
          .on("close", () => {
            resolve();
          });
        socket.resume();
      });
    }
    await using(servers, {}, async ({ query }) => {
      expect((await query("SELECT 1 AS one")).sets).toEqual([[{ one: 1 }]]);
    });
  }));

test("a parameter of a type that is not modelled is an error, and the connection lives on", () =>
  inWorld(({ servers }) =>
    using(servers, {}, async ({ query }) => {
      expect((await query("SELECT @d AS d", { d: ["Decimal", 1.5] })).errors).toEqual([40510]);
      expect((await query("SELECT @n AS n", { n: ["Int", 1] })).sets).toEqual([[{ n: 1 }]]);
    }),
  ));

test("clients without encryption are not served", () =>
  inWorld(async ({ servers }) => {
    const [server = "", port] = servers.address.split(":");
    const connection = new Connection({ server, options: { port: Number(port), encrypt: false } });
    const error = await new Promise<Error | undefined>((resolve) => {
      connection.connect(resolve);
    });
    expect(error).toBeDefined();
    connection.close();
  }));

test("nothing is left when it is stopped", () =>
  inWorld(async ({ servers }) => {
    const { connection } = await connect(servers);
    const ended = new Promise((resolve) => connection.once("end", resolve));
    await servers.stop();
    await ended;
    await expect(connect(servers)).rejects.toThrow();
  }));
