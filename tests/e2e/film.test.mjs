// The film of the dispositif: nothing starts or is loaded by itself, it plays and is paused with the keyboard, its captions are there, and all of it can be
// read without JavaScript.
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { browser, demo, person } from './support.mjs';

let chrome;
before(async () => { chrome = await browser(); });
after(() => chrome.close());

test('without JavaScript the film is offered, is not loaded, and its whole text is there', async () => {
  const context = await person(chrome, { width: 320, height: 640 });
  const page = await context.newPage();
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto('/comprendre/');
  await page.click('main a[href="/comprendre/film/"]');
  assert.equal(await page.locator('video[controls]').count(), 2);
  const text = await page.innerText('[aria-labelledby=transcription]');
  for (const words of ['Vous pouvez en parler', 'À l’image', 'L135-6', 'R135-10', '3114']) assert.ok(text.includes(words), words);
  assert.match(await page.innerText('[aria-labelledby=ici]'), /Qui vous lit/);
  assert.deepEqual(asked.filter((url) => url.endsWith('.mp4')), []);
  for (const link of await page.locator('.film-links a[download]').all()) {
    const answer = await context.request.fetch(await link.getAttribute('href'), { method: 'HEAD' });
    assert.equal(answer.status(), 200);
  }
  await context.close();
});

for (const [which, sound] of [[0, false], [1, true]]) {
  test(`the ${sound ? 'described' : 'silent'} film plays by the keyboard, and its captions follow`, async () => {
    const context = await person(chrome, { javaScript: true, bypassCSP: true });
    const page = await context.newPage();
    await page.goto('/comprendre/film/');
    const video = page.locator('video').nth(which);
    await video.focus();
    await page.keyboard.press('Space');
    await page.waitForFunction((i) => document.querySelectorAll('video')[i].currentTime > 0.5, which);
    const now = await video.evaluate(async (film) => {
      const track = film.textTracks[0];
      track.mode = 'showing';
      const element = film.querySelector('track');
      if (element.readyState !== 2) await new Promise((done) => element.addEventListener('load', done, { once: true }));
      film.currentTime = 12;
      await new Promise((done) => film.addEventListener('seeked', done, { once: true }));
      for (let i = 0; i < 50 && !track.activeCues?.length; ++i) await new Promise((done) => setTimeout(done, 50));
      return { cue: track.activeCues[0]?.text, end: track.cues[track.cues.length - 1].endTime, length: film.duration, sound: film.webkitAudioDecodedByteCount > 0 };
    });
    assert.ok(now.cue?.length > 10, now.cue);
    assert.ok(Math.abs(now.end - now.length) < 0.15, `${now.end} ${now.length}`);
    assert.equal(now.sound, sound);
    await video.focus();
    await page.keyboard.press('Space');
    await page.waitForFunction((i) => document.querySelectorAll('video')[i].paused, which);
    await context.close();
  });
}

test('the kit shows the collectivité’s address after the film, and gives its files', async () => {
  const { slug, name } = demo.collectivites[0];
  const page = await (await person(chrome)).newPage();
  await page.goto(`/c/${slug}/kit/`);
  await page.click(`main a[href$="piece=film"]`);
  assert.ok((await page.innerText('main')).includes(name));
  const answer = await page.context().request.get(`/f/kit?collectivite=${slug}&piece=film&format=film`);
  assert.equal(answer.headers()['content-type'], 'video/mp4');
  await page.context().close();
});
