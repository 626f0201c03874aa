// The agent's journey as a person walks it: a browser without JavaScript.
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { account, browser, demo, deskSession, api, person, signIn } from './support.mjs';

let chrome;
before(async () => { chrome = await browser(); });
after(() => chrome.close());

const place = demo.collectivites[0];
const story = 'Chaque lundi, une remarque sur mes vêtements devant toute l’équipe. J’ai peur d’y retourner.';

// From the home page to the report form, as an agent finds it.
async function reachForm(page) {
  await page.goto('/');
  await page.click('main a[href="/signaler/"]');
  await page.fill('input[name=q]', place.name.split(' ').pop());
  await page.click('main [role=search] button');
  await page.click(`a[href="/c/${place.slug}/"]`);
  await page.click(`main a[href="/c/${place.slug}/signaler/"]`);
  assert.match(await page.innerText('h1'), /signal/i);
}

const has = async (page, text) => assert.ok((await page.innerText('body')).includes(text), `« ${text} » is not on ${page.url()}`);

test('an agent reports with evidence, notes the code, comes back, chats, decides, leaves', async () => {
  const context = await person(chrome, { width: 360, height: 740 });
  const page = await context.newPage();
  await reachForm(page);

  // Sent empty: the form comes back with a summary that has the focus, links to fields, and « Erreur » in the title.
  await page.click('main form button[type=submit]');
  assert.match(await page.title(), /^Erreur : /);
  assert.equal(await page.locator('.error-summary').evaluate((e) => e === document.activeElement), true);
  await page.locator('.error-summary a').first().click();

  await page.check('input[name=quality][value=victim]');
  await page.check('input[name=kinds][value=sexist_act]');
  await page.fill('[name=facts]', story);
  await page.check('input[name=concerns_authority][value=no]');
  await page.check('input[name="identity.mode"][value=sealed]');
  await page.fill('[name="identity.name"]', 'Dominique Fictive');
  await page.fill('[name="identity.email"]', 'pas-une-adresse');
  await page.click('main form button[type=submit]');
  // Refused for the address alone: everything else stands as it was typed.
  assert.match(await page.title(), /^Erreur : /);
  assert.equal(await page.inputValue('[name=facts]'), story);
  assert.equal(await page.isChecked('input[name=kinds][value=sexist_act]'), true);
  await page.fill('[name="identity.email"]', 'dominique@exemple.fr');
  await page.click('main form button[type=submit]');

  // The check page: answers, evidence.
  await has(page, story);
  const files = [
    { name: 'photo.png', mimeType: 'image/png', buffer: Buffer.from('89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de', 'hex') },
    { name: 'page.html', mimeType: 'text/html', buffer: Buffer.from('<html><script>alert(1)</script></html>') },
  ];
  await page.setInputFiles('input[type=file]', files);
  await page.click('button[value=add_evidence]');
  await has(page, 'photo.png');
  assert.equal(await page.locator('main form button[value=remove_evidence], main form button[name=remove]').count(), 1, 'one file was kept, the web page was not');
  // Change an answer: nothing is lost, neither words nor files.
  await page.click('button[value=edit]');
  assert.equal(await page.inputValue('[name=facts]'), story);
  await page.fill('[name=where]', 'À l’atelier');
  await page.click('main form button[type=submit]');
  await has(page, 'À l’atelier');
  await has(page, 'photo.png');
  await page.click('button[value=send]');

  // The receipt, its code, and the two groups asked back.
  const code = (await page.innerText('.code')).replace(/\D/g, '');
  assert.equal(code.length, 24);
  assert.ok(!page.url().includes(code.slice(0, 6)));
  const labels = await page.locator('main form input[type=text], main form input[inputmode=numeric]').evaluateAll((all) => all.map((i) => [i.name, document.querySelector(`label[for="${i.id}"]`).textContent]));
  assert.equal(labels.length, 2);
  await page.fill(`[name="${labels[0][0]}"]`, '0000');
  await page.fill(`[name="${labels[1][0]}"]`, '0000');
  await page.click('button[value=confirm_code]');
  assert.match(await page.title(), /^Erreur : /);
  for (const [name, label] of labels) {
    const group = Number(label.match(/\d+/)[0]);
    await page.fill(`[name="${name}"]`, code.slice(4 * group - 4, 4 * group));
  }
  await page.click('button[value=confirm_code]');
  assert.doesNotMatch(await page.title(), /^Erreur/);

  // Comes back: a wrong digit is told before any lookup, then the code opens.
  await page.goto('/suivre/');
  const wrong = code.slice(0, 23) + ((Number(code[23]) + 1) % 10);
  await page.fill('[name=code]', wrong);
  await page.click('main form button[type=submit]');
  assert.match(await page.title(), /^Erreur : /);
  await page.fill('[name=code]', code.match(/.{4}/g).join(' '));
  await page.click('main form button[type=submit]');
  await page.waitForURL(/chat_poll/);

  // The référent answers and asks for the name; the agent reads, answers, decides.
  const desk = await deskSession(account('referent', place.slug));
  const mine = (await api('/f/case_desk', { cookie: desk })).json.cases[0].id;
  const act = (body) => api(`/f/case_desk?case=${mine}`, { cookie: desk, body });
  await act({ action: 'acknowledge' });
  await act({ action: 'message', text: 'Merci de nous faire confiance. Êtes-vous en sécurité ?' });
  await act({ action: 'ask_identity', reason: 'Pour saisir le médecin du travail.' });
  await page.locator('main a[href="/f/chat_poll"]').first().click();
  await has(page, 'Merci de nous faire confiance.');
  await has(page, 'Pour saisir le médecin du travail.');
  await page.fill('main [name=text]', 'Oui, je suis chez moi.');
  await page.click('main form:has([name=text]) button[type=submit]');
  await has(page, 'Oui, je suis chez moi.');
  assert.equal((await api(`/f/case_desk?case=${mine}`, { cookie: desk })).json.identity, null);
  await page.locator('main a[href="/f/consent"]').first().click();
  await page.check('input[name=decision][value=release]');
  await page.check('input[name=audience][value=referent]');
  await page.locator('input[name=understood]').check();
  await page.click('main form button[type=submit]');
  assert.equal((await api(`/f/case_desk?case=${mine}`, { cookie: desk })).json.identity.name, 'Dominique Fictive');

  // More evidence, then out: Back shows nothing.
  await page.goto('/f/evidence');
  await page.setInputFiles('input[type=file]', { name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('Ce qui s’est dit ce jour-là.') });
  await page.click('main form button[type=submit]');
  await has(page, 'note.txt');
  // The browser leaves for the outside at once; the outside itself is out of reach of the test.
  const left = page.waitForEvent('requestfailed', (request) => request.url().includes('meteofrance'));
  await page.click('a.exit');
  await left;
  assert.deepEqual((await context.cookies()).filter((c) => c.value), []);
  await page.goBack();
  assert.ok(page.url().startsWith(process.env.BASE_URL), page.url());
  for (const word of ['note.txt', 'Oui, je suis chez moi.']) assert.ok(!(await page.innerText('body')).includes(word), word);
  await context.close();
});

// Someone without an account, in a browser of their own.
async function readLetter(link, code) {
  const context = await person(chrome);
  const page = await context.newPage();
  await page.goto(link);
  await page.fill('#code', code);
  await page.click('button:has-text("Lire le courrier")');
  assert.match(page.url(), /\/f\/letter$/);
  await has(page, 'On parle de vous.');
  await page.check('[name=agree][value=yes]');
  await page.fill('#name', 'Dominique Fictif');
  await page.click('button:has-text("Envoyer ma réponse")');
  await has(page, 'Elle est arrivée.');
  await context.close();
}

test('a référent signs in, finds the case, acknowledges, answers, changes the state, closes, signs out', async () => {
  const filed = await (await import('./support.mjs')).fileReport();
  const page = await (await person(chrome)).newPage();
  await signIn(page, account('referent', place.slug));
  await page.fill('[name=q]', filed.number);
  await page.click('[role=search] button');
  await page.click(`a[href="/f/case_desk?case=${filed.number}"]`);
  await page.click('button:has-text("Accuser réception")');
  await has(page, 'La réception a été accusée.');
  await page.fill('#message-text', '');
  await page.click('button:has-text("Envoyer le message")');
  assert.match(await page.title(), /^Erreur : /);
  await page.fill('#message-text', 'Pouvez-vous préciser la date ?');
  await page.click('button:has-text("Envoyer le message")');
  await has(page, 'Pouvez-vous préciser la date ?');
  await page.click('a:has-text("Commencer ou reprendre l’examen")');
  await page.click('button:has-text("Enregistrer")');
  assert.match(await page.title(), /^Erreur : /);
  await page.fill('#reason', 'Premier examen.');
  await page.click('button:has-text("Enregistrer")');
  await page.click('a:has-text("Demander l’accord écrit de la victime présumée")');
  await page.fill('#text', 'On parle de vous.');
  await page.click('button:has-text("Enregistrer")');
  const [link, code] = [await page.textContent('dd.break'), await page.textContent('dd.code')];
  await readLetter(link, code);
  await page.click('a:has-text("revenir au dossier")');
  await has(page, 'réponse reçue le');
  await page.click('a:has-text("Clore le dossier")');
  await page.selectOption('#outcome', { index: 1 });
  await page.fill('#reason', 'Des mesures ont été prises.');
  await page.click('button:has-text("Enregistrer")');
  await has(page, 'Ce dossier est clos');
  await page.click('button:has-text("Se déconnecter")');
  await page.goto(`/f/case_desk?case=${filed.number}`);
  assert.match(page.url(), /connexion/);
});
