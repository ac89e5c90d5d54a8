/** What was given cannot be worked with; the message says which file, what is wrong with it, and what to give instead. */
export class AdoptionError extends Error {}
