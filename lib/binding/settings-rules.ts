import { ClientType } from "../access/client-type";
import { type SettingsOptions } from "../access/settings-options";
import { given, shown, textProblems } from "../core/given";
import { type Problem, rules } from "../core/rules";

/** Type errors of callers without a compiler, and names that no platform takes. */
export function settingsProblems(options: SettingsOptions | undefined): Problem[] {
  const { clientType = ClientType.NONE, prefix, names } = given(options);
  const named = { ...(prefix !== undefined && { prefix }), ...names };
  const problems = textProblems(named);
  return problems.length > 0
    ? problems
    : [...unknownClientType(clientType), ...Object.entries(named).flatMap(([what, name]) => notAName(what, name))];
}

const unknownClientType = rules<[clientType: unknown]>("Settings", [
  {
    rule: "client-type-unknown",
    when: (clientType) => !Object.values(ClientType).some((known) => known === clientType),
    message: (clientType) =>
      `clientType must be one of ${Object.values(ClientType).join(", ")}; got ${shown(clientType)}`,
  },
]);

/** https://learn.microsoft.com/azure/app-service/reference-app-settings */
const notAName = rules<[what: string, name: string]>("Settings", [
  {
    rule: "setting-name-impossible",
    when: (_, name) => !/^[A-Za-z_][\w.-]*$/.test(name),
    message: (what, name) =>
      `${what} must be letters, digits, underscores, periods and hyphens, and begin with a letter or an underscore; got ${shown(name)}`,
  },
]);
