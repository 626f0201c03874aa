// The learning platform, as one object whatever its SCORM: window.lms. Without a platform, nothing is kept.
(() => {
  'use strict';

  function find(name) {
    const above = (from) => {
      for (let i = 0, w = from; w && i < 20; ++i) {
        try {
          if (w[name]) return w[name];
          if (w.parent === w) return null;
          w = w.parent;
        } catch { return null; }
      }
      return null;
    };
    return above(window) || (window.opener && above(window.opener));
  }

  const two = (n) => String(n).padStart(2, '0');
  const clock = (s) => `${String(Math.floor(s / 3600)).padStart(4, '0')}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`;
  const period = (s) => `PT${Math.floor(s / 3600)}H${Math.floor(s / 60) % 60}M${s % 60}S`;

  const api12 = find('API');
  const api2004 = find('API_1484_11');
  const is2004 = Boolean(api2004);
  const api = api2004 || api12;
  const call = (name, ...args) => (api ? api[(is2004 ? '' : 'LMS') + name](...args) : '');
  const get = (key) => String(call('GetValue', key) ?? '');
  const set = (key, value) => call('SetValue', key, String(value));
  const key = is2004
    ? { place: 'cmi.location', score: 'cmi.score', time: 'cmi.session_time', exit: 'cmi.exit' }
    : { place: 'cmi.core.lesson_location', score: 'cmi.core.score', time: 'cmi.core.session_time', exit: 'cmi.core.exit' };
  let open = false;
  let finished = false;

  window.lms = {
    // What was kept the last time: { place, data }, empty texts when there is nothing.
    start() {
      open = Boolean(api) && String(call('Initialize', '')) === 'true';
      return open ? { place: get(key.place), data: get('cmi.suspend_data') } : { place: '', data: '' };
    },

    // state: { place, data, score (percent), answered, all, finished, passed, seconds }
    save(state) {
      if (!open) return;
      finished = state.finished;
      set(key.place, state.place);
      set('cmi.suspend_data', state.data);
      set(`${key.score}.min`, 0);
      set(`${key.score}.max`, 100);
      set(`${key.score}.raw`, state.score);
      if (is2004) {
        set('cmi.score.scaled', state.score / 100);
        set('cmi.progress_measure', state.answered / state.all);
        set('cmi.completion_status', state.finished ? 'completed' : 'incomplete');
        set('cmi.success_status', !state.finished ? 'unknown' : state.passed ? 'passed' : 'failed');
      } else {
        set('cmi.core.lesson_status', !state.finished ? 'incomplete' : state.passed ? 'passed' : 'failed');
      }
      set(key.time, (is2004 ? period : clock)(state.seconds));
      call('Commit', '');
    },

    // One answer: values are single letters, as SCORM 1.2 wants them.
    answered({ id, chosen, right, good }) {
      if (!open) return;
      const at = `cmi.interactions.${get('cmi.interactions._count') || 0}`;
      const between = is2004 ? '[,]' : ',';
      set(`${at}.id`, id);
      set(`${at}.type`, 'choice');
      set(`${at}.correct_responses.0.pattern`, good.join(between));
      set(`${at}.${is2004 ? 'learner_response' : 'student_response'}`, chosen.join(between));
      set(`${at}.result`, right ? 'correct' : is2004 ? 'incorrect' : 'wrong');
    },

    stop() {
      if (!open) return;
      open = false;
      set(key.exit, finished ? (is2004 ? 'normal' : '') : 'suspend');
      call(is2004 ? 'Terminate' : 'Finish', '');
    },
  };
})();
