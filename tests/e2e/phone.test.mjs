// A report taken by phone: the référent types it, the person opens it with the provisional code, which changes. Without JavaScript; axe looks at each page.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import test, { after, before } from 'node:test';
import { account, browser, demo, person, signIn } from './support.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const place = demo.collectivites[0];
let chrome;
before(async () => { chrome = await browser(); });
after(() => chrome.close());

const has = (page, text) => page.waitForSelector(`text=${text}`);
const next = (page, button) => Promise.all([page.waitForNavigation(), page.click(`button:has-text("${button}")`)]);
const codeOn = async (page) => (await page.innerText('.code')).replace(/\D/g, '');

// The page that a person without JavaScript has before them, looked at by axe in a browser of its own.
async function look(page, name) {
  const context = await person(chrome, { javaScript: true, bypassCSP: true });
  const copy = await context.newPage();
  await copy.goto('/accessibilite/');
  await copy.setContent(await page.content());
  await copy.evaluate(axe);
  const found = await copy.evaluate(() => axe.run(document, { runOnly: ['RGAAv4', 'wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
  assert.deepEqual(found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`), [], name);
  for (const width of [320, 1280]) {
    await copy.setViewportSize({ width, height: 900 });
    assert.ok(await copy.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), `${name} at ${width} px`);
    if (process.env.SCREENSHOTS) await copy.screenshot({ path: `${process.env.SCREENSHOTS}/${name.replaceAll(' ', '-')}-${width}.png`, fullPage: true });
  }
  await context.close();
}

async function fillIn(page, authority) {
  if (demo.collectivites.length > 1) await page.selectOption('[name=collectivite]', place.slug).catch(() => {});
  await page.check('[name=quality][value=victim]');
  await page.check('[name=kinds][value=verbal_violence]');
  await page.fill('[name=facts]', 'On l’insulte chaque matin, dit-elle.');
  await page.check(`[name=concerns_authority][value=${authority}]`);
  await page.check('[name="identity.mode"][value=sealed]');
  await page.fill('[name="identity.name"]', 'Morgane Fictive');
}

test('a référent types a report taken by phone; its person changes the code and follows it', async () => {
  const desk = await (await person(chrome)).newPage();
  await signIn(desk, account('referent', place.slug));
  await desk.click('a[href="/f/phone_intake"]');
  await look(desk, 'intake form');
  await next(desk, 'Continuer');
  assert.match(await desk.title(), /^Erreur : /);
  await look(desk, 'intake refused');

  await fillIn(desk, 'yes');
  await desk.check('[name=how][value=phone]');
  const day = new Date().toLocaleDateString('fr-FR');
  await desk.fill('[name=received_on]', day);
  await next(desk, 'Continuer');
  await has(desk, 'Vous ne pourrez pas ouvrir ce dossier');
  await look(desk, 'intake check authority');
  await next(desk, 'Modifier');
  assert.equal(await desk.inputValue('[name=received_on]'), day);
  assert.equal(await desk.inputValue('[name="identity.name"]'), 'Morgane Fictive');
  await desk.check('[name=concerns_authority][value=no]');
  await next(desk, 'Continuer');
  assert.equal(await desk.locator('text=Vous ne pourrez pas ouvrir ce dossier').count(), 0);
  await look(desk, 'intake check');
  await next(desk, 'Enregistrer le signalement');
  const provisional = await codeOn(desk);
  assert.match(provisional, /^\d{24}$/);
  await look(desk, 'intake code');
  await desk.reload().catch(() => {}); // sent again: one case, the same code
  assert.equal(await codeOn(desk), provisional);

  // The person, at home. The first time they leave without confirming: the provisional code stays good.
  const page = await (await person(chrome, { width: 390 })).newPage();
  const enter = async (code) => {
    await page.goto('/suivre/');
    await page.fill('[name=code]', code);
    await next(page, 'Ouvrir mon dossier');
  };
  await enter(provisional);
  await look(page, 'new code');
  const left = await codeOn(page);
  await enter(left);
  await has(page, 'Aucun dossier ne s’ouvre avec ce code');
  await enter(provisional);
  const code = await codeOn(page);
  assert.notEqual(code, left);
  await page.fill('[name=second]', code.slice(4, 8) === '0000' ? '0001' : '0000');
  await next(page, 'Je l’ai noté');
  assert.match(await page.title(), /^Erreur : /);
  assert.equal(await codeOn(page), code);
  await look(page, 'new code refused');
  await page.fill('[name=second]', code.slice(4, 8));
  await page.fill('[name=fifth]', code.slice(16, 20));
  await next(page, 'Je l’ai noté');
  assert.match(page.url(), /chat_poll/);
  await page.goto('/f/consent');
  await has(page, 'Morgane Fictive');

  // From now on the provisional code opens nothing, and the desk sees who filed and that the code was changed.
  await page.context().clearCookies();
  await enter(provisional);
  await has(page, 'Aucun dossier ne s’ouvre avec ce code');
  await enter(code);
  assert.match(page.url(), /chat_poll/);
  await desk.click('a:has-text("Ouvrir le dossier")');
  await desk.click('summary:has-text("Voir toutes les actions")');
  const history = await desk.innerText('.history');
  assert.match(history, /signalement reçu, par .* \(par téléphone\)/);
  assert.match(history, /code de suivi provisoire remplacé/);
  assert.ok(!(await desk.content()).includes('Morgane Fictive'));
});
