// What tools can say of the pages of the audit's sample (content/audit/rgaa.json), criterion by criterion: kept in content/audit/evidence.json,
// from which the statement of accessibility is made. C: nothing found against it; NC: something was; NA: the page has nothing of the kind.
import { readFileSync, writeFileSync } from 'node:fs';
import { demo } from './support.mjs';

const folder = `${import.meta.dirname}/../../content/audit`;
const audit = JSON.parse(readFileSync(`${folder}/rgaa.json`, 'utf8'));
const file = `${folder}/evidence.json`;
export const sample = new Map(audit.audit.pages.map((page) => [page.state.replace('@', demo.collectivites[0].slug), page.id])); // @: a collectivité

// What a criterion is about: where a page has none of it, the criterion does not apply. A criterion that is not here applies everywhere.
const pictures = 'main img:not([alt=""]), header img, svg[role=img], input[type=image], area, [role=img]';
const media = 'video, audio, object, embed, canvas, bgsound, img[src$=".gif"], img[src$=".webp"], svg animate';
const fields = 'input:not([type=hidden]):not([type=submit]), select, textarea';
const documents = 'a[download], a[href$=".pdf"], a[href^="/f/record"], a[href*="format="], button[name=format]';
const about = {
  ...Object.fromEntries(['1.1', '1.3', '1.6', '1.7', '1.8'].map((n) => [n, pictures])),
  1.2: 'img[alt=""], svg[aria-hidden=true], svg:not([role])', 1.4: '[class*=captcha], [id*=captcha], [src*=captcha]', 1.5: '[class*=captcha], [id*=captcha], [src*=captcha]',
  1.9: 'figure figcaption', 2.1: 'iframe, frame', 2.2: 'iframe, frame',
  ...Object.fromEntries(Array.from({ length: 13 }, (_, i) => [`4.${i + 1}`, media])),
  ...Object.fromEntries(['4.8', '4.9', '4.12'].map((n) => [n, 'object, embed, canvas, svg animate'])), '4.10': '[autoplay], bgsound', // of those, what is no film, and what sounds by itself
  5.1: 'th[colspan], th[rowspan], td[headers]', 5.2: 'th[colspan], th[rowspan], td[headers]', 5.3: 'table[role=presentation], table:not(:has(th))', 5.8: 'table[role=presentation], table:not(:has(th))',
  ...Object.fromEntries(['5.4', '5.5', '5.6', '5.7'].map((n) => [n, 'table'])),
  ...Object.fromEntries(['7.1', '7.2', '7.3', '7.4', '7.5', '12.10', '13.10', '13.12'].map((n) => [n, 'script, [accesskey], [contenteditable]'])),
  8.8: '[lang]:not(html)', '8.10': '[dir], bdo',
  ...Object.fromEntries(['11.1', '11.2', '11.3', '11.4', '11.10'].map((n) => [n, fields])),
  11.5: 'fieldset, input[type=radio], input[type=checkbox]', 11.6: 'fieldset', 11.7: 'fieldset', 11.8: 'select', 11.9: 'button, input[type=submit]',
  11.11: '[aria-invalid=true]', 11.12: 'main form[method=post]', 11.13: 'input[autocomplete]:not([autocomplete=off]), input[type=email], input[type=tel]',
  13.3: documents, 13.4: documents,
  13.7: 'video, marquee, blink, img[src$=".gif"]', 13.8: 'marquee, blink, img[src$=".gif"]',
};

// In the browser: which criteria have something to be about, and what is wrong with those that a look at the DOM decides.
function inPage(selectors) {
  const all = (selector) => [...document.querySelectorAll(selector)].filter((e) => e.checkVisibility());
  const wrong = {}, against = (number, list) => { if (list.length) wrong[number] = list.slice(0, 3).map((e) => e.outerHTML?.slice(0, 120) ?? String(e)); };
  const labels = (e) => [...(e.labels ?? [])].map((l) => l.textContent.trim().replace(/\s+/g, ' ')).join(' ');
  const inputs = all('main input:not([type=hidden]):not([type=submit]), main select, main textarea');
  const box = (e) => e.getBoundingClientRect();
  against('1.9', all('figure:has(figcaption)').filter((e) => e.getAttribute('role') !== 'figure' && e.getAttribute('role') !== 'group'));
  against('8.6', document.title.split(' – ')[0].replace(/^Erreur : /, '').trim() && document.title.split(' – ').length > 1 ? [] : [document.title]);
  against('9.1', all('h1, h2, h3, h4, h5, h6').filter((e, i, list) => +e.tagName[1] > (i ? +list[i - 1].tagName[1] : 1) + 1 || !e.textContent.trim()));
  against('10.5', [...document.querySelectorAll('[style*=color], [bgcolor], [color]')]);
  against('11.3', inputs.filter((e) => !['radio', 'checkbox'].includes(e.type) && inputs.some((o) => o.name === e.name && o.form === e.form && labels(o) !== labels(e))));
  against('11.4', inputs.filter((e) => e.labels?.[0] && !e.labels[0].classList.contains('visually-hidden')).filter((e) => {
    const gap = Math.max(box(e).top - box(e.labels[0]).bottom, box(e.labels[0]).top - box(e).bottom, box(e.labels[0]).left - box(e).right);
    return gap > 16 && !e.getAttribute('aria-describedby');
  }));
  against('11.10', inputs.filter((e) => e.getAttribute('aria-invalid') === 'true' && !(e.getAttribute('aria-describedby') ?? '').split(' ').some((id) => document.getElementById(id)?.textContent.includes('Erreur'))
    && !e.closest('fieldset[aria-describedby]')));
  against('11.13', all('input[type=email], input[type=tel]').filter((e) => !e.autocomplete));
  // Ways through the site.
  const desk = document.body.classList.contains('desk');
  against('12.1', document.querySelector('nav[role=navigation] a') && document.querySelector('footer a[href="/plan-du-site/"]') ? [] : ['menu, plan du site']);
  against('12.2', document.querySelector('body > header + nav') ? [] : ['menu']);
  against('12.4', document.querySelector('body > footer li a[href="/plan-du-site/"]') ? [] : ['plan du site']);
  against('12.5', desk || document.querySelector('body > header + nav li.nav-end a[href="/rechercher/"]') ? [] : ['recherche']);
  against('13.2', [...document.querySelectorAll('[target]')].filter((e) => !/nouve/.test(e.textContent + e.title)));
  against('13.11', [...document.querySelectorAll('[onmousedown], [ontouchstart], [onpointerdown]')]);
  // What shows itself under the pointer or the focus alone.
  const reveals = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).filter((rule) => /:(hover|focus)/.test(rule.selectorText ?? '')
    && !/skip-link/.test(rule.selectorText) && /(display|visibility|opacity|content|clip-path|position)\s*:/.test(rule.style.cssText));
  const moves = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).filter((rule) => rule.type === CSSRule.KEYFRAMES_RULE);
  const none = Object.entries(selectors).filter(([, selector]) => !document.querySelector(selector)).map(([number]) => number);
  if (!reveals.length) none.push('10.13', '10.14', '12.11');
  if (moves.length) for (const number of ['13.7', '13.8']) against(number, moves.map((rule) => rule.name));
  if (desk) none.push('12.5');
  if (!/[\u0590-\u08ff]/.test(document.body.textContent) && !none.includes('8.10')) none.push('8.10');
  return { none, wrong };
}

// Criteria that a look at the DOM settles by absence alone: where there is one, a person judges.
const absence = new Set(['1.4', '1.5', '2.1', '2.2', '5.3', '5.8', '8.10', '12.10', '13.7', '13.8', '13.10', '13.12',
  ...Object.keys(about).filter((number) => /^[47]\./.test(number))]);

const layers = { axe: 'axe', vnu: 'source', 'html-validate': 'source', layout: 'layout', keyboard: 'keyboard', assertion: 'page', palette: 'page' };
const seen = new Map(); // id of the page → {ran, none, wrong}

export const Seen = (state) => sample.get(state) && (seen.get(sample.get(state)) ?? seen.set(sample.get(state), { ran: new Set(), none: [], wrong: {} }).get(sample.get(state)));

// Beside axe's: whatever a look at the page decides.
export async function lookAt(page, state) {
  const found = await page.evaluate(inPage, about);
  const of = Seen(state);
  if (of) { of.none = found.none; Object.assign(of.wrong, found.wrong); of.ran.add('page'); }
  return found.wrong;
}

// The RGAA criteria of an axe rule: its tags are RGAA-1.1.1, a test of criterion 1.1.
export const criteriaOf = (tags) => [...new Set(tags.filter((tag) => /^RGAA-\d/.test(tag)).map((tag) => tag.slice(5).split('.').slice(0, 2).join('.')))];

export function note(state, layer, wrong = {}) {
  const of = Seen(state);
  if (!of) return;
  of.ran.add(layer);
  for (const [number, what] of Object.entries(wrong)) of.wrong[number] = what;
}

function verdict(criterion, of) {
  if (of.wrong[criterion.number]) return 'NC';
  if (of.none.includes(criterion.number)) return 'NA';
  if (absence.has(criterion.number)) return null;
  const asked = criterion.checks.map((check) => layers[check]);
  return asked.length && asked.every((layer) => of.ran.has(layer)) ? 'C' : null;
}

// {"P01": {"C": "8.1 8.2 …", "NC": "…", "NA": "…"}}, in the order of the sample and of the criteria.
export function evidence() {
  const pages = {};
  for (const { id } of audit.audit.pages) {
    if (!seen.has(id)) continue;
    pages[id] = { C: [], NC: [], NA: [] };
    for (const criterion of audit.criteria) pages[id][verdict(criterion, seen.get(id))]?.push(criterion.number);
    for (const key of Object.keys(pages[id])) pages[id][key] = pages[id][key].join(' ');
  }
  return pages;
}

export const kept = () => JSON.parse(readFileSync(file, 'utf8')).pages;

export function keep(pages) {
  const day = new Date().toISOString().slice(0, 10);
  const lines = Object.entries(pages).map(([id, page]) => `    ${JSON.stringify(id)}: ${JSON.stringify(page)}`);
  writeFileSync(file, `{\n  "date": ${JSON.stringify(day)},\n  "pages": {\n${lines.join(',\n')}\n  }\n}\n`);
}
