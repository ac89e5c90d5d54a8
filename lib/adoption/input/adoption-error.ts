/** The input cannot be used. The message names the file, the problem and the fix. */
export class AdoptionError extends Error {}
