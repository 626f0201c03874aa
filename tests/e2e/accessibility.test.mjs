// RGAA 4.1.2, what a machine can decide, on every page and state: axe with its RGAA tags and the experimental rules that RGAA asks for, html-validate
// and vnu on the sources, reflow at 320 px, text spacing, 200 %, a walk with the Tab key. One violation fails.
//
// What was found on the pages of the audit's sample is held against content/audit/evidence.json. VIGIE_EVIDENCE=write writes that file instead,
// violations included, for whoever changed pages: `VIGIE_EVIDENCE=write tests/e2e/run.sh tests/e2e/accessibility.test.mjs`.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import test, { after, before } from 'node:test';
import { criteriaOf, evidence, keep, kept, lookAt, note, sample } from './rgaa.mjs';
import { account, api, base, browser, demo, deskSession, fileReport, mailedLink, person, signIn } from './support.mjs';

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const experimental = ['css-orientation-lock', 'p-as-heading', 'table-fake-caption', 'td-has-header', 'focus-order-semantics'];
const slug = demo.collectivites[0].slug;
const sources = mkdtempSync('/tmp/vigie-pages-');
const visited = [];
const writing = process.env.VIGIE_EVIDENCE === 'write';
let chrome;

// Nothing is found, or the test fails; when the evidence is written, it is a non-conformity of these criteria instead.
function hold(state, layer, criteria, found, what) {
  note(state, layer, found.length ? Object.fromEntries(criteria.map((number) => [number, found])) : {});
  if (writing && found.length && sample.has(state)) console.error(`${state}: ${what}: ${found.join(', ')}`);
  else assert.deepEqual(found, [], `${state}: ${what}`);
}

// The states that need a form to be sent first: what to do on a page before looking at it.
const post = (path, fields) => async (page) => {
  if (!page.url().startsWith(base)) await page.goto('/'); // what comes from nowhere is refused
  await page.setContent(`<form method="post" action="${base}${path}">${Object.entries(fields).flatMap(([name, value]) => [value].flat()
    .map((v) => `<input name="${name}" value="${String(v).replaceAll('"', '&quot;')}">`)).join('')}<button>ok</button></form>`);
  return Promise.all([page.waitForNavigation(), page.click('button')]);
};

const answers = { collectivite: slug, quality: 'victim', kinds: ['discrimination', 'threat'], criteria: ['age', 'sex'], facts: 'Des faits.', concerns_authority: 'no', 'identity.mode': 'anonymous', immediate_danger: 'yes' };

// Every page that the site map lists, and what it leaves out.
const statics = [`/c/${slug}/`, `/c/${slug}/signaler/`, `/c/${slug}/kit/`,
  ...['affiche-parler', 'depliant', 'signature', 'diaporama', 'acte', 'mise-en-place', 'film'].map((piece) => `/f/kit?collectivite=${slug}&piece=${piece}`),
  '/se-former/agents/1/', '/se-former/agents/2/', '/se-former/referents/3/', '/se-former/plateforme/tout/',
  '/f/elearning_progress?course=agents&step=violences&answer=c', '/f/attestation?a=x',
  '/erreurs/404.html', '/erreurs/413.html', '/erreurs/429.html', '/erreurs/500.html', '/erreurs/503.html', '/f/find_collectivite?q=', '/f/find_collectivite?q=zzzz'];

before(async () => {
  chrome = await browser();
  const map = await (await fetch(`${base}/plan-du-site/`)).text();
  const listed = [...map.slice(map.indexOf('class="sitemap"'), map.indexOf('</main>')).matchAll(/href="(\/[^"]*)"/g)].map((link) => link[1]);
  statics.unshift(...new Set(listed));
  assert.ok(statics.length >= 50 && statics.includes('/') && statics.includes('/facile/qui-va-savoir/'), statics.join(' '));
});
after(() => chrome.close());

async function look(page, name) {
  visited.push(name);
  const html = await (await page.context().request.fetch(page.url(), { failOnStatusCode: false }).catch(() => null))?.text?.() ?? '';
  // A page that answers a form cannot be fetched again: its source is read from the browser.
  const source = name.includes('POST') ? `<!DOCTYPE html>\n${await page.evaluate(() => document.documentElement.outerHTML)}` : html;
  writeFileSync(`${sources}/${String(visited.length).padStart(3, '0')}.html`, source);

  await page.evaluate(axe);
  const found = await page.evaluate((rules) => axe.run(document, {
    runOnly: { type: 'tag', values: ['RGAAv4', 'wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
    rules: Object.fromEntries(rules.map((r) => [r, { enabled: true }])),
  }), experimental);
  note(name, 'axe');
  for (const v of found.violations) hold(name, 'axe', criteriaOf(v.tags), v.nodes.map((n) => n.target.join(' ')).slice(0, 3), `axe, ${v.id}`);
  for (const [number, what] of Object.entries(await lookAt(page, name))) hold(name, 'page', [number], what, `criterion ${number}`);

  // RGAA 12.7, 9.2, 8.6: skip link first, one h1, explicit landmark roles.
  const shape = await page.evaluate(() => ({
    h1: document.querySelectorAll('h1').length,
    roles: ['banner', 'main', 'contentinfo'].every((r) => document.querySelectorAll(`[role=${r}]`).length === 1),
    lang: document.documentElement.lang,
    skip: document.querySelector('body a')?.getAttribute('href'),
  }));
  assert.deepEqual(shape, { h1: 1, roles: true, lang: 'fr', skip: '#contenu' }, name);

  // 10.11 reflow at 320 px, 10.12 text spacing, 10.4 at 200 %.
  for (const [number, mode, css, width] of [['10.11', '320 px', '', 320], ['10.12', 'text spacing', '*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}', 320], ['10.4', '200 %', 'html{font-size:200%!important}', 640]]) {
    await page.setViewportSize({ width, height: 800 });
    const style = css ? await page.addStyleTag({ content: css }) : null;
    const wide = await page.evaluate(() => {
      const limit = document.documentElement.clientWidth + 1;
      return [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > limit && !e.closest('.table-scroll, .visually-hidden, .skip-link') && getComputedStyle(e).position !== 'absolute')
        .slice(0, 3).map((e) => `${e.tagName}.${e.className}`);
    });
    hold(name, 'layout', [number], wide, mode);
    if (style) await style.evaluate((e) => e.remove());
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}

// Tab goes through the whole page, every stop shows its focus, and nothing traps it (7.3, 10.7, 12.8, 12.9).
async function walk(page, name) {
  // From the top, also when the page begins at its errors.
  await page.evaluate(() => { document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex'); });
  const stops = new Set();
  let last, inside = 0; // a player has controls of its own, which the page sees as one stop
  for (let i = 0; i < 250; ++i) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const e = document.activeElement;
      if (!e || e === document.body) return null;
      const s = getComputedStyle(e), box = e.getBoundingClientRect();
      e.dataset.stop ??= String(document.querySelectorAll('[data-stop]').length);
      return { id: e.dataset.stop, player: e.tagName === 'VIDEO', what: `${e.tagName} ${e.name || e.textContent.trim().slice(0, 30)}`, seen: (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2) || s.boxShadow !== 'none', inside: box.width > 0 && box.height > 0 };
    });
    if (stop?.player && stop.id === last && ++inside < 10) continue;
    if (!stop || (stops.has(stop.id))) break;
    stops.add(stop.id);
    last = stop.id;
    inside = 0;
    hold(name, 'keyboard', ['10.7'], stop.seen && stop.inside ? [] : [stop.what], 'the focus does not show');
  }
  const reachable = await page.evaluate(() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
    .filter((e) => e.checkVisibility({ contentVisibilityAuto: true, checkVisibilityCSS: true }) && !e.disabled && !(e.type === 'radio') && !e.closest('details:not([open]) > :not(summary)') && !e.dataset.stop).map((e) => `${e.tagName} ${e.name || e.textContent.trim()}`));
  hold(name, 'keyboard', ['12.8', '12.9'], reachable, 'not reached by Tab');
}

// What resists someone: one that waits, beside those that there may be.
async function difficulties() {
  await api('/f/accessibility_contact', { body: { difficulty: `Texte trop petit, ${visited.length}.` } });
  return (await api('/f/accessibility_desk', { cookie: await deskSession(account('manager')) })).json;
}

const withScripts = (more) => person(chrome, { javaScript: true, bypassCSP: true, ...more });

test('static pages and searches', async () => {
  const page = await (await withScripts()).newPage();
  for (const path of statics) {
    await page.goto(path);
    await look(page, path);
    await walk(page, path);
  }
  await page.context().close();
});

test('static pages in the dark theme have enough contrast', async () => {
  const page = await (await withScripts({ colorScheme: 'dark' })).newPage();
  for (const path of ['/', `/c/${slug}/signaler/`, '/suivre/', '/urgence/']) {
    await page.goto(path);
    await page.evaluate(axe);
    const found = await page.evaluate(() => axe.run(document, { runOnly: ['color-contrast'] }));
    assert.deepEqual(found.violations.flatMap((v) => v.nodes.map((n) => n.html)), [], path);
  }
  await page.context().close();
});

test('every state of the agent’s path', async () => {
  const context = await withScripts();
  const page = await context.newPage();
  await post('/f/submit_report', { collectivite: slug, 'identity.email': 'x' })(page);
  await look(page, 'POST report refused');
  await walk(page, 'POST report refused');
  await post('/f/submit_report', answers)(page);
  await look(page, 'POST report check');
  await walk(page, 'POST report check');
  await post('/f/submit_report', { ...answers, step: 'send', idempotency_key: crypto.randomUUID() })(page);
  await look(page, 'POST receipt');
  await walk(page, 'POST receipt');
  await post('/f/open_case', { code: '1234' })(page);
  await look(page, 'POST follow refused');
  await walk(page, 'POST follow refused');
  await post('/f/cotisation_calc', { scheme: 'cdg69', headcount: '350', affiliated: 'yes', year: '2026' })(page);
  await look(page, 'POST cotisation');
  await walk(page, 'POST cotisation');
  await post('/f/elearning_progress', { course: 'agents', step: 'violences' })(page);
  await look(page, 'POST step without an answer');
  await walk(page, 'POST step without an answer');
  await post('/f/elearning_progress', { course: 'agents', action: 'resume', code: 'ACDE' })(page);
  await look(page, 'POST resume refused');
  await post('/f/elearning_progress', { course: 'agents', action: 'start' })(page);
  await look(page, 'POST course started');
  await page.goto('/f/elearning_progress?course=agents');
  await look(page, '/f/elearning_progress?course=');
  await walk(page, '/f/elearning_progress?course=');
  await post('/f/accessibility_contact', { email: 'x' })(page);
  await look(page, 'POST accessibility refused');
  await walk(page, 'POST accessibility refused');
  await post('/f/accessibility_contact', { difficulty: 'Le bouton n’a pas de nom.', page: 'Suivre mon signalement', email: 'sam@exemple.fr' })(page);
  await look(page, '/f/accessibility_contact?received=yes');
  await walk(page, '/f/accessibility_contact?received=yes');
  await post('/f/cotisation_calc', { scheme: 'cdg69', headcount: '0' })(page);
  await look(page, 'POST cotisation refused');
  for (const q of ['harcelement', 'anonyme girafe', 'girafe', '']) {
    await post('/f/search', { q })(page);
    await look(page, `POST search ${q || 'refused'}`);
    await walk(page, `POST search ${q || 'refused'}`);
  }

  const filed = await fileReport({ identity: { mode: 'sealed', name: 'Sam Fictif' } });
  await page.goto('/suivre/');
  await page.fill('[name=code]', filed.code);
  await page.click('main form button[type=submit]');
  for (const path of ['/f/chat_poll', '/f/evidence', '/f/consent', '/f/agreement', '/f/callback_request']) {
    await page.goto(path);
    await look(page, path);
    await walk(page, path);
  }
  for (const [path, fields] of [['/f/chat_send', { text: '' }], ['/f/consent', { decision: '' }], ['/f/agreement', { action: 'withdraw' }], ['/f/callback_request', { mode: 'phone' }]]) {
    await post(path, fields)(page);
    await look(page, `POST ${path} refused`);
  }
  await page.goto('/f/feedback');
  await look(page, '/f/feedback of an open case');
  await post('/f/agreement', { action: 'withdraw', confirmed: 'yes' })(page);
  await page.goto('/f/chat_poll');
  await look(page, '/f/chat_poll of a closed case');
  await page.goto('/f/feedback');
  await look(page, '/f/feedback');
  await walk(page, '/f/feedback');
  await post('/f/feedback', {})(page);
  await look(page, 'POST /f/feedback refused');
  await post('/f/feedback', { easy: 'yes' })(page);
  await look(page, '/f/feedback given');
  await context.close();
});

test('every state of the desk', async () => {
  const filed = await fileReport({ facts: 'Texte\n'.repeat(40) });
  const context = await withScripts();
  const page = await context.newPage();
  await post('/f/sign_in', { login: 'x', password: 'y', totp: '000000' })(page);
  await look(page, 'POST sign-in refused');
  await signIn(page, account('referent', slug));
  await page.goto('/f/case_desk');
  await look(page, '/f/case_desk');
  await walk(page, '/f/case_desk');
  await page.goto('/f/figures');
  await look(page, '/f/figures');
  await walk(page, '/f/figures');
  await page.goto('/f/figures?year=1999');
  await look(page, '/f/figures unknown year');
  await page.goto('/f/case_desk?q=introuvable');
  await look(page, '/f/case_desk?q=introuvable');
  await page.goto(`/f/case_desk?case=${filed.number}`);
  await look(page, '/f/case_desk?case=');
  await walk(page, '/f/case_desk?case=');
  await page.goto('/f/retention');
  await look(page, '/f/retention');
  await walk(page, '/f/retention');
  await post(`/f/case_desk?case=${filed.number}`, { action: 'hold' })(page);
  await look(page, 'POST /f/case_desk hold refused');
  await page.goto(`/f/case_desk?case=${filed.number}&act=close`);
  await look(page, '/f/case_desk?act=');
  await walk(page, '/f/case_desk?act=');
  await post(`/f/case_desk?case=${filed.number}`, { action: 'close' })(page);
  await look(page, 'POST close refused');
  await post(`/f/case_desk?case=${filed.number}`, { action: 'act', act: 'ask_victim', text: 'On parle de vous.' })(page);
  await look(page, 'POST letter made');
  await page.goto(await page.textContent('dd.break'));
  await look(page, '/f/letter?t=');
  await walk(page, '/f/letter?t=');
  await page.goto('/f/case_desk?case=AAAA-AAAA');
  await look(page, '/f/case_desk unknown case');
  await context.close();
  const office = await (await withScripts()).newPage();
  const [name, value] = (await deskSession(account('manager'))).split('=');
  await office.context().addCookies([{ name, value, url: base }]);
  await office.goto('/f/retention');
  await look(office, '/f/retention of a manager');
  await walk(office, '/f/retention of a manager');
  await office.context().close();
});

test('every state of the manager’s list of difficulties', async () => {
  const { requests } = await difficulties();
  const context = await withScripts();
  const page = await context.newPage();
  await signIn(page, account('manager'));
  await page.goto('/f/accessibility_desk');
  await look(page, '/f/accessibility_desk');
  await walk(page, '/f/accessibility_desk');
  const { id } = requests.find((one) => !one.answered_on);
  await page.goto(`/f/accessibility_desk?id=${id}`);
  await look(page, '/f/accessibility_desk?id=');
  await walk(page, '/f/accessibility_desk?id=');
  await post('/f/accessibility_desk', { id, answer: '' })(page);
  await look(page, 'POST difficulty refused');
  await post('/f/accessibility_desk', { id, answer: 'Page corrigée.' })(page);
  await look(page, '/f/accessibility_desk answered');
  await context.close();
});

test('every state of a request to join', async () => {
  const context = await withScripts();
  const page = await context.newPage();
  const asked = { name: 'Syndicat des eaux', kind: 'syndicat', siret: '20062099700029', affiliated: 'yes', headcount: '12', contact_name: 'Une personne', contact_email: 'eaux@demonstration.example' };
  for (const path of ['/f/membership_request', '/f/membership_request?done=1']) {
    await page.goto(path);
    await look(page, path);
  }
  await post('/f/membership_request', { ...asked, step: 'check' })(page);
  await look(page, 'POST request to check');
  await post('/f/membership_request', { ...asked, siret: '123' })(page);
  await look(page, 'POST request refused');
  await page.goto('/f/membership_request');
  for (const [name, value] of Object.entries(asked)) {
    const field = page.locator(`[name=${name}]`).first();
    if (name === 'kind') await field.selectOption(value);
    else if (name === 'affiliated') await page.check(`[name=affiliated][value=${value}]`);
    else await field.fill(value);
  }
  const send = async (name, text, what) => {
    await page.setInputFiles('#deliberation', { name, mimeType: 'application/pdf', buffer: Buffer.from(text) });
    await page.click('button.button[type=submit]');
    await look(page, what);
  };
  await send('notes.txt', 'du texte', 'POST request with a file that is none');
  await page.waitForSelector('#deliberation-error');
  await send('deliberation.pdf', '%PDF-1.7 fictive', 'POST request to check, with its délibération');
  await page.click('button[value=edit]');
  await look(page, 'POST request again, with its délibération');
  assert.match(await page.textContent('main'), /Déjà jointe\s*: deliberation\.pdf/);
  await context.close();
});

test('every state of the members', async () => {
  const context = await withScripts();
  const page = await context.newPage();
  await signIn(page, account('manager'));
  assert.equal(new URL(page.url()).pathname, '/f/members', 'a manager begins in the office');
  await look(page, '/f/members');
  await walk(page, '/f/members');
  for (const path of ['/f/members?q=introuvable', `/f/members?member=${slug}`, '/f/members?do=add', `/f/members?member=${slug}&do=edit`, `/f/members?member=${slug}&do=headcount`,
    ...['note', 'sign', 'notice', 'amend', 'keep'].map((what) => `/f/members?member=${slug}&do=${what}`), '/f/members_import', '/f/members?member=nulle-part']) {
    await page.goto(path);
    await look(page, path);
  }
  for (const path of ['/f/members?due=1', '/f/members?do=change', '/f/members?changes=1']) {
    await page.goto(path);
    await look(page, path);
  }
  await post('/f/members', { do: 'change', on: 'demain', text: '' })(page);
  await look(page, 'POST change refused');
  await post('/f/members', { do: 'change', on: '01/01/2030', text: 'Le prix par agent change.', confirmed: 'yes' })(page);
  await look(page, '/f/members?changes=1&told=1');
  await page.goto(`/f/members?member=${slug}`);
  await look(page, 'a member that was told of a change');
  await page.locator('#lecteurs ~ ul a[href*="do=reader"]').first().click();
  await look(page, '/f/members?do=reader');
  await page.fill('#phone', '12');
  await page.click('button.button[type=submit]');
  await look(page, 'POST reader refused');
  await post('/f/members', { do: 'add', name: '', siret: '123' })(page);
  await look(page, 'POST member refused');
  await post(`/f/members?member=${slug}`, { do: 'give_back', on: '01/01/2026' })(page);
  await look(page, 'POST act refused');
  await post('/f/members_import', { pasted: 'nom;siret\nLieu;123' })(page);
  await look(page, 'POST import refused');
  await context.close();
});

test('every form that a mail alone leads to', async () => {
  const context = await withScripts();
  const page = await context.newPage();
  await signIn(page, account('manager'));
  const to = 'mairie@lien.example';
  await post('/f/members', { do: 'add', name: 'Commune du lien', kind: 'commune', affiliated: 'yes', contact_name: 'Une personne', contact_email: to })(page);
  await post('/f/members?member=commune-du-lien', { do: 'adopt', on: '01/01/2026' })(page);
  await page.goto('/f/members?opinions=');
  await look(page, '/f/members?opinions= before anybody was asked');
  await page.click('main button.button');
  await look(page, '/f/members?opinions=&asked');
  const year = new Date().getFullYear();
  await post('/f/dues_desk', { action: 'open', year, due_on: `31/12/${year}` })(page);
  await post(`/f/dues_desk?year=${year}`, { action: 'ask' })(page);
  for (const [path, refused, sent] of [['/f/member_feedback', { words: '' }, { known: 'few', office: 'yes', words: 'Tout va bien.' }], ['/f/headcount', { headcount: 'beaucoup' }, { headcount: '12' }]]) {
    const link = await mailedLink(to, path), t = new URLSearchParams(link.split('?')[1]).get('t');
    await page.goto(link);
    await look(page, path);
    await walk(page, path);
    await post(path, { t, ...refused })(page);
    await look(page, `POST ${path} refused`);
    await post(path, { t, ...sent })(page);
    await look(page, `${path} told`);
    await page.goto(link);
    await look(page, `${path} again`);
    await page.goto(`${path}?t=never`);
    await look(page, `${path}?t=never`);
  }
  await page.goto('/f/members?opinions=');
  await look(page, '/f/members?opinions=');
  await walk(page, '/f/members?opinions=');
  await context.close();
});

test('every state of the cotisations', async () => {
  const context = await withScripts();
  const page = await context.newPage();
  await signIn(page, account('manager'));
  for (const path of ['/f/dues_desk?year=2031', '/f/dues_desk?act=open']) {
    await page.goto(path);
    await look(page, path);
    await walk(page, path);
  }
  await post('/f/dues_desk', { action: 'open', year: '2031', due_on: 'hier' })(page);
  await look(page, 'POST campaign refused');
  await post('/f/dues_desk', { action: 'open', year: '2031', due_on: '30/04/2031' })(page);
  await look(page, '/f/dues_desk open');
  await post('/f/dues_desk?year=2031', { action: 'freeze' })(page);
  await post('/f/dues_desk?year=2031', { action: 'issue' })(page);
  await look(page, '/f/dues_desk issued');
  for (const path of ['/f/dues_desk?year=2031&bill=1', '/f/dues_desk?year=2031&bill=1&act=credit']) {
    await page.goto(path);
    await look(page, path);
  }
  await context.close();
});

test('every state of the incidents with a provider', async () => {
  const context = await withScripts();
  const page = await context.newPage();
  await signIn(page, account('manager'));
  for (const path of ['/f/incidents', '/f/incidents?do=tell']) {
    await page.goto(path);
    await look(page, path);
    await walk(page, path);
  }
  const step = { day: '02/03/2026', text: 'Vu avec le prestataire.' };
  await post('/f/incidents', { do: 'tell', commitment: 'access', happened_on: 'hier', facts: '' })(page);
  await look(page, 'POST incident refused');
  await post('/f/incidents', { do: 'tell', commitment: 'access', happened_on: '02/03/2026', facts: 'Le service était fermé.' })(page);
  const incident = new URL(page.url()).searchParams.get('incident');
  await look(page, '/f/incidents?incident=');
  await post('/f/incidents', { do: 'answer', incident, contested: 'yes', ...step })(page);
  await post('/f/incidents', { do: 'decide', incident, decision: 'penalty', amount: '150', computation: '3 jours à 50 €', ...step })(page);
  await look(page, 'POST decision refused');
  await post('/f/incidents', { do: 'decide', incident, decision: 'reminder', ...step })(page);
  await look(page, '/f/incidents decided');
  await page.goto('/f/incidents?state=decided');
  await look(page, '/f/incidents?state=');
  await walk(page, '/f/incidents?state=');
  await context.close();
  const other = await withScripts();
  const desk = await other.newPage();
  await signIn(desk, account('provider'));
  await desk.goto('/f/invoice');
  await look(desk, '/f/invoice');
  await post('/f/invoice', { number: '' })(desk);
  await look(desk, 'POST invoice refused');
  await other.close();
});

test('the sources are valid HTML (html-validate, vnu)', () => {
  const files = visited.map((_, i) => `${sources}/${String(i + 1).padStart(3, '0')}.html`);
  assert.ok(files.length >= statics.length + 10);
  const run = (command, ...args) => spawnSync(command, args, { cwd: import.meta.dirname, maxBuffer: 64e6 });
  const validated = run('node_modules/.bin/html-validate', '--config', 'html-validate.json', '--formatter', 'json', ...files);
  const checked = run('java', '-jar', require.resolve('vnu-jar/build/dist/vnu.jar'), '--errors-only', '--also-check-css', '--format', 'json', ...files);
  const told = [...JSON.parse(validated.stdout).flatMap((f) => f.messages.map((m) => [f.filePath, `${m.ruleId} ${m.message}`])),
    ...JSON.parse(checked.stderr).messages.map((m) => [m.url.replace('file:', ''), m.message])];
  files.forEach((file, i) => hold(visited[i], 'source', ['8.2'], told.filter(([path]) => path.endsWith(file)).map(([, what]) => what), 'source'));
  assert.ok(files.every((file) => readFileSync(file, 'utf8').includes('</html>')));
});

test('the evidence of the audit is what was found on its sample', () => {
  assert.deepEqual([...sample.keys()].filter((state) => !visited.includes(state)), [], 'pages of the sample that nobody looked at');
  if (writing) keep(evidence());
  else assert.deepEqual(evidence(), kept(), 'content/audit/evidence.json is out of date: see the top of this file');
});
