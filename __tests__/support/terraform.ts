import { testNeeding } from "./needed-program";

/** A test that needs the terraform binary. */
export const testWithTerraform = testNeeding({
  program: "terraform",
  probe: ["version"],
  required: "REQUIRE_TERRAFORM",
});
