/** What letters do in a real Chromium, without the frame and the policy that hold them: sanitising alone must do. */
import type { Browser } from 'playwright-core';

/** Long enough for what a page asks of anybody as it opens. */
const A_MOMENT_MS = 5;

/** Gives, of pages made of these one after the other, the requests they send and the dialogs they open. */
export async function openJudge(browser: Browser): Promise<(html: string) => Promise<string[]>> {
  const page = await browser.newPage();
  let deeds: string[] = [];
  page.on('dialog', (dialog) => {
    deeds.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.route(/^(?!about:|data:)/, (route) => {
    deeds.push(`request ${route.request().url()}`);
    return route.abort();
  });
  return async (html) => {
    deeds = [];
    await page.setContent(`<!DOCTYPE html><body>${html}</body>`, { waitUntil: 'domcontentloaded' });
    await page.evaluate((ms) => new Promise((resolve) => setTimeout(resolve, ms)), A_MOMENT_MS);
    return deeds;
  };
}
