/** The floors of docs/architecture.md as rules: imports go down, never sideways on floor 3. */
const floors = [
  ['base'],
  ['model', 'registry', 'text-edit'],
  ['ports'],
  ['loader', 'modules', 'engine', 'adapters'],
  ['app'],
  ['cli', 'sandbox', 'web', 'scheduler'],
]

const upward = floors.map((folders, floor) => ({
  name: `floor-${floor}-imports-down`,
  severity: 'error',
  comment: `${folders.join(', ')} may import what lies below, and nothing above`,
  from: { path: `^src/(${folders.join('|')})/` },
  to: {
    path: `^src/(main\\.ts|(${
      floors
        .slice(floor + 1)
        .flat()
        .join('|') || 'nothing-above'
    })/)`,
  },
}))

const sideways = floors[3].map((folder) => ({
  name: `${folder}-not-sideways`,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: { path: `^src/(${floors[3].filter((other) => other !== folder).join('|')})/` },
}))

const only = (name, target, owners) => ({
  name,
  severity: 'error',
  from: { path: '^src/', pathNot: owners },
  to: { path: target },
})

module.exports = {
  forbidden: [
    ...upward,
    ...sideways,
    {
      name: 'no-cycles',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'model-does-not-know-the-subject',
      severity: 'error',
      from: { path: '^src/(model|text-edit)/' },
      to: { path: '^src/registry/' },
    },
    only('ssh2-in-adapters-ssh', '^node_modules/ssh2/', '^src/(adapters/ssh|sandbox)/'),
    only('yaml-in-loader', '^node_modules/yaml/', '^src/(loader|adapters/template|registry/k3s)/'),
    only('adapters-from-main', '^src/adapters/', '^src/(adapters/|main\\.ts|compose/)'),
    only('modules-from-main', '^src/modules/', '^src/(modules/|main\\.ts|compose/)'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
