import { mapData, mapPage } from "../../../lib/audit/map";
import { pack, unpack } from "../../../lib/audit/map/page";
import { largeModel, ModelBuilder, smallModel } from "../../support/access-models";

const TEMPLATE = '<script type="application/json" id="data">%ACCESS-MAP-DATA%</script><script>1</script>';

test("a page reads the map that was put into it", () => {
  const data = mapData(smallModel().build());
  const { format, isDifference, principals, sources, targets, grants, trusts, memberships, impersonations } = data;
  expect(unpack(JSON.parse(JSON.stringify(pack(data))) as ReturnType<typeof pack>)).toEqual({
    ...{ format, isDifference, principals, sources, targets, grants, trusts, memberships },
    impersonations: expect.arrayContaining([...impersonations]) as unknown,
    leftOut: [],
  });
});

test.each(["</script><script>alert(1)</script>", "<!--<script>", "$&$`$'", "\u2028\u2029", "%ACCESS-MAP-DATA%"])(
  "a name such as %j stays in the data",
  (name) => {
    const model = new ModelBuilder();
    model.grant(model.identity(name), model.target(name), name);
    const page = mapPage(mapData(model.build()), TEMPLATE);
    const [, json = "", ...scripts] = page.split(/<\/?script[^>]*>/);
    expect(scripts).toEqual(["", "1", ""]);
    const { principals } = unpack(JSON.parse(json) as ReturnType<typeof pack>) as { principals: { label: string }[] };
    expect(principals.map(({ label }) => label)).toEqual([name]);
  },
);

test("a page has the shortest of very many ways to become an identity, and says how many others there are", () => {
  const model = new ModelBuilder();
  const identity = model.identity("id-shop");
  Array.from({ length: 70 }, (_, index) => model.identity(`id-${String(index)}`)).forEach((by, index, all) => {
    const detour = index < 50 ? [[all[60]!, "a detour"] as const] : [];
    model.become(by, identity, ...detour, [identity, "the way"]);
  });
  const { impersonations, leftOut } = unpack(pack(mapData(model.build()))) as {
    impersonations: { steps: unknown[] }[];
    leftOut: unknown[];
  };
  expect(impersonations).toHaveLength(40);
  expect(impersonations.filter(({ steps }) => steps.length === 1)).toHaveLength(20);
  expect(leftOut).toEqual([{ principal: identity, count: "30" }]);
});

test("the data of an estate of 1,000 grants leaves space for the rest of the page", () => {
  expect(mapPage(mapData(largeModel().build()), TEMPLATE).length).toBeLessThan(1_000_000);
});
