import { configureBlock } from "../../lib/core/attributes";
import { keyVault } from "../support/azure";
import { brokenBy, testStack } from "../support/synth";

test("a block that the bindings do not have is refused", () => {
  const vault = keyVault(testStack());
  expect(
    brokenBy(() => {
      configureBlock(vault, "identity", {});
    }),
  ).toEqual(["no-such-block"]);
});
