// Which versions of azurerm and azuread there are, and the schema that each is served with.
export { additionsTo } from "./schemas";
export { allReleases, type Constraints, type ServedRelease, servedReleases } from "./served";
export { type Version, versionOf } from "./version";
