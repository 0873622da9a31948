// The pages in the order in which people need them. A page is a Markdown file's path in the repository; without a text its
// link has the file's title. The build fails if a file is missing, and if a page is in no group.
export const groups = [
  {
    text: 'Tutorial',
    pages: [{ page: 'README.md', text: 'Overview' }, { page: 'docs/getting-started.md' }],
  },
  {
    text: 'How to',
    pages: [
      { page: 'docs/incidents.md', text: 'Start from an alarm' },
      { page: 'examples/pipelines/README.md', text: 'Roll back in a pipeline' },
      { page: 'examples/embedding/README.md', text: 'Embed the engine in a service' },
      { page: 'examples/alarm-service/README.md', text: 'Run a service for alarms' },
      { page: 'examples/jshell/README.md', text: 'Script it with JShell' },
      { page: 'docs/aws.md', text: 'Use it on AWS' },
      { page: 'runbooks/README.md', text: 'Write a runbook' },
      { page: 'docs/writing-a-provider.md', text: 'Write a provider' },
      { page: 'examples/provider/README.md', text: 'A provider, complete' },
      { page: 'docs/simulator.md', text: 'Rehearse on the simulator' },
    ],
  },
  {
    text: 'Reference',
    pages: [
      { page: 'docs/exit-codes-and-json.md' },
      { page: 'docs/judgement.md' },
      { page: 'docs/guarantees.md' },
      { page: 'docs/defaults.md' },
      { page: 'docs/iam/README.md' },
      { page: 'docs/dependencies.md' },
      { page: 'docs/glossary.md' },
    ],
  },
  {
    text: 'Explanation',
    pages: [
      { page: 'docs/architecture.md' },
      { page: 'docs/state-machine.md' },
      { page: 'docs/verification.md' },
      { page: 'docs/verification-grid.md' },
      { page: 'docs/quality.md' },
      { page: 'docs/performance.md' },
    ],
  },
  { text: 'Decisions', folder: 'docs/decisions', collapsed: true },
  {
    text: 'Project',
    pages: [
      { page: 'CHANGELOG.md' },
      { page: 'SUPPORT.md' },
      { page: 'SECURITY.md' },
      { page: 'CONTRIBUTING.md' },
      { page: 'CODE_OF_CONDUCT.md' },
      { page: 'docs/releasing.md' },
    ],
  },
]

/** Returns the groups with a text for every page, for the files of `repository`. */
export function resolved(repository) {
  const listed = groups.map((group) => ({ ...group, pages: pagesOf(group, repository) }))
  const known = new Set(listed.flatMap(({ pages }) => pages.map(({ page }) => page)))
  const wrong = [
    ...[...known].filter((page) => !repository.isPage(page)).map((page) => `listed, but no such page: ${page}`),
    ...repository.pages.filter((page) => !known.has(page)).map((page) => `a page in no group: ${page}`),
  ]
  if (wrong.length) {
    throw new Error(`site/.vitepress/navigation.mjs has to list every page:\n  ${wrong.join('\n  ')}`)
  }
  return listed.map(({ text, collapsed, pages }) => ({
    text,
    collapsed,
    pages: pages.map(({ page, text }) => ({ page, text: text ?? repository.title(page) })),
  }))
}

function pagesOf({ folder, pages }, repository) {
  return folder
    ? repository.pages.filter((page) => page.startsWith(folder + '/')).map((page) => ({ page }))
    : pages
}
