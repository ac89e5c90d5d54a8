/**
 * What was found beyond the expected, in words. Most databases ignore case in names, so spellings may differ; exact
 * matches go first.
 */
export function withoutMeant(found: readonly string[], expected: readonly string[]): string[] {
  const left = [...found];
  expected.forEach((words) => {
    const exactly = left.indexOf(words);
    const index = exactly < 0 ? left.findIndex((one) => one.toUpperCase() === words.toUpperCase()) : exactly;
    left.splice(index, index < 0 ? 0 : 1);
  });
  return left;
}
