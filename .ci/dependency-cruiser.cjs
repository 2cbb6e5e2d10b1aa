/** Arrows run one way (docs/architecture.md, Layers); no cycles. A layer may import what stands below it, never above. */
const layer = (name, from, allowed) => ({
  name: `${name}-imports-only-below`,
  severity: 'error',
  from: { path: `^src/${from}` },
  to: { path: '^src/', pathNot: [`^src/${from}`, ...allowed.map((each) => `^src/${each}/`)] },
});

const pure = ['contract', 'eligibility', 'documents', 'cases'];

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    layer('contract', 'contract/', []),
    layer('eligibility', 'eligibility/', ['contract']),
    layer('cli', 'cli/', ['contract', 'eligibility']),
    layer('documents', 'documents/', ['contract']),
    layer('cases', 'cases/', ['contract']),
    layer('backend', 'backend/', pure),
    layer('transfer', 'transfer/', [...pure, 'backend']),
    layer('i18n', 'i18n/', ['contract']),
    layer('ui', 'ui/', [...pure, 'backend', 'transfer', 'i18n']),
    layer('widgets', 'widgets/', [...pure, 'backend', 'transfer', 'i18n', 'ui']),
    {
      name: 'only-the-program-reads-json-with-places',
      comment: 'What the command line program alone needs never reaches a browser.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/cli/' },
      to: { path: 'node_modules/jsonc-parser|^src/cli/' },
    },
    {
      name: 'pure-cores-know-no-dom-library',
      severity: 'error',
      from: { path: '^src/(contract|eligibility|documents|cases)/' },
      to: { path: 'node_modules/(lit|@lit|lucide)' },
    },
    {
      name: 'product-never-imports-examples',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(examples|test|bench|stories)/' },
    },
    {
      name: 'backend-uses-public-entries',
      comment: 'The reference backend is the model for implementers: it uses what the package publishes.',
      severity: 'error',
      from: { path: '^examples/backend/' },
      to: { path: '^src/', pathNot: ['^src/contract/index.ts$', '^src/eligibility/index.ts$'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'default'] },
  },
};
