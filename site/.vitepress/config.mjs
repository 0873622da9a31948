import { diagrams } from './diagrams.mjs'
import { links, slug } from './links.mjs'
import { resolved } from './navigation.mjs'
import { Repository } from './repository.mjs'

const repository = new Repository(process.env.SITE_ROOT)
const groups = resolved(repository).map(({ text, collapsed, pages }) => ({
  text,
  collapsed,
  items: pages.map(({ page, text }) => ({ text, link: repository.address(page).replace(/(index)?\.md$/, '') })),
}))
const menu = (text) => groups.find((group) => group.text === text)

/** The pages lie outside of the folder that has the packages: node itself finds Vue to render them, and Vite bundles none ahead. */
const packages = {
  name: 'packages-elsewhere',
  enforce: 'pre',
  configResolved: (config) => config.optimizeDeps.include.splice(0),
  resolveId: (id, importer, { ssr }) => (ssr && /^vue(\/|$)/.test(id) ? { id, external: true } : null),
}

/** Braces are text in our pages, not Vue's expressions. */
function braces(md) {
  for (const kind of ['text', 'code_inline']) {
    const rule = md.renderer.rules[kind]
    md.renderer.rules[kind] = (...token) => rule(...token).replaceAll('{{', '&#123;&#123;')
  }
}

export default {
  title: 'IncidentIQ Rollback',
  description: 'Turns an emergency-rollback runbook, written in Markdown, into a safe, fast, auditable rollback of a service.',
  lang: 'en',
  head: [['link', { rel: 'icon', href: 'data:,' }]], // none
  base: process.env.SITE_BASE || '/',
  srcDir: repository.root,
  srcExclude: repository.excluded,
  rewrites: repository.rewrites,
  outDir: process.env.SITE_OUT,
  ignoreDeadLinks: false,
  markdown: {
    anchor: { slugify: slug },
    config: (md) => {
      md.use(links(repository))
      md.use(diagrams)
      md.use(braces)
    },
  },
  vite: { publicDir: false, plugins: [packages] },
  themeConfig: {
    nav: [
      { text: 'Get started', link: '/docs/getting-started' },
      ...['How to', 'Reference', 'Explanation'].map((text) => ({ text, items: menu(text).items })),
      ...(process.env.SITE_API ? [{ text: 'API', link: '/api/index.html', target: '_self' }] : []),
      { text: repository.version, link: '/CHANGELOG' },
    ],
    sidebar: groups,
    outline: [2, 3],
    search: { provider: 'local' },
    socialLinks: [{ icon: 'github', link: repository.url }],
    editLink: { pattern: `${repository.url}/edit/main/:path`, text: 'Edit this page' },
    footer: { message: 'Apache License 2.0' },
  },
}
