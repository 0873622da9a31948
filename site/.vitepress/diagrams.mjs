import { instance } from '@viz-js/viz'
import { parseMermaid, renderMermaidSVG } from 'beautiful-mermaid'

const graphviz = await instance()
// More causes than these are counted, and a label is cut into lines of about so many letters.
const CAUSES = 3
const LETTERS = 22
// A diagram shrinks to the width of its page, but not further than this: then it is moved sideways.
const SMALLEST = 0.75
const SHAPES = { cylinder: 'cylinder', diamond: 'diamond', circle: 'circle', stadium: 'oval', hexagon: 'hexagon' }

/** Draws code blocks of the language mermaid while the site is built. For markdown-it. */
export function diagrams(md) {
  const fence = md.renderer.rules.fence
  md.renderer.rules.fence = (tokens, index, options, env, self) => {
    const { info, content } = tokens[index]
    return info.trim() === 'mermaid'
      ? `<div class="diagram" tabindex="0" v-pre>${drawn(content)}</div>\n`
      : fence(tokens, index, options, env, self)
  }
}

/** Returns a diagram as SVG that takes its colours from the theme's style sheet. */
export function drawn(text) {
  const kind = /^\s*(\S+)/.exec(text)?.[1]
  if (kind === 'sequenceDiagram') {
    return renderMermaidSVG(text, { padding: 8, transparent: true }).replace(/<style>[^]*?<\/style>/, '')
  }
  if (!['flowchart', 'graph', 'stateDiagram-v2'].includes(kind)) {
    throw new Error(`site/.vitepress/diagrams.mjs draws no diagram of the kind ${kind}`)
  }
  const svg = graphviz.renderString(dot(parseMermaid(text)), { format: 'svg' })
  return svg
    .slice(svg.indexOf('<svg'))
    .replace(/<!--[^]*?-->\s*/g, '')
    .replace(/<title>.*?<\/title>\s*/g, '')
    .replace(/<a xlink:title="(.*?)">/g, '<title>$1</title>')
    .replaceAll('</a>', '')
    .replace(/<svg width="(\d+)pt" height="\d+pt"/, (_, width) => `<svg width="${width}" style="min-width: ${Math.round(width * SMALLEST)}px"`)
}

/** Mermaid's boxes and arrows as Graphviz lays them out best: no arrow runs into another. */
function dot(graph) {
  return [
    'digraph {',
    `rankdir=${graph.direction === 'TD' ? 'TB' : graph.direction} bgcolor=transparent pad=0.1 ranksep=0.45 nodesep=0.3`,
    'graph [fontname="Arial" fontsize=13 style=rounded]',
    'node [fontname="Arial" fontsize=13 shape=box style=rounded height=0.4 margin="0.15,0.08"]',
    'edge [fontname="Arial" fontsize=11 arrowsize=0.7]',
    ...[...graph.nodes.values()].map(node),
    ...graph.subgraphs.flatMap(cluster),
    ...graph.edges.map(edge),
    '}',
  ].join('\n')
}

function node({ id, label, shape }) {
  if (shape.startsWith('state-')) {
    const ring = shape === 'state-end' ? 'doublecircle' : 'circle'
    return `${quoted(id)} [label="" class="${shape}" shape=${ring} style=filled fillcolor=black width=0.16 height=0.16 fixedsize=true]`
  }
  const other = SHAPES[shape]
  return `${quoted(id)} [label=${quoted(wrapped(label))} ${other ? `shape=${other} style=""` : ''}]`
}

function cluster({ id, label, nodeIds, children }) {
  return [`subgraph ${quoted('cluster_' + id)} { labeljust=l label=${quoted(label)}`, ...nodeIds.map(quoted), ...children.flatMap(cluster), '}']
}

function edge({ source, target, label, style, hasArrowStart, hasArrowEnd }) {
  const ends = hasArrowStart ? (hasArrowEnd ? 'both' : 'back') : hasArrowEnd ? 'forward' : 'none'
  const line = { dotted: 'dashed', thick: 'bold' }[style] ?? 'solid'
  return `${quoted(source)} -> ${quoted(target)} [dir=${ends} style=${line} ${label ? named(label) : ''}]`
}

/** Causes that are set apart by slashes stand below each other; more than a few are counted, and told to whoever points there. */
function named(label) {
  const causes = label.split(' / ')
  return causes.length > CAUSES
    ? `label=${quoted(`${causes.length} causes`)} labeltooltip=${quoted(causes.join('\n'))}`
    : `label=${quoted(causes.map(wrapped).join('\n'))}`
}

/** Cuts words into lines of about the same length, unless they are cut already. */
function wrapped(words) {
  if (words.includes('\n')) {
    return words
  }
  const most = Math.ceil(words.length / Math.ceil(words.length / LETTERS)) + 3
  return words.split(' ').reduce((text, word) => {
    const line = text.slice(text.lastIndexOf('\n') + 1)
    return text + (line.length + 1 + word.length > most ? '\n' : ' ') + word
  })
}

function quoted(text) {
  return JSON.stringify(text.replace(/<br\s*\/?>/g, '\n'))
}
