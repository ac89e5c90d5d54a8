import { type Rule } from "../rule";

export const PRIVILEGE_RULES: readonly Rule[] = [];
