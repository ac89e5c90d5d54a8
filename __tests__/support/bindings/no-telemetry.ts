/** The generator of bindings reports its use to HashiCorp unless this is set before it is loaded. */
process.env.CHECKPOINT_DISABLE = "1";

export {};
