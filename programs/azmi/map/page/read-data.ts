import { type Packed, type PageData, unpack } from "../../../../lib/audit/map/page";
import { found } from "./element";

/** The map in the page. */
export const readData = (): PageData => unpack(JSON.parse(found("data").textContent) as Packed) as PageData;
