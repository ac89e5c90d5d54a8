import { type Finding } from "./finding";

export const inWords = ({ address, fate, from, detail }: Finding): string =>
  [`${address} is ${fate}`, ...(from === undefined ? [] : [`from ${from}`])].join(" ") +
  (detail === undefined ? "" : `: ${detail}`);
