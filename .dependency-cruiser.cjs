/** The rooms and who may enter which (docs/architecture.md). That some imports are of types alone is checked by test/rooms.unit.test.ts. */
const only = (room, allowed, comment) => ({
  name: `${room}-imports`,
  severity: 'error',
  comment,
  from: { path: `^${room}/` },
  to: { path: '^[^/]+/', pathNot: [`^${room}/`, '^node_modules/', ...allowed], dependencyTypesNot: ['core'] },
});

/** Helpers of `mail/` that open no connection to a mail server. */
const PURE_MAIL = [
  // Not what makes HTML safe: that is asked of processes apart, by html-maker.ts.
  '^mail/html/(html-maker|escape-html|shown-letter|inline-images|content-id|words-of-html)\\.ts$',
  '^mail/send/verify-address\\.ts$',
  '^mail/read/antivirus\\.ts$',
];

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'no-orphan-imports', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'domain-is-pure',
      severity: 'error',
      comment:
        'The rules know nothing but themselves: no built-in, no other room, no package save the pure one that describes data.',
      from: { path: '^domain/' },
      to: { pathNot: ['^domain/', '^node_modules/@sinclair/typebox/'] },
    },
    only('contract', ['^domain/'], 'What rooms say to each other through Temporal.'),
    only('workflows', ['^domain/', '^contract/'], 'Workflows know the rules, and activities only by their contract.'),
    only(
      'services',
      ['^domain/', '^contract/', '^store/', ...PURE_MAIL],
      'What the API, the activities and the operators share: neither HTTP nor a mail server.',
    ),
    only(
      'activities',
      ['^domain/', '^contract/', '^store/', '^mail/', '^services/'],
      'Side effects over the store and the mail.',
    ),
    only('mail', ['^domain/'], 'Mail knows nothing of dossiers.'),
    {
      name: 'mail-has-no-database',
      severity: 'error',
      from: { path: '^mail/' },
      to: { path: 'node_modules/(mongoose|@temporalio)/' },
    },
    only('store', ['^domain/'], 'The store remembers; it decides nothing.'),
    only(
      'api',
      ['^domain/', '^contract/', '^store/', '^services/', '^config\\.ts$', ...PURE_MAIL],
      'The API speaks to the store and to Temporal; of the mail it takes pure helpers, and touches no mail server.',
    ),
    only('admin-ui', ['^domain/', '^api/schemas\\.ts$'], 'Screens know the rules, and the API only by its types.'),
    {
      name: 'product-does-not-know-its-tools',
      severity: 'error',
      from: { pathNot: '^(dev|test|bench)/' },
      to: { path: '^(dev|test|bench)/' },
    },
    {
      name: 'no-dev-dependency-in-product',
      severity: 'error',
      from: { path: '^(domain|contract|workflows|activities|mail|store|services|api)/|^worker\\.ts$' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^dist/', '^\\.pli/'] },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['node', 'import', 'require', 'types'] },
  },
};
