import fs from 'node:fs'
import path from 'node:path'

const FOLDERS = ['docs', 'examples', 'runbooks']

/** The repository's files, named by their path with slashes. Pages: Markdown of the root and of docs, the other folders' READMEs. */
export class Repository {
  constructor(root) {
    this.root = root
    const readmes = ['runbooks', ...this.#list('examples')].map((folder) => `${folder}/README.md`)
    this.pages = [...this.#list('.'), ...this.#all('docs'), ...readmes.filter((readme) => this.exists(readme))]
      .filter((file) => file.endsWith('.md'))
      .sort()
    // Everything else that VitePress would take for a page.
    this.excluded = [
      ...fs
        .readdirSync(root, { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && !FOLDERS.includes(entry.name))
        .map((entry) => entry.name + '/**'),
      'runbooks/!(README).md',
      'examples/*/!(README).md',
      'examples/*/*/**',
    ]
    this.rewrites = Object.fromEntries(
      this.pages.filter((page) => /(^|\/)README\.md$/.test(page)).map((page) => [page, page.replace(/README\.md$/, 'index.md')])
    )
    this.url = this.#pom(/<scm[^]*?<url>(.*?)<\/url>/)
    this.version = this.#pom(/<artifactId>incidentiq-rollback<\/artifactId>\s*<version>(.*?)<\/version>/)
  }

  #list(folder) {
    return this.exists(folder) ? fs.readdirSync(path.join(this.root, folder)).map((name) => path.posix.join(folder, name)) : []
  }

  #all(folder) {
    return this.#list(folder).flatMap((file) => (fs.statSync(path.join(this.root, file)).isDirectory() ? this.#all(file) : [file]))
  }

  #pom(pattern) {
    return pattern.exec(this.text('pom.xml'))[1]
  }

  exists(file) {
    return fs.existsSync(path.join(this.root, file))
  }

  isPage(file) {
    return this.pages.includes(file)
  }

  text(file) {
    return fs.readFileSync(path.join(this.root, file), 'utf8')
  }

  title(page) {
    return /^# (.*)/m.exec(this.text(page))?.[1].replaceAll('`', '') ?? page
  }

  /** Returns the address of a page on the site, for VitePress. */
  address(page) {
    return '/' + (this.rewrites[page] ?? page)
  }

  /** Returns where `href`, as written in the file `source`, leads on the site: to a page, or to a file in the repository. */
  link(source, href) {
    if (/^([a-z]+:|#)/i.test(href)) {
      return href
    }
    const [relative, hash] = href.split(/(?=#)/)
    const target = path.posix.join(path.posix.dirname(source), decodeURI(relative)).replace(/\/$/, '')
    const page = [target, `${target}/README.md`].find((file) => this.isPage(file))
    if (page) {
      return encodeURI(this.address(page)) + (hash ?? '')
    }
    if (target.startsWith('..') || !this.exists(target)) {
      throw new Error(`${source} links to ${href}, and there is no ${target}`)
    }
    const kind = fs.statSync(path.join(this.root, target)).isDirectory() ? 'tree' : 'blob'
    return `${this.url}/${kind}/main/${encodeURI(target)}` + (hash ?? '')
  }
}
