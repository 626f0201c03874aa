// What must never happen (docs/threat-model.md), asked of the running whole, through nginx.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { account, api, base, demo, deskSession, fileReport, openCase } from './support.mjs';

const slug = demo.collectivites[0].slug;
const referent = account('referent', slug);
const others = {
  other_referent: demo.accounts.find((a) => a.role === 'referent' && !a.collectivites.includes(slug)),
  substitute: account('substitute', slug),
  provider: account('provider'),
  manager: account('manager'),
};

test('a reader outside their grants reads nothing: every desk route × every role', async () => {
  const filed = await fileReport();
  const reporter = await openCase(filed.code);
  const form = new FormData();
  form.set('file', new Blob(['%PDF-1.4\nmot de passe\n%%EOF\n'], { type: 'application/pdf' }), 'preuve.pdf');
  const upload = await fetch(`${base}/f/evidence`, { method: 'POST', body: form, headers: { Cookie: reporter, Accept: 'application/json' } });
  assert.equal(upload.status, 201, await upload.text());
  const owner = await deskSession(referent);
  const seen = await api(`/f/case_desk?case=${filed.number}`, { cookie: owner });
  assert.equal(seen.status, 200);
  assert.equal(seen.json.evidence.length, 1);
  const file = seen.json.evidence[0].id;
  const acts = ['acknowledge', 'message', 'ask_identity', 'set_state', 'close', 'note'];
  for (const [role, who] of Object.entries(others)) {
    const cookie = await deskSession(who);
    const routes = [
      [`/f/case_desk?case=${filed.number}`],
      [`/f/evidence?case=${filed.number}&id=${file}`],
      ...acts.map((action) => [`/f/case_desk?case=${filed.number}`, { action, text: 'x', reason: 'x', state: 'assessment', outcome: 'measures' }]),
    ];
    for (const [path, body] of routes) {
      const answer = await api(path, { cookie, body });
      assert.equal(answer.status, 404, `${role} ${path} ${JSON.stringify(body)}`);
      assert.ok(!answer.text.includes('crie dessus'));
    }
    const list = await api('/f/case_desk', { cookie });
    assert.ok(!list.text.includes(filed.number), `${role} sees the number in the list`);
  }
  // Another reporter's session, and no session at all.
  const stranger = await openCase((await fileReport()).code);
  for (const cookie of [stranger, undefined]) {
    const answer = await api(`/f/evidence?id=${file}`, { cookie });
    assert.ok([403, 404].includes(answer.status), String(answer.status));
    assert.equal((await api(`/f/case_desk?case=${filed.number}`, { cookie })).status, 403);
  }
});

test('a report on the authority goes to the substitute, and the référent cannot see that it exists', async () => {
  const filed = await fileReport({ concerns_authority: true });
  const first = await deskSession(referent);
  assert.equal((await api(`/f/case_desk?case=${filed.number}`, { cookie: first })).status, 404);
  assert.ok(!(await api('/f/case_desk', { cookie: first })).text.includes(filed.number));
  const second = await deskSession(others.substitute);
  assert.equal((await api(`/f/case_desk?case=${filed.number}`, { cookie: second })).status, 200);
});

test('an identity is unreadable until the reporter releases it', async () => {
  const filed = await fileReport({ identity: { mode: 'sealed', name: 'Camille Fictive', email: 'camille@exemple.fr' } });
  const desk = await deskSession(referent);
  const before = await api(`/f/case_desk?case=${filed.number}`, { cookie: desk });
  assert.equal(before.json.identity, null);
  assert.ok(!before.text.includes('Camille'));
  const reporter = await openCase(filed.code);
  const released = await api('/f/consent', { cookie: reporter, body: { decision: 'release', audience: ['referent'] } });
  assert.equal(released.status, 200, released.text);
  const after = await api(`/f/case_desk?case=${filed.number}`, { cookie: desk });
  assert.equal(after.json.identity.name, 'Camille Fictive');
});

test('nothing of a report, an identity, a message, a file, a code, a browser or an address is found on the disk', async () => {
  const canary = (word) => `Zq${word}${Math.random().toString(36).slice(2, 12)}`;
  const words = Object.fromEntries(['facts', 'where', 'name', 'message', 'file', 'filename', 'agent', 'notify', 'answer', 'reason', 'note', 'phone']
    .map((w) => [w, canary(w)]));
  const filed = await fileReport({
    facts: words.facts, where: words.where, notify_email: `${words.notify}@exemple.fr`,
    identity: { mode: 'sealed', name: words.name, email: `${words.name}@exemple.fr`, phone: '06 39 98 71 23' },
  });
  const agent = { 'User-Agent': words.agent, 'X-Forwarded-For': '203.0.113.77', Referer: `http://intranet/${words.agent}` };
  const opened = await api('/f/open_case', { body: { code: filed.code }, headers: agent });
  await api('/f/chat_send', { cookie: opened.cookie, body: { text: words.message }, headers: agent });
  const form = new FormData();
  form.set('file', new Blob([`%PDF-1.4\n${words.file.repeat(3000)}`]), `${words.filename}.pdf`);
  const upload = await fetch(`${base}/f/evidence`, { method: 'POST', body: form, headers: { Cookie: opened.cookie, Accept: 'application/json', ...agent } });
  assert.equal(upload.status, 201);
  const desk = await deskSession(referent);
  const act = (body) => api(`/f/case_desk?case=${filed.number}`, { cookie: desk, body });
  assert.equal((await act({ action: 'message', text: words.answer })).status, 200);
  assert.equal((await act({ action: 'ask_identity', reason: words.reason })).status, 200);
  assert.equal((await act({ action: 'note', text: words.note })).status, 200);
  await api('/f/open_case', { body: { code: '111122223333444455556666' }, headers: agent });
  await fetch(`${base}/f/submit_report`, { method: 'POST', body: `facts=${words.facts}&%zz`, headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...agent } });
  const digits = filed.code.replace(/\D/g, '');
  const needles = [...Object.values(words), digits, digits.match(/.{4}/g).join(' '), digits.slice(6, 23), '06 39 98 71 23', '203.0.113.77', '127.0.0.1'];
  const places = [process.env.DATA_DIR, process.env.INSTANCE_LOG, '/dev/shm', '/var/log/nginx', '/var/lib/nginx',
    ...execFileSync('bash', ['-c', 'ls -d /tmp/vigie-?????? 2>/dev/null || true']).toString().split('\n').filter(Boolean)];
  for (const needle of needles) {
    let found = '';
    // The demonstration's own configuration may say 127.0.0.1; nothing else may.
    try { found = execFileSync('grep', ['-rlaF', '--exclude=nginx.conf', '--exclude=vigie.conf', '--', needle, ...places], { stdio: ['ignore', 'pipe', 'ignore'] }).toString(); } catch (e) { found = e.stdout?.toString() ?? ''; }
    assert.equal(found, '', `« ${needle} » stands in ${found}`);
  }
  const arguments_ = execFileSync('bash', ['-c', 'cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null | tr "\\0" "\\n" || true'], { maxBuffer: 1 << 26 }).toString();
  for (const needle of Object.values(words)) assert.ok(!arguments_.includes(needle));
  assert.ok(readFileSync(`${process.env.DATA_DIR}/vigie.db`).length > 0);
});

test('no state changes by GET, by a foreign origin, or by a form sent again', async () => {
  const filed = await fileReport();
  const desk = await deskSession(referent);
  const path = `/f/case_desk?case=${filed.number}`;
  const state = async () => (await api(path, { cookie: desk })).json;
  for (const query of ['&action=acknowledge', '&action=close&outcome=measures&reason=x']) await api(path + query, { cookie: desk });
  assert.equal((await state()).state, 'received');
  const reporter = await openCase(filed.code);
  await api('/f/consent?decision=release&audience=referent', { cookie: reporter });
  await api('/f/chat_send?text=x', { cookie: reporter });
  assert.deepEqual((await state()).released_to, []);
  for (const headers of [{ Origin: 'https://mechant.example' }, { Origin: 'null' }, { 'Sec-Fetch-Site': 'cross-site' }, { 'Sec-Fetch-Site': 'same-site' }]) {
    assert.equal((await api(path, { cookie: desk, body: { action: 'acknowledge' }, headers })).status, 403, JSON.stringify(headers));
    assert.equal((await api('/f/chat_send', { cookie: reporter, body: { text: 'x' }, headers })).status, 403);
  }
  assert.equal((await state()).state, 'received');
  const { version } = await state();
  assert.equal((await api(path, { cookie: desk, body: { action: 'acknowledge', version } })).status, 200);
  assert.equal((await api(path, { cookie: desk, body: { action: 'acknowledge', version } })).status, 409);
  const note = { text: 'une seule fois', once: 'le-meme-jeton-de-formulaire' };
  await api('/f/chat_send', { cookie: reporter, body: note });
  await api('/f/chat_send', { cookie: reporter, body: note });
  assert.equal((await state()).messages.filter((m) => m.text === note.text).length, 1);
});

test('the same report sent many times at once makes one case', async () => {
  const body = { collectivite: slug, quality: 'witness', kinds: ['threat'], concerns_authority: false, facts: 'Une menace.', identity: { mode: 'anonymous' }, idempotency_key: crypto.randomUUID() };
  const answers = await Promise.all(Array.from({ length: 8 }, () => api('/f/submit_report', { body })));
  assert.deepEqual([...new Set(answers.map((a) => a.status))], [201]);
  assert.equal(new Set(answers.map((a) => a.json.code)).size, 1);
});

test('a session ends with sign-out, everywhere when asked, and a one-time code works once', async () => {
  const who = account('referent', demo.collectivites[1].slug);
  const one = await deskSession(who);
  const two = await deskSession(who);
  assert.equal((await api('/f/case_desk', { cookie: one })).status, 200);
  await api('/f/sign_in', { cookie: one, body: { action: 'sign_out' } });
  assert.equal((await api('/f/case_desk', { cookie: one })).status, 403);
  assert.equal((await api('/f/case_desk', { cookie: two })).status, 200);
  const three = await deskSession(who);
  await api('/f/sign_in', { cookie: three, body: { action: 'sign_out_everywhere' } });
  assert.equal((await api('/f/case_desk', { cookie: two })).status, 403);
});

test('thirty people behind one address are all served', async () => {
  const filed = await fileReport();
  const answers = await Promise.all(Array.from({ length: 30 }, () => api('/f/open_case', { body: { code: filed.code } })));
  assert.deepEqual([...new Set(answers.map((a) => a.status))], [200]);
});

test('guesses at one case are slowed down, others are not', async () => {
  const victim = await fileReport();
  const neighbour = await fileReport();
  const digits = victim.code.replace(/\D/g, '');
  const damm = [[0, 3, 1, 7, 5, 9, 8, 6, 4, 2], [7, 0, 9, 2, 1, 5, 4, 8, 6, 3], [4, 2, 0, 6, 8, 7, 1, 3, 5, 9], [1, 7, 5, 0, 9, 8, 3, 4, 2, 6], [6, 1, 2, 3, 0, 4, 5, 9, 7, 8], [3, 6, 7, 4, 2, 0, 9, 5, 8, 1], [5, 8, 6, 9, 7, 2, 0, 1, 3, 4], [8, 9, 4, 5, 3, 6, 2, 0, 1, 7], [9, 4, 3, 8, 6, 1, 7, 2, 0, 5], [2, 5, 8, 1, 4, 3, 6, 7, 9, 0]];
  const wrong = (i) => {
    const body = digits.slice(0, 6) + String(10n ** 16n + BigInt(i)).slice(0, 17);
    let check = 0;
    for (const d of body) check = damm[check][Number(d)];
    return body + check;
  };
  const statuses = [];
  for (let i = 0; i < 8; ++i) statuses.push((await api('/f/open_case', { body: { code: wrong(i) } })).status);
  assert.ok(statuses.includes(429), statuses.join());
  assert.equal((await api('/f/open_case', { body: { code: neighbour.code } })).status, 200);
});
