/** The arguments, or what the environment says, cannot be used as they are. */
export class WrongArguments extends Error {}
