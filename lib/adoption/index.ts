// Adoption of existing resources. Everything except the constructs works without CDKTF, because azmi uses it too.
export * from "./adoption";
