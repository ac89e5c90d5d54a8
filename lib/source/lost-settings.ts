import { rules } from "../core/rules";
import { type LossRules } from "./map-attribute";

/** What is wrong with a source that has lost the settings of a binding. */
export const LOST_SETTINGS: LossRules = {
  overridden: rules<[attribute: string]>("Settings", [
    {
      rule: "settings-overridden",
      message: (attribute) =>
        `addOverride("${attribute}", …) replaces the ${attribute}, and so the settings that a binding adds; configure them before the binding`,
    },
  ]),
  replaced: rules<[attribute: string]>("Settings", [
    {
      rule: "settings-replaced-after-binding",
      message: (attribute) =>
        `${attribute} was replaced after a binding had added settings to it; configure it first, then bind`,
    },
  ]),
};
