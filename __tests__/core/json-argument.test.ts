import { DefaultTokenResolver, Fn, StringConcat, TerraformVariable, Token, Tokenization } from "cdktf";
import { FunctionCall } from "../../lib/core/function-call";
import { jsonArgument } from "../../lib/core/json-argument";
import { resourceGroup } from "../support/azure";
import { testStack } from "../support/synth";

const stack = testStack();
const resolved = (object: object): unknown =>
  Tokenization.resolve(new FunctionCall("jsonencode", jsonArgument(object)), {
    scope: stack,
    resolver: new DefaultTokenResolver(new StringConcat()),
    preparing: false,
  });

test("an object without tokens is the JSON that Terraform reads as an expression", () => {
  expect(resolved({ a: 'say "${x}" %{if}\b\f\n', "@b": [1, true, null, { c: {} }] })).toBe(
    '${jsonencode({"a":"say \\"$${x}\\" %%{if}\\u0008\\u000c\\n","@b":[1,true,null,{"c":{}}]})}',
  );
});

test("an object with tokens is written value by value", () => {
  const { id } = resourceGroup(stack);
  const count = Token.asNumber(new TerraformVariable(stack, "count-of-it", { type: "number" }).value);
  expect(resolved({ id, text: "${x}" })).toBe('${jsonencode({"id" = azurerm_resource_group.rg.id, "text" = "$${x}"})}');
  expect(resolved({ count })).toBe('${jsonencode({"count" = var.count-of-it})}');
  expect(resolved({ list: Fn.tolist(["a"]) })).toBe('${jsonencode({"list" = tolist(["a"])})}');
});
