// The functions of the template language that need no context.
import { COLLECTION_FUNCTIONS } from "./collections";
import { LOGIC_FUNCTIONS } from "./logic";
import { type TemplateFunction } from "./signature";
import { TEXT_FUNCTIONS } from "./text";

export const FUNCTIONS: Readonly<Record<string, TemplateFunction>> = {
  ...COLLECTION_FUNCTIONS,
  ...LOGIC_FUNCTIONS,
  ...TEXT_FUNCTIONS,
};

/** Functions of Resource Manager that are rejected, with the reason. */
export const REFUSED: Readonly<Record<string, string>> = {
  copyIndex: "copy loops are not modelled; write out what the loop makes",
  newGuid: "what it gives is another on each deployment; use guid() of something that stays",
  utcNow: "what it gives is another on each deployment; pass the time as a parameter",
};
