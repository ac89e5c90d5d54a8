import { slug } from "github-slugger";
import { defineConfig } from "vitepress";
import { linkToRepository, REPOSITORY } from "./repository-links.mts";
import { sidebar } from "./sidebar.mts";

export default defineConfig({
  title: "cdktf-azure-managed-identity",
  description: "Constructs that let Azure resources call each other with managed identities instead of secrets",
  lang: "en",
  outDir: "../site",
  cacheDir: "../node_modules/.cache/vitepress",
  cleanUrls: true,
  lastUpdated: false,
  markdown: {
    theme: { light: "github-light-high-contrast", dark: "github-dark-high-contrast" },
    attrs: { disable: true }, // braces are Terraform and types here
    anchor: { slugify: slug }, // anchors as on GitHub, where the pages are read, too
    config: (md) => {
      md.use(linkToRepository);
    },
  },
  themeConfig: {
    search: { provider: "local" },
    outline: [2, 3],
    nav: [
      { text: "Get started", link: "/get-started" },
      { text: "How-to", link: "/from-connection-strings" },
      { text: "Comparison", link: "/comparison" },
      { text: "API", link: "/api/" },
    ],
    sidebar,
    socialLinks: [{ icon: "github", link: REPOSITORY }],
  },
});
