import { type TerraformStack } from "cdktf";

/** What somebody does wrong in a stack of its own, and what is reported, as "[construct path] rule". */
export type Mistake = [what: string, make: (stack: TerraformStack) => void, ...problems: string[]];
