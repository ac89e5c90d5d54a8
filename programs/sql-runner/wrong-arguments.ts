/** Invalid arguments or environment variables. */
export class WrongArguments extends Error {}
