import { App, Aspects, type IAspect } from "cdktf";
import { forgetFacts } from "./app-facts";

const IS_PATCHED = Symbol.for("cdktf-azure-managed-identity/app-aspects");

/** Aspects with this property visit the app they are added to. */
interface AppAspect extends IAspect {
  readonly _visitsApp: true;
}

/**
 * Lets aspects visit the app, and the facts about it be found out anew in each synthesis. CDKTF invokes the aspects of stacks and of what is in them when it synthesizes a stack; it
 * never invokes those of the app, and an aspect is not told what it is added to. So the class App has to ask for them: its
 * `synth` is replaced, once even if there are two copies of this package.
 */
export function visitApps(): void {
  const prototype = App.prototype as App & { [IS_PATCHED]?: true };
  if (prototype[IS_PATCHED]) {
    return;
  }
  const synth = Object.getOwnPropertyDescriptor(prototype, "synth")!.value as (this: App) => void;
  prototype[IS_PATCHED] = true;
  prototype.synth = function (this: App): void {
    forgetFacts(this);
    Aspects.of(this)
      .all.filter((aspect): aspect is AppAspect => "_visitsApp" in aspect)
      .forEach((aspect) => {
        aspect.visit(this);
      });
    synth.call(this);
  };
}
