// What exists, taken over by the constructs. All but the construct side of it works without CDKTF, for the command too.
export * from "./adoption";
