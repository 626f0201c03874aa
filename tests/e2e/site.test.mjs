// The pages that nobody has to sign in for: found by their words, reached by a code QR.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import test, { after, before } from 'node:test';
import { base, browser, demo, person } from './support.mjs';

let chrome;
before(async () => { chrome = await browser(); });
after(() => chrome.close());

test('someone searches with the keyboard alone, without JavaScript, and no address tells what for', async () => {
  const context = await person(chrome, { width: 320, height: 640 });
  const page = await context.newPage();
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto('/plan-du-site/');
  await page.click('main a[href="/rechercher/"]');
  await page.focus('#q');
  await page.keyboard.type('harcelements sexuels');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[role=status]');
  assert.match(await page.innerText('[role=status]'), /page/);
  assert.match(await page.innerText('.found mark >> nth=0'), /^(harc|sexu)/i);
  await page.click('.found a >> nth=0');
  assert.match(await page.innerText('main'), /harcèlement/i);
  assert.deepEqual(asked.filter((url) => /harcelements|sexuels/.test(url)), []);
  await context.close();
});

test('the code QR of each collectivité leads to its page', async () => {
  const folder = mkdtempSync(`${tmpdir()}/vigie-qr-`);
  const page = await (await person(chrome)).newPage();
  for (const { slug } of demo.collectivites) {
    await page.goto(`/c/${slug}/affiche/`);
    await page.locator('.poster-code img').screenshot({ path: `${folder}/qr.png` });
    const read = execFileSync('zbarimg', ['--quiet', '--raw', `${folder}/qr.png`], { stdio: ['ignore', 'pipe', 'ignore'] }).toString().trim();
    assert.equal(read, `${base}/c/${slug}/`);
    assert.equal((await page.goto(read)).status(), 200);
  }
  rmSync(folder, { recursive: true });
  await page.context().close();
});
