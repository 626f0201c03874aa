// What every end-to-end test needs: the browser, the accounts of the demonstration, one-time codes.
import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

export const base = process.env.BASE_URL;

// The demonstration as `vigie demo --json` prints it.
export const demo = JSON.parse(
  execFileSync(`${process.env.BUILD_DIR}/bin/vigie`, ['demo', '--json'], {
    env: { ...process.env, VIGIE_CONF: `${process.env.DATA_DIR}/vigie.conf` },
  }),
);

export const account = (role, collectivite) =>
  demo.accounts.find((a) => a.role === role && (!collectivite || a.collectivites.includes(collectivite)));

export async function browser() {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  });
}

// A person's browser. javaScript: false walks every journey as it must work for everyone.
export const person = (b, { javaScript = false, width = 1280, height = 900, ...more } = {}) =>
  b.newContext({ javaScriptEnabled: javaScript, viewport: { width, height }, baseURL: base, locale: 'fr-FR', ...more });

const base32 = (text) => {
  let bits = '';
  for (const c of text.replace(/[=\s]/g, '')) bits += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0');
  return Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2)));
};

export function totp(secret, step = Math.floor(Date.now() / 30000)) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac('sha1', base32(secret)).update(counter).digest();
  const offset = hash[19] & 15;
  return String((hash.readUInt32BE(offset) & 0x7fffffff) % 1000000).padStart(6, '0');
}

// A code works once, whichever test asks for it: the last step that each account used is kept beside the data, for the processes of the other tests.
const usedFile = `${process.env.DATA_DIR}.used-codes.json`;
const usedSteps = () => { try { return JSON.parse(readFileSync(usedFile, 'utf8')); } catch { return {}; } };
export async function freshTotp(who) {
  const now = () => Math.floor(Date.now() / 30000);
  const step = Math.max(now(), (usedSteps()[who.login] ?? 0) + 1);
  while (step > now() + 1) await new Promise((r) => setTimeout(r, 500)); // one step ahead is accepted
  writeFileSync(usedFile, JSON.stringify({ ...usedSteps(), [who.login]: step }));
  return totp(who.totp_secret, step);
}

export async function signIn(page, who) {
  await page.goto('/connexion/');
  await page.fill('#login', who.login);
  await page.fill('#password', who.password);
  await page.fill('#totp', await freshTotp(who));
  await page.click('main button[type=submit]');
  await page.waitForURL(/case_desk|members/); // a manager begins in the office
}

// One request of a program, without a browser.
export async function api(path, { body, cookie, headers = {}, method } = {}) {
  const response = await fetch(base + path, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    redirect: 'manual',
    headers: { Accept: 'application/json', ...(body !== undefined && { 'Content-Type': 'application/json' }), ...(cookie && { Cookie: cookie }), ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  let json = null;
  try { json = JSON.parse(text); } catch { /* not every answer is JSON */ }
  const set = response.headers.getSetCookie().map((c) => c.split(';')[0]).join('; ');
  return { status: response.status, json, text, cookie: set, headers: response.headers };
}

export const report = (more = {}) => ({
  collectivite: demo.collectivites[0].slug,
  quality: 'victim',
  kinds: ['moral_harassment'],
  concerns_authority: false,
  facts: 'Depuis trois mois, mon chef me crie dessus chaque matin devant l’équipe.',
  identity: { mode: 'anonymous' },
  idempotency_key: crypto.randomUUID(),
  ...more,
});

export async function fileReport(more) {
  const sent = await api('/f/submit_report', { body: report(more) });
  if (sent.status !== 201) throw new Error(`submit_report: ${sent.status} ${sent.text}`);
  return sent.json;
}

export async function openCase(code) {
  const opened = await api('/f/open_case', { body: { code } });
  if (opened.status !== 200) throw new Error(`open_case: ${opened.status} ${opened.text}`);
  return opened.cookie;
}

export async function deskSession(who) {
  const signed = await api('/f/sign_in', { body: { login: who.login, password: who.password, totp: await freshTotp(who) } });
  if (signed.status !== 200) throw new Error(`sign_in: ${signed.status} ${signed.text}`);
  return signed.cookie;
}

// The address of a function, as a mail that arrived at this address of a person bears it.
export async function mailedLink(to, path) {
  for (let i = 0; i < 600; ++i) {
    for (const mail of readdirSync(process.env.MAILS).filter((name) => !name.endsWith('.part'))) {
      const file = (name) => readFileSync(`${process.env.MAILS}/${mail}/${name}`, 'utf8');
      const link = file('to') === to && file('text').match(new RegExp(`${path}\\?t=[\\w-]+`));
      if (link) return link[0];
    }
    await new Promise((r) => setTimeout(r, 100));
  }
  throw new Error(`no mail to ${to} leads to ${path}`);
}
