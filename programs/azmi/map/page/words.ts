/** "azurerm_linux_web_app" is "linux web app" for people. */
export const kindWords = (kind: string): string =>
  kind
    .replace(/^(azurerm|azuread|azapi)_/, "")
    .replaceAll("_", " ")
    .replace(/^(user|system)-assigned-identity$/, "$1-assigned identity")
    .replace(/^(service|resource|management|part)-/, "$1 ")
    .replace("part of-", "part of ");

export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
