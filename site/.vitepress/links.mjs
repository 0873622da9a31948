import path from 'node:path'

/** Turns links that are written for a reader of the repository into links of the site. For markdown-it. */
export function links(repository) {
  return (md) => {
    md.core.ruler.push('links', ({ tokens, env }) => {
      const source = path.relative(repository.root, env.realPath ?? env.path).replaceAll('\\', '/')
      for (const token of tokens.flatMap((token) => [token, ...(token.children ?? [])])) {
        if (token.type === 'link_open') {
          token.attrSet('href', repository.link(source, token.attrGet('href')))
        } else if (token.type.startsWith('html_')) {
          token.content = html(source, token.content)
        }
      }
    })
  }
}

/** Pictures of raw HTML need a dot to be found beside their page; VitePress doesn't look at its links. */
function html(source, content) {
  const link = /<a\s[^>]*href="(?![a-z]+:|#)([^"]*)"/i.exec(content)
  if (link) {
    throw new Error(`${source} links to ${link[1]} in HTML; write the link in Markdown`)
  }
  return content.replace(/\b(src|srcset)="(?![a-z]+:|[./])/gi, '$1="./')
}

/** Returns the id that GitHub gives a heading, so that links to a section work in both places. */
export function slug(heading) {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_ -]/gu, '')
    .replaceAll(' ', '-')
}
