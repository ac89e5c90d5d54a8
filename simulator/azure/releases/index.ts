// The versions of azurerm and azuread that are served, and their schemas.
export { additionsTo } from "./schemas";
export { allReleases, type Constraints, type ServedRelease, servedReleases } from "./served";
export { type Version, versionOf } from "./version";
