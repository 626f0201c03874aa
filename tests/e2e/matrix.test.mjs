// Every route × every method × every kind of person × own and other case. The routes come from functions/*/function.json, so that a new function is asked too:
// its "sessions" say whose cookie it takes (case: the reporter's, desk: a reader's).
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import test, { before } from 'node:test';
import { account, api, base, demo, deskSession, fileReport, openCase } from './support.mjs';

const root = new URL('../../functions/', import.meta.url);
const routes = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  .map((entry) => JSON.parse(readFileSync(new URL(`${entry.name}/function.json`, root), 'utf8')));
const [here, elsewhere] = demo.collectivites;
const secrets = ['Zqrecit', 'Zqnom', 'Zqmessage', 'zqpiece'];
const forms = {
  chat_send: [{ text: 'x' }],
  consent: [{ decision: 'release', audience: ['referent', 'provider', 'employer'], name: 'X' }, { decision: 'refuse' }],
  agreement: [{ action: 'withdraw', confirmed: 'yes' }, { action: 'answer', consent: 'employer', answer: 'yes' }],
  feedback: [{ easy: 'yes' }],
  letter: [{ agree: 'yes', name: 'X' }],
  accessibility_desk: [{ id: '', answer: 'x' }],
  callback_request: [{ mode: 'phone', phone: '06 00 00 00 00' }],
  incidents: [{ do: 'tell', commitment: 'access', facts: 'x' }],
  figures: [{ action: 'dance', year: '2026' }],
  case_desk: ['acknowledge', 'message', 'ask_identity', 'set_state', 'close', 'note', 'hold', 'lift_hold']
    .map((action) => ({ action, why: 'other', text: 'x', reason: 'x', state: 'assessment', outcome: 'measures' })),
};
// What the CDG's managers work on: theirs to read, and no case is in it.
const office = ['accessibility_desk', 'members', 'members_import', 'dues_desk', 'figures'];
// Functions that show everybody their own: they answer, and say nothing of the case.
const own = ['retention', 'incidents', 'invoice'];
let filed, file, people;

async function attach(cookie) {
  const form = new FormData();
  form.set('file', new Blob(['%PDF-1.4\n%%EOF\n']), 'zqpiece.pdf');
  const answer = await fetch(`${base}/f/evidence`, { method: 'POST', body: form, headers: { Cookie: cookie, Accept: 'application/json' } });
  return { status: answer.status, json: await answer.json() };
}

// What a case holds, without the trace that looking leaves.
async function held() {
  const answer = await api(`/f/case_desk?case=${filed.number}`, { cookie: people.referent.cookie });
  const { history, ...rest } = answer.json;
  return { ...rest, history: history.filter((event) => event.what !== 'viewed'), messages: rest.messages.map(({ read_on, ...message }) => message) };
}

before(async () => {
  filed = await fileReport({ facts: 'Zqrecit', identity: { mode: 'sealed', name: 'Zqnom' } });
  const reporter = await openCase(filed.code);
  await api('/f/chat_send', { cookie: reporter, body: { text: 'Zqmessage' } });
  file = (await attach(reporter)).json.kept[0];
  const desk = async (role, place) => ({ kind: 'desk', cookie: await deskSession(account(role, place)) });
  people = {
    reporter: { kind: 'case', cookie: reporter, entitled: true },
    referent: { ...await desk('referent', here.slug), entitled: true },
    'another reporter': { kind: 'case', cookie: await openCase((await fileReport()).code) },
    'référent of another collectivité': await desk('referent', elsewhere.slug),
    substitute: await desk('substitute', here.slug),
    provider: await desk('provider'),
    manager: await desk('manager'),
    nobody: { kind: 'none', cookie: undefined },
    'a made-up cookie': { kind: 'none', cookie: `case=${'A'.repeat(43)}; desk=${'A'.repeat(43)}` },
  };
});

// Addresses that name the case, for a function of the desk; figures that are not this person's.
const addresses = (route, name) => (route.name === 'figures' ? [`?of=${name === 'manager' ? here.slug : 'cdg'}`] : ['case_desk', 'record'].includes(route.name) ? [`?case=${filed.number}`] : route.name === 'evidence' ? [`?case=${filed.number}&id=${file}`, `?id=${file}`] : ['']);

test('every function says whose session it takes', () => {
  for (const route of routes) assert.ok(Array.isArray(route.sessions) && route.sessions.every((kind) => ['case', 'desk'].includes(kind)), route.name);
  assert.deepEqual(Object.keys(forms).filter((name) => !routes.some((route) => route.name === name)), []);
});

test('whoever is not entitled reads and changes nothing, whatever the route', async () => {
  const before = await held();
  let asked = 0;
  for (const [name, who] of Object.entries(people).filter(([, person]) => !person.entitled)) {
    for (const route of routes.filter((one) => one.sessions.length)) {
      for (const address of addresses(route, name)) {
        for (const method of route.methods) {
          for (const body of method === 'POST' ? forms[route.name] ?? [{}] : [undefined]) {
            // A reporter's own case is theirs to change: only what names the other case is asked of them.
            if (who.kind === 'case' && !address) continue;
            const answer = await api(route.route + address, { cookie: who.cookie, body });
            const what = `${name}: ${method} ${route.route}${address} ${JSON.stringify(body) ?? ''} → ${answer.status}`;
            const theirs = own.includes(route.name) || (name === 'manager' && method === 'GET' && office.includes(route.name));
            assert.ok([303, 403, 404, 405, 415, 422].includes(answer.status) || (theirs && answer.status === 200), what);
            for (const secret of secrets) assert.ok(!answer.text.includes(secret), what);
            assert.ok(!answer.text.includes(filed.number), what);
            ++asked;
          }
        }
      }
    }
    const list = await api('/f/case_desk', { cookie: who.cookie });
    assert.ok(!list.text.includes(filed.number), `${name} sees the number in the list`);
  }
  assert.ok(asked > 60, String(asked));
  assert.deepEqual(await held(), before);
});

test('the entitled are served by the very same requests', async () => {
  assert.equal((await api(`/f/case_desk?case=${filed.number}`, { cookie: people.referent.cookie })).json.facts, 'Zqrecit');
  assert.equal((await api(`/f/evidence?case=${filed.number}&id=${file}`, { cookie: people.referent.cookie })).status, 200);
  assert.equal((await api(`/f/evidence?id=${file}`, { cookie: people.reporter.cookie })).status, 200);
  for (const route of routes.filter((one) => one.sessions.includes('case') && one.methods.includes('GET')))
    assert.equal((await api(route.route, { cookie: people.reporter.cookie })).status, 200, route.name);
});
