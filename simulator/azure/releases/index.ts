// The versions of azurerm and azuread that are served, and their data.
export { allReleases, type Constraints, type ServedRelease, servedReleases } from "./served";
export { type Version, versionOf } from "./version";
