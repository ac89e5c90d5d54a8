import { type IConstruct } from "constructs";
import { type IPrincipal } from "./principal-interfaces";
import { Principal } from "./principal";

/**
 * What is wrong with the ids of a principal. Only those that somebody typed can be; the client ids of managed
 * identities are not asked for, because asking may add a look-up to the app.
 */
export function principalProblems(principal: IPrincipal, scope: IConstruct): string[] {
  const { objectId } = principal;
  const clientId = principal instanceof Principal ? principal.clientId : undefined;
  return [
    ...objectId._problems(scope),
    ...(clientId?._problems(scope) ?? []),
    ...(clientId?.value === objectId.value
      ? [
          `object id "${objectId.value}" is given as client id too; they are two GUIDs of the same principal, ` +
            "give each as Entra ID shows it",
        ]
      : []),
  ];
}
