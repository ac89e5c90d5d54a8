import * as fc from "../../support/fast-check";
import { TemplateError } from "../../../simulator/arm-template";
import { type Value } from "../../../simulator/protocol/values";
import { valueOf } from "./deployment";

const GROUP = "/subscriptions/sub-1/resourceGroups/rg-shop";

describe("an expression", () => {
  const cases: [string, Value][] = [
    ["plain", "plain"],
    ["[not closed", "[not closed"],
    ["[[escaped]", "[escaped]"],
    ["['it''s']", "it's"],
    ["[-12]", -12],
    ["[ concat( 'a' , 'b' ) ]", "ab"],
    ["[createObject('a', createArray(1, 2)).a[1]]", 2],
    ["[createObject('Name', 'x')['name']]", "x"],
    ["[CONCAT('a', toupper('b'))]", "aB"],
    ["[base64('hello')]", "aGVsbG8="],
    ["[base64ToString('aGVsbG8=')]", "hello"],
    ["[concat('a', 1, true())]", "a1True"],
    ["[concat(createArray(1), createArray(2))]", [1, 2]],
    ["[endsWith('Shop', 'OP')]", true],
    ["[startsWith('Shop', 'op')]", false],
    ["[format('{0}-{1}-{0} {{}}', 'a', 7)]", "a-7-a {}"],
    ["[join(createArray('a', 'b'), '/')]", "a/b"],
    ["[replace('a.b.c', '.', '-')]", "a-b-c"],
    ["[split('a,b;c', createArray(',', ';'))]", ["a", "b", "c"]],
    ["[string(createObject('a', 1))]", '{"a":1}'],
    ["[substring('abcdef', 2, 3)]", "cde"],
    ["[substring('abcdef', 4)]", "ef"],
    ["[toLower(' Ab ')]", " ab "],
    ["[trim(' Ab ')]", "Ab"],
    ["[uri('https://a.example/b/', 'c')]", "https://a.example/b/c"],
    ["[uriComponent('a b&c')]", "a%20b%26c"],
    ["[array('a')]", ["a"]],
    ["[contains('Shop', 'SH')]", true],
    ["[contains(createArray('a', 'b'), 'c')]", false],
    ["[contains(createObject('A', 1), 'a')]", true],
    ["[empty('')]", true],
    ["[empty(null())]", true],
    ["[empty(createObject('a', 1))]", false],
    ["[first('shop')]", "s"],
    ["[first(createArray())]", null],
    ["[last(createArray(1, 2))]", 2],
    ["[length(createObject('a', 1, 'b', 2))]", 2],
    ["[union(createArray(1, 2), createArray(2, 3))]", [1, 2, 3]],
    [
      "[union(createObject('a', 1, 'o', createObject('x', 1)), createObject('a', 2, 'o', createObject('y', 1)))]",
      { a: 2, o: { x: 1, y: 1 } },
    ],
    ["[and(true(), not(false()))]", true],
    ["[or(false(), false())]", false],
    ["[bool('True')]", true],
    ["[int('42')]", 42],
    ["[json('{\"a\": [null]}').a]", [null]],
    ["[coalesce(null(), 'a', 'b')]", "a"],
    ["[equals('A', 'a')]", true],
    ["[equals(createArray(1), createArray(2))]", false],
    ["[if(equals(1, 1), 'yes', int('no number'))]", "yes"],
    ["[resourceGroup().location]", "westeurope"],
    ["[subscription().subscriptionId]", "sub-1"],
    ["[tenant().tenantId]", "tenant-1"],
    ["[deployment().name]", "connections"],
    ["[environment().suffixes.sqlServerHostname]", ".database.windows.net"],
    ["[resourceId('Microsoft.Web/connections', 'sql')]", `${GROUP}/providers/Microsoft.Web/connections/sql`],
    [
      "[resourceId('rg-other', 'Microsoft.Web/connections/accessPolicies', 'sql', 'shop')]",
      "/subscriptions/sub-1/resourceGroups/rg-other/providers/Microsoft.Web/connections/sql/accessPolicies/shop",
    ],
    ["[resourceId('sub-2', 'rg', 'A.B/c', 'd')]", "/subscriptions/sub-2/resourceGroups/rg/providers/A.B/c/d"],
    [
      "[subscriptionResourceId('Microsoft.Web/locations/managedApis', 'westeurope', 'sql')]",
      "/subscriptions/sub-1/providers/Microsoft.Web/locations/westeurope/managedApis/sql",
    ],
    ["[extensionResourceId('/scope', 'A.B/c', 'd')]", "/scope/providers/A.B/c/d"],
    ["[tenantResourceId('A.B/c', 'd')]", "/providers/A.B/c/d"],
  ];

  test.each(cases)("%s", (text, value) => {
    expect(valueOf(text)).toEqual(value);
  });

  test("gives text back that is put into it as a literal", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(valueOf(`['${text.replaceAll("'", "''")}']`)).toBe(text);
      }),
    );
  });

  test("evaluates what is left to it or fails with a word about the template, whatever is written", () => {
    const scrap = fc.constantFrom(
      "[",
      "]",
      "(",
      ")",
      ",",
      ".",
      "'",
      "a",
      "1",
      "concat",
      "parameters",
      "if",
      " ",
      "-",
      "€",
    );
    fc.assert(
      fc.property(fc.array(scrap, { maxLength: 12 }), (scraps) => {
        try {
          valueOf(`[${scraps.join("")}]`);
        } catch (error) {
          expect(error).toBeInstanceOf(TemplateError);
        }
      }),
    );
  });

  test("makes the same unique names of the same words, and others of others", () => {
    const [id, again, other] = ["'a', 'b'", "'a', 'b'", "'a'"].map((words) => valueOf(`[guid(${words})]`));
    expect([id === again, id === other]).toEqual([true, false]);
    expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(valueOf("[uniqueString('a')]")).toMatch(/^[a-z2-7]{13}$/);
    expect(valueOf("[uniqueString('a')]")).not.toBe(valueOf("[uniqueString('b')]"));
  });
});

describe("an expression is refused", () => {
  test.each([
    ["[concat('a']", "expected ')' at position 11, and found 'end of expression'"],
    ["[concat('a') 'b']", "expected 'end of expression' at position 13, and found 'b'"],
    ["['a' € 'b']", "unexpected character '€' at position 5"],
    ["[concat]", "expected '(' at position 7"],
    ["[toLowerCase('A')]", "The template function 'toLowerCase' is not valid."],
    ["[listKeys('x', '2023-01-01')]", "it gives out secrets, which are not modelled"],
    ["[newGuid()]", "use guid() of something that stays"],
    ["[toLower(1)]", "'toLower' is not used well: it cannot take 1 as argument 1."],
    ["[toLower('a', 'b')]", "takes 1 arguments, and got 2"],
    [
      "[toLower(substring('abc', 2, 5))]",
      "'substring' is not used well: it cannot take 5 characters from position 2 of 'abc'",
    ],
    ["[resourceId('connections', 'sql')]", "found no resource type, such as 'Microsoft.Web/connections'"],
    ["[resourceId('A.B/c/d', 'x')]", "the type 'A.B/c/d' has 2 segments after the provider, and there are 1 names"],
    ["[createObject('a', 1).b]", "'b' doesn't exist, available properties are 'a'"],
    ["[createArray(1)[1]]", "array index '1' is out of bounds"],
    ["[int('x')]", 'cannot take "x" for an integer'],
    ["[parameters('x')]", "The template parameter 'x' is not found."],
    ["[variables('x')]", "The template variable 'x' is not found."],
  ])("%s", (text, message) => {
    expect(() => valueOf(text)).toThrow(message);
  });
});
