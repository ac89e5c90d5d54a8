// Which versions of azurerm and azuread there are, and the data that each is served with.
export { allReleases, type Constraints, type ServedRelease, servedReleases } from "./served";
export { type Version, versionOf } from "./version";
