import remarkFrontmatter from "remark-frontmatter";
import remarkValidateLinks from "remark-validate-links";

/** `npm run lint:links`: links of Markdown files to other files and to headings. */
export default {
  plugins: [remarkFrontmatter, [remarkValidateLinks, { repository: false }]],
};
