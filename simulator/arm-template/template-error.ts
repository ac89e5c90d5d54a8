/** An error in a template, in Resource Manager's words. */
export class TemplateError extends Error {}

/** Maps all items, and reports the errors of all of them at once. */
export function eachOf<Item, Result>(items: readonly Item[], run: (item: Item) => Result): Result[] {
  const problems: string[] = [];
  const results = items.flatMap((item) => {
    try {
      return [run(item)];
    } catch (error) {
      if (!(error instanceof TemplateError)) {
        throw error;
      }
      problems.push(error.message);
      return [];
    }
  });
  if (problems.length > 0) {
    throw new TemplateError([...new Set(problems)].join("\n"));
  }
  return results;
}
