/** A person in front of the desk: real Chromium, the built screens. */
import { resolve } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { buildScreens } from '../../dev/ui-build.ts';
import { openPli, type Pli } from '../api/harness.ts';
import { PASSWORD, type Person } from '../api/people.ts';
import type { TestEngines } from '../setup/engines.ts';

const DESK_FOLDER = resolve('dist', 'admin-ui');
/** What comes by mail takes its time on a busy machine. */
const PATIENCE_MS = 60_000;

/** A headless Chromium that asks nothing of the outside, once the screens are built. */
async function openBrowser(engines: TestEngines): Promise<Browser> {
  await buildScreens(() => {});
  return chromium.launch({
    executablePath: await engines.chromium(),
    args: ['--no-sandbox', '--disable-quic', '--disable-background-networking', '--disable-component-update'],
  });
}

export interface Desk {
  readonly page: Page;
  /** What the page complained of. */
  readonly complaints: readonly string[];
  /** The addresses it asked anything of, but its own. */
  readonly foreign: readonly string[];
}

/** Signs a person in, in French, and waits for the desk. */
async function signInTo(browser: Browser, url: string, person: Person): Promise<Desk> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'fr-FR' });
  page.setDefaultTimeout(PATIENCE_MS);
  const complaints: string[] = [];
  const foreign: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => {
    if (/^https?:/.test(request.url()) && !request.url().startsWith(url)) foreign.push(request.url());
  });
  await page.goto(url);
  await page.getByLabel('Adresse e-mail').fill(`${person}@pli.example`);
  await page.getByLabel('Mot de passe').fill(PASSWORD);
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await page.getByRole('list', { name: 'Dossiers' }).or(page.getByText('Bureau vide')).first().waitFor();
  return { page, complaints, foreign };
}

export interface Screens {
  /** There from the first test on. */
  readonly pli: Pli;
  readonly signIn: (person: Person) => Promise<Desk>;
}

/** For the tests of a file: a Pli at work and a Chromium before it; `prepare` comes before its worker. */
export function openScreens(prepare: (pli: Pli) => Promise<void> = async () => undefined): Screens {
  let pli: Pli;
  let browser: Browser;
  beforeAll(async () => {
    pli = await openPli({ deskFolder: DESK_FOLDER });
    await prepare(pli);
    await pli.startWorker();
    browser = await openBrowser(pli.engines);
  });
  afterAll(async () => {
    await browser?.close();
    await pli?.close();
  });
  return {
    get pli() {
      return pli;
    },
    signIn: (person) => signInTo(browser, pli.url, person),
  };
}
