import { type Risk } from "../access/access-model";

/** A risk as people see it: the symbols differ in shape, because not everybody sees colors. */
export interface RiskWords {
  readonly symbol: string;
  readonly word: string;
}

export const RISKS: Readonly<Record<Risk, RiskWords>> = {
  privileged: { symbol: "▲", word: "privileged" },
  broad: { symbol: "◆", word: "broad" },
  none: { symbol: "●", word: "limited" },
};

const ORDER: readonly Risk[] = ["privileged", "broad", "none"];

/** Sorts the worst risk first. */
export const byRisk = (one: { readonly risk: Risk }, other: { readonly risk: Risk }): number =>
  ORDER.indexOf(one.risk) - ORDER.indexOf(other.risk);

export const worst = (risks: readonly Risk[]): Risk => ORDER.find((risk) => risks.includes(risk)) ?? "none";

/** "▲ privileged" */
export const riskWords = (risk: Risk): string => `${RISKS[risk].symbol} ${RISKS[risk].word}`;
