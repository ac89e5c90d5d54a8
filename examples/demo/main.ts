import { demo } from "./demo";
import { noteInterruption } from "./interruption";
import { Project } from "./project";

/** `npm run demo`, or `npm run demo -- <stack>…` for some stacks. */
async function main(): Promise<void> {
  const { signal, exitCode } = noteInterruption();
  const project = new Project(signal);
  process.once("exit", () => {
    project.remove();
  });
  try {
    await demo(project, process.argv.slice(2));
  } catch (error) {
    process.exitCode = signal.aborted ? exitCode() : 1;
    console.error(
      signal.aborted
        ? "\nInterrupted. Nothing is left behind."
        : `\n${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

void main();
