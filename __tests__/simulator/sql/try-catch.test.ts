import { type Answer, using } from "./client";
import { inWorld } from "./world";

async function answerTo(batch: string): Promise<Answer> {
  const answers: Answer[] = [];
  await inWorld(({ servers }) =>
    using(servers, { database: "shop" }, async ({ query }) => {
      answers.push(await query(batch));
    }),
  );
  return answers[0]!;
}

test.each(["DROP USER nobody", "EXEC('DROP USER nobody')", "EXEC sp_executesql N'EXEC(''DROP USER nobody'')'"])(
  "CATCH gets the error of %s, after which nothing of TRY is run",
  async (statement) => {
    const { sets, errors } = await answerTo(
      `BEGIN TRY ${statement}; SELECT 'not run' AS t END TRY BEGIN CATCH SELECT ERROR_NUMBER() AS n END CATCH`,
    );
    expect({ sets, errors }).toEqual({ sets: [[{ n: 15151 }]], errors: [] });
  },
);

test("CATCH knows its own error, THROW throws it again, and after CATCH there is none", async () => {
  const { sets, errors } = await answerTo(
    `BEGIN TRY DROP USER nobody END TRY
     BEGIN CATCH
       BEGIN TRY SELECT 1 / 0 AS x END TRY BEGIN CATCH SELECT ERROR_NUMBER() AS n END CATCH;
       SELECT ERROR_NUMBER() AS n;
       BEGIN TRY THROW END TRY BEGIN CATCH SELECT ERROR_NUMBER() AS n END CATCH
     END CATCH;
     SELECT ERROR_NUMBER() AS n;
     THROW`,
  );
  expect(sets.flat()).toEqual([8134, 15151, 15151, null].map((n) => ({ n })));
  expect(errors).toEqual([10704]);
});

test("CATCH may ask for a transaction, of which there is none", async () => {
  const { sets, errors } = await answerTo(
    `BEGIN TRY DROP USER nobody END TRY
     BEGIN CATCH
       IF @@TRANCOUNT > 0 OR XACT_STATE() <> 0 ROLLBACK TRANSACTION;
       THROW
     END CATCH`,
  );
  expect({ sets, errors }).toEqual({ sets: [], errors: [15151] });
});

test.each([
  ["THROW 50007, '5%% of it', 7", { n: 50007, severity: 16, state: 7, message: "5% of it" }],
  [
    "RAISERROR('%s lacks %d rows, 5%% of %s', 12, 3, N'shop', 7) WITH NOWAIT, SETERROR",
    { n: 50000, severity: 12, state: 3, message: "shop lacks 7 rows, 5% of (null)" },
  ],
])("CATCH knows all of %s", async (statement, error) => {
  const { sets, errors } = await answerTo(
    `BEGIN TRY ${statement} END TRY
     BEGIN CATCH
       SELECT ERROR_NUMBER() AS n, ERROR_SEVERITY() AS severity, ERROR_STATE() AS state, ERROR_MESSAGE() AS message
     END CATCH`,
  );
  expect({ sets, errors }).toEqual({ sets: [[error]], errors: [] });
});
