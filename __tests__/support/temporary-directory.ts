import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A new directory for each test of a suite, which is removed after the test. */
export class TemporaryDirectory {
  private current = "";

  public constructor() {
    beforeEach(() => {
      this.current = mkdtempSync(join(tmpdir(), "azmi-test-"));
    });
    afterEach(() => {
      rmSync(this.current, { recursive: true, force: true });
    });
  }

  public get path(): string {
    return this.current;
  }

  /** Writes a text, or the JSON of a value, into a file of the directory, and returns where it is. */
  public write(path: string, content: unknown): string {
    const file = join(this.current, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
    return file;
  }
}
