// The access map, from an access model: as JSON, as Markdown, as a page, and as the difference of two models.
export { mapDifference } from "./difference";
export { mapJson } from "./json";
export { mapData, type MapData } from "./map-data";
export { differenceMarkdown, mapMarkdown } from "./markdown";
export { mapPage } from "./page";
