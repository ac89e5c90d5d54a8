import { rules } from "../core/rules";
import { type LossRules } from "../source/map-attribute";

/** What is wrong with a map of a logic app that has lost what connections have added. */
export const LOST_BY_LOGIC_APP: LossRules = {
  overridden: rules<[attribute: string]>("Logic apps", [
    {
      rule: "logic-app-attribute-overridden",
      message: (attribute) =>
        `addOverride("${attribute}", …) replaces the ${attribute}, and so what a connection adds; configure them before adding a connection`,
    },
  ]),
  replaced: rules<[attribute: string]>("Logic apps", [
    {
      rule: "logic-app-attribute-replaced",
      message: (attribute) =>
        `the ${attribute} were replaced after a connection had added to them; configure them first, then add the connection`,
    },
  ]),
};
