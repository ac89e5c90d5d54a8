import { settle } from "../../../programs/azmi/map/page/settle";

const settled = (...items: (readonly [wanted: number, size: number])[]): number[] =>
  settle(items.map(([wanted, size]) => ({ wanted, size })));

test("what does not overlap stays where it should be", () => {
  expect(settled([0, 10], [50, 10], [70, 10])).toEqual([0, 50, 70]);
});

test("what would overlap moves apart by the same amount", () => {
  expect(settled([100, 20], [100, 20])).toEqual([90, 110]);
});

test("what is in the wrong order keeps the order that it was given in", () => {
  expect(settled([100, 10], [0, 10], [50, 10])).toEqual([40, 50, 60]);
});

test("what is far away does not move with the others", () => {
  expect(settled([0, 10], [0, 10], [0, 10], [500, 10])).toEqual([-10, 0, 10, 500]);
});
