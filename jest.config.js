/** Three suites: `unit` and `screens` need no engine; `engines` shares one MongoDB, Temporal and mail server. */

/** Turned into CommonJS although they are dependencies: ES modules only, or using import() at run time (mongodb). */
const ES_MODULES = [
  '@csstools/[^/]+/',
  'dom-serializer/',
  'domelementtype/',
  'domhandler/',
  'domutils/',
  'entities/',
  'htmlparser2/',
  'juice/',
  'mongodb/lib/runtime_adapters',
  'postcss-nesting/',
  'react-hotkeys-hook/',
];

const compile = (tsx) => [
  '@swc/jest',
  {
    jsc: {
      target: 'es2024',
      parser: { syntax: 'typescript', tsx },
      transform: { react: { runtime: 'automatic' } },
    },
    module: { type: 'commonjs' },
    sourceMaps: 'inline',
  },
];

const common = {
  rootDir: import.meta.dirname,
  roots: ['<rootDir>/test'],
  transform: { '\\.tsx$': compile(true), '\\.m?[jt]s$': compile(false) },
  transformIgnorePatterns: [`/node_modules/(?!(.*/)?(${ES_MODULES.join('|')}))`],
  testPathIgnorePatterns: ['/node_modules/'],
};

const UNIT = ['**/test/domain/**/*.test.ts', '**/test/**/*.unit.test.ts'];
const SCREENS = ['**/test/admin-ui/**/*.test.{ts,tsx}'];

export default {
  // One more than the cores: tests on real engines wait more than they work.
  maxWorkers: 3,
  // How long a thing takes is measured by the bench: here it only must not hang.
  testTimeout: 180_000,
  projects: [
    { ...common, displayName: 'unit', testMatch: [...UNIT, '!**/test/admin-ui/**'] },
    { ...common, displayName: 'screens', testMatch: SCREENS, testEnvironment: 'jsdom' },
    {
      ...common,
      displayName: 'engines',
      testMatch: ['**/test/**/*.test.ts', ...[...UNIT, ...SCREENS].map((pattern) => `!${pattern}`)],
      globalSetup: '<rootDir>/test/setup/start.ts',
      globalTeardown: '<rootDir>/test/setup/stop.ts',
    },
  ],
};
