// The office with the keyboard alone and without JavaScript: who belongs, one member, its headcount, the dues, the figures, what is erased.
import assert from 'node:assert/strict';
import test from 'node:test';
import { account, browser, freshTotp, person } from './support.mjs';

// Tabs on, from the top of the page, until what has the focus is this; it must show that it has it.
async function reach(page, selector, text = '') {
  for (let i = 0; i < 80; ++i) {
    await page.keyboard.press('Tab');
    const here = await page.evaluate(([wanted, words]) => {
      const e = document.activeElement;
      return e.matches(wanted) && e.textContent.includes(words) && { seen: getComputedStyle(e).outlineStyle !== 'none' };
    }, [selector, text]);
    if (!here) continue;
    assert.ok(here.seen, `${selector} ${text}: nothing shows the focus`);
    return;
  }
  assert.fail(`${selector} « ${text} » cannot be reached on ${page.url()}`);
}

const follow = async (page, selector, text) => {
  await reach(page, selector, text);
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
};

test('the office is walked with the keyboard alone, without JavaScript', async () => {
  const chrome = await browser();
  try {
    const page = await (await person(chrome)).newPage();
    const manager = account('manager');
    await page.goto('/connexion/');
    await reach(page, '#login');
    await page.keyboard.type(manager.login);
    await page.keyboard.press('Tab');
    await page.keyboard.type(manager.password);
    await page.keyboard.press('Tab');
    await page.keyboard.type(await freshTotp(manager));
    await Promise.all([page.waitForURL(/members/), page.keyboard.press('Enter')]);
    await follow(page, 'tbody a', 'Valmeuse');
    assert.match(await page.textContent('h1'), /Valmeuse/);
    await follow(page, 'main a', 'Noter un effectif');
    await follow(page, 'main button'); // nothing was filled in
    assert.equal(await page.locator('.error-summary').count(), 1);
    await reach(page, '[name=agents]');
    await page.keyboard.type('41');
    await reach(page, '[name=reference]');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('30/06/2026');
    await reach(page, '[name=source]');
    await page.keyboard.type('liste électorale');
    await follow(page, 'main button');
    assert.match(await page.textContent('main'), /30 juin 2026/);
    for (const [link, title] of [['Cotisations', /Cotisations/], ['Chiffres', /Chiffres/], ['Conservation', /Conservation/], ['Accessibilité', /Difficultés/]]) {
      await follow(page, '.office-nav a', link);
      assert.match(await page.textContent('h1'), title);
    }
    await follow(page, '.nav a', 'Mon compte');
    await reach(page, '#password');
    await page.keyboard.type(manager.password);
    await Promise.all([page.waitForURL(/#session/), page.keyboard.press('Enter')]);
    assert.match(await page.textContent('main'), /Votre session est ouverte jusqu’au/);
    await page.goto('/f/members_import');
    await page.fill('[name=pasted]', 'nom\nCommune qui attend');
    await page.context().clearCookies(); // as when the session ends meanwhile
    await follow(page, 'main button');
    assert.match(await page.textContent('main'), /Votre session est terminée[^]*Commune qui attend/);
    assert.match(await page.locator('input[name=pasted]').inputValue(), /Commune qui attend/);
  } finally {
    await chrome.close();
  }
});
