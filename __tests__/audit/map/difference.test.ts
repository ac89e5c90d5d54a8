import { type AccessModel, type Grant } from "../../../lib/audit/access/access-model";
import { differenceMarkdown, mapDifference } from "../../../lib/audit/map";
import { ModelBuilder, smallModel } from "../../support/access-models";

const BEFORE = smallModel().build();

/** The model with other grants. */
const withGrants = (change: (grants: readonly Grant[]) => readonly Grant[]): AccessModel => ({
  ...BEFORE,
  grants: change(BEFORE.grants),
});

const changes = (after: AccessModel, before = BEFORE): string[] =>
  mapDifference(before, after).grants.flatMap(({ change, what, before: was }) =>
    change === undefined ? [] : [`${change}: ${what}${was === undefined ? "" : ` (was ${was.what}, ${was.risk})`}`],
  );

describe("the difference of two maps", () => {
  test("has what was added", () => {
    expect(
      changes(
        BEFORE,
        withGrants(([, ...rest]) => rest),
      ),
    ).toEqual(["added: Key Vault Secrets User"]);
  });

  test("has what was removed, with the nodes that only the earlier map has", () => {
    const model = new ModelBuilder();
    const identity = model.identity("id-gone");
    model.grant(identity, model.target("kv-gone"), "Key Vault Secrets User");
    const difference = mapDifference(model.build(), new ModelBuilder().build());
    expect(difference.grants.map(({ change }) => change)).toEqual(["removed"]);
    expect([...difference.principals, ...difference.targets].map(({ label }) => label)).toEqual(["id-gone", "kv-gone"]);
  });

  test("says what another role in the same block was before", () => {
    const after = withGrants(([first, ...rest]) => [
      { ...first!, what: "Key Vault Administrator", risk: "broad" },
      ...rest,
    ]);
    expect(changes(after)).toEqual(["changed: Key Vault Administrator (was Key Vault Secrets User, none)"]);
  });

  test("says that a role became permanent", () => {
    const after = withGrants((grants) => grants.map((grant) => ({ ...grant, eligible: false })));
    expect(changes(after)).toEqual(["changed: Contributor (was Contributor, privileged)"]);
  });

  test("takes a block that was renamed for the same grant", () => {
    const after = withGrants((grants) =>
      grants.map((grant) => ({ ...grant, block: { ...grant.block, address: `module.access.${grant.block.address}` } })),
    );
    expect(changes(after)).toEqual([]);
  });

  test("compares two plans although their files have different names", () => {
    expect(changes(smallModel("after.json").build(), smallModel("before.json").build())).toEqual([]);
  });

  test("does not take another stack for a renamed one if there are several", () => {
    const two = (...names: string[]): AccessModel => {
      const models = names.map((name) => smallModel(name).build());
      return {
        ...models[0]!,
        principals: models.flatMap(({ principals }) => principals),
        grants: models.flatMap(({ grants }) => grants),
      };
    };
    expect(changes(two("a", "b"), two("c", "d"))).toHaveLength(36);
  });

  test("has ways to become an identity that were added and removed", () => {
    const paths = (after: AccessModel, before: AccessModel): unknown =>
      mapDifference(before, after).impersonations.map(({ by, change }) => [by, change]);
    const fewer = { ...BEFORE, impersonations: BEFORE.impersonations.slice(1) };
    const [token] = BEFORE.impersonations;
    expect(paths(BEFORE, fewer)).toContainEqual([token?.by, "added"]);
    expect(paths(fewer, BEFORE)).toContainEqual([token?.by, "removed"]);
    expect(paths(BEFORE, BEFORE)).toEqual(BEFORE.impersonations.map(() => [expect.any(String) as string, undefined]));
  });
});

describe("its Markdown", () => {
  const markdown = (after: AccessModel, before = BEFORE): string => differenceMarkdown(mapDifference(before, after));

  test("says that nothing changes", () => {
    expect(markdown(BEFORE)).toBe(
      "## Access changes\n\nNothing changes: the same identities can reach the same resources.\n",
    );
  });

  test("lists what changes, the worst first", () => {
    const before = withGrants((grants) => grants.filter(({ risk }) => risk !== "privileged"));
    const after = withGrants(([first, , ...rest]) => [{ ...first!, what: "Key Vault Secrets Officer" }, ...rest]);
    expect(markdown(after, before)).toBe(`## Access changes

4 grants: 2 added, 1 removed, 1 changed; no way to become an identity changes.

### Grants

| Change | Identity | May | On | Risk |
| --- | --- | --- | --- | --- |
| ➕ added | \`grp-operators\` | Contributor (after activation) | \`rg-shop\` | ▲ privileged |
| ➕ added | \`id-deploy\` | Owner | \`subscription 00000000\` | ▲ privileged |
| ✏️ changed | \`id-orders\` | Key Vault Secrets Officer (was Key Vault Secrets User) | \`kv-orders\` | ● limited |
| ➖ removed | \`id-orders\` | Azure Service Bus Data Sender | \`orders-incoming\` | ● limited |
`);
  });

  test("tells how somebody can become an identity now", () => {
    const before = { ...BEFORE, impersonations: BEFORE.impersonations.slice(1) };
    expect(markdown(BEFORE, before)).toContain(
      "| ➕ added | `https://token.actions.githubusercontent.com repo:contoso/shop:ref:refs/heads/main` | `id-deploy` | " +
        "1. a token of this subject is accepted as id-deploy |",
    );
  });
});
