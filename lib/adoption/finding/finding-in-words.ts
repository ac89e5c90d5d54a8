import { type Finding } from "./finding";

/** A finding as a line of text. */
export const inWords = ({ address, fate, from, detail }: Finding): string =>
  [`${address} is ${fate}`, ...(from === undefined ? [] : [`from ${from}`])].join(" ") +
  (detail === undefined ? "" : `: ${detail}`);
