// Shows the steps of a course one at a time, says what an answer is worth, and tells the platform (lms.js).
(() => {
  'use strict';

  const pages = [...document.querySelectorAll('.course-step')];
  const steps = pages.filter((page) => page.dataset.step);
  const bar = document.querySelector('progress');
  const status = document.getElementById('progression');
  const needed = Number(bar.dataset.needed);
  const pause = 300; // seconds: a longer silence is an absence, and counts for no more

  const goodOf = (step) => [...step.querySelectorAll('.verdict-right')].map((item) => item.dataset.value);
  const hasQuestion = (step) => Boolean(step.querySelector('form'));

  // One letter for each step: - not done, r read, 1 right, 0 wrong; a bar; the seconds of earlier visits.
  const kept = window.lms.start();
  const [marks, seconds] = (kept.data || '|').split('|');
  const done = steps.map((_, i) => (/[r10]/.test(marks[i] || '') ? marks[i] : '-'));
  const before = Number(seconds) || 0;
  let spent = 0;
  let last = Date.now();
  let at = Math.max(0, pages.findIndex((page) => page.dataset.step === kept.place));

  function save() {
    const questions = steps.filter(hasQuestion).length;
    const right = done.filter((mark) => mark === '1').length;
    const answered = done.filter((mark) => mark !== '-').length;
    const score = Math.floor((100 * right) / questions);
    const finished = answered === steps.length;
    document.querySelector('[data-score]').textContent = finished
      ? `${right} réponses justes sur ${questions}, soit ${score} %. ${score >= needed ? 'La formation est validée.' : `Il en faut ${needed} %.`}`
      : `Il reste ${steps.length - answered} étapes à faire.`;
    bar.value = answered;
    window.lms.save({
      place: pages[at].dataset.step || steps.at(-1).dataset.step, data: `${done.join('')}|${before + spent}`, score, answered,
      all: steps.length, finished, passed: score >= needed, seconds: spent,
    });
  }

  function tick() {
    const now = Date.now();
    spent += Math.min(pause, Math.round((now - last) / 1000));
    last = now;
  }

  function show(index, focus) {
    at = Math.min(Math.max(index, 0), pages.length - 1);
    pages.forEach((page, i) => { page.hidden = i !== at; });
    status.textContent = at < steps.length ? `Étape ${at + 1} sur ${steps.length}` : 'Votre résultat';
    if (at < steps.length && !hasQuestion(steps[at]) && done[at] === '-') done[at] = 'r';
    save();
    if (focus) pages[at].querySelector('h2').focus();
  }

  function answer(step, index) {
    const chosen = [...step.querySelectorAll('input:checked')].map((input) => input.value);
    step.querySelector('[data-missing]').hidden = chosen.length > 0;
    if (chosen.length === 0) return;
    const good = goodOf(step);
    const right = chosen.length === good.length && chosen.every((value) => good.includes(value));
    done[index] = right ? '1' : '0';
    const feedback = step.querySelector('[data-feedback]');
    feedback.querySelector('[data-verdict]').textContent = right ? 'Bonne réponse' : 'Ce n’est pas la bonne réponse';
    feedback.querySelectorAll('li').forEach((item) =>
      item.classList.toggle('verdict-wrong', chosen.includes(item.dataset.value) && !good.includes(item.dataset.value)));
    feedback.hidden = false;
    window.lms.answered({ id: step.dataset.step, chosen, right, good });
    save();
    feedback.focus();
  }

  steps.forEach((step, index) => step.querySelector('form')?.addEventListener('submit', (event) => {
    event.preventDefault();
    tick();
    answer(step, index);
  }));
  document.querySelectorAll('[data-go]').forEach((button) => button.addEventListener('click', () => {
    tick();
    show(at + Number(button.dataset.go), true);
  }));
  window.addEventListener('pagehide', () => {
    tick();
    save();
    window.lms.stop();
  });
  pages[0].querySelector('[data-go="-1"]').hidden = true;
  show(at, false);
})();
