import { type NeededProgram, testNeeding } from "./needed-program";

export const TERRAFORM: NeededProgram = { program: "terraform", probe: ["version"], required: "REQUIRE_TERRAFORM" };

/** A test that needs the terraform binary. */
export const testWithTerraform = testNeeding(TERRAFORM);
