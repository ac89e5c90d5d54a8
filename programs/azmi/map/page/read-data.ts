import { type Packed, type PageData } from "../../../../lib/audit/map/page";
import { found } from "./element";

/** The map in the page. */
export function readData(): PageData {
  const { texts, data } = JSON.parse(found("data").textContent) as Packed;
  return unpack(data, texts) as PageData;
}

function unpack(value: unknown, texts: readonly string[]): unknown {
  if (typeof value === "number") {
    return texts[value];
  }
  if (Array.isArray(value)) {
    return value.map((item) => unpack(item, texts));
  }
  return typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, unpack(item, texts)]))
    : value;
}
