// The explorer: choices become a chart, a table of the same numbers, and an address that can be passed on.
'use strict';
(() => {
  const MOST_SERIES = 6;
  const FIRST_SERIES = 4;
  const FIRST_DAYS = 90;
  const DAY = 86400000;
  const MARKS = ['●', '■', '▲', '◆', '▬', '▼'];
  const NAMES = { day: 'Days', week: 'Weeks', month: 'Months' };
  const NOUNS = { day: 'day', week: 'week', month: 'month' };
  const DATES = ['from', 'to'];
  const format = Vitals.format;
  const { asOf, kpis } = JSON.parse(document.getElementById('data').textContent);
  const el = (id) => document.getElementById(id);
  const chart = new Vitals.Chart(el('chart'));
  // Dates that are somebody's choice, and not what fits.
  const given = new Set();
  let shown = null;

  const element = (name, text, className) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (className) made.className = className;
    return made;
  };

  /** Sets a text only when it is another one, so that nothing is announced twice. */
  const say = (id, text) => {
    if (el(id).textContent !== text) el(id).textContent = text;
  };

  const later = (date, days) => new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10);

  function options(select, entries, chosen) {
    select.replaceChildren(...entries.map(([value, text]) => new Option(text, value, false, value === chosen)));
    if (!entries.some(([value]) => value === chosen) && entries.length > 0) select.value = entries[0][0];
  }

  // What a reader chose, as the address holds it.

  function read() {
    const words = new URLSearchParams(location.hash.slice(1));
    DATES.forEach((id) => given.add(id));
    return {
      kpi: words.get('kpi') || '',
      estimate: words.get('estimate') || '',
      by: words.get('by') || '',
      from: words.get('from') || '',
      to: words.get('to') || '',
      compare: words.has('compare') ? words.get('compare') : 'before',
      dimension: words.get('dimension') || '',
      values: words.getAll('value'),
      band: words.get('band') !== 'no',
    };
  }

  function address(choice) {
    const words = new URLSearchParams();
    for (const name of ['kpi', 'estimate', 'by', 'from', 'to', 'compare', 'dimension']) words.set(name, choice[name]);
    choice.values.forEach((value) => words.append('value', value));
    if (!choice.band) words.set('band', 'no');
    return '#' + words;
  }

  // Choices that fit the numbers that there are, and words about dates that don't.

  function settle(choice, kpi, numbers, said) {
    const estimate = kpi.estimates.find((each) => each.id === choice.estimate) || kpi.estimates[0];
    const dimensions = [...new Set(numbers.slices.filter((slice) => slice.length).map((slice) => slice[0]))];
    const dimension = dimensions.includes(choice.dimension) ? choice.dimension : '';
    const granularities = Object.keys(NAMES).filter((by) => numbers[by]);
    let by = granularities.includes(choice.by) ? choice.by : granularities[0];
    const isThere = (each) => numbers[each].series.some((one) => one.slice > 0 && one.estimate === estimate.id);
    if (dimension && !isThere(by) && granularities.some(isThere)) {
      const first = kpi.estimates[0].title.slice(kpi.title.length + 2) || 'value';
      const missing = NOUNS[by];
      by = granularities.find(isThere);
      said.push('By ' + NOUNS[by] + ', because by ' + missing + ' a slice has only its ' + first + '.');
    }
    const { start, end } = numbers[by];
    const first = start[0];
    const last = end[end.length - 1];
    const usual = by === 'day' && start.length > FIRST_DAYS ? start[start.length - FIRST_DAYS] : first;
    const fit = (id, name, other) => {
      const date = choice[id];
      const isDate = !isNaN(Date.parse(date)) && later(date, 0) === date;
      if (isDate && date >= first && date <= last) return date;
      if (given.delete(id) && date) {
        const why = isDate
          ? ' instead of ' + format.day(date) + ': there are numbers from ' + format.day(first) + ' to ' + format.day(last)
          : ', because what was given is no date';
        said.push(name + ' is ' + format.day(other) + why + '.');
      }
      return other;
    };
    let to = fit('to', 'To', last);
    const isEarly = given.has('from') && choice.from && choice.from < first;
    let from = fit('from', 'From', isEarly || usual > to ? first : usual);
    if (from > to) {
      [from, to] = [to, from];
      said.push('From and To are swapped, because From was after To.');
    }
    const known = numbers.slices.map((slice, i) => [slice, i]).filter(([slice]) => slice[0] === dimension);
    let values = choice.values.filter((value) => value === '' || known.some(([slice]) => slice[1] === value));
    if (dimension === '') values = [];
    else if (values.length === 0) values = biggest(numbers, by, estimate, known);
    return {
      ...choice,
      kpi: kpi.id,
      estimate: estimate.id,
      by,
      from,
      to,
      dimension,
      values: values.slice(0, MOST_SERIES),
      granularities,
      dimensions,
      known,
      first,
      last,
    };
  }

  /** Slices with most observations. */
  function biggest(numbers, by, estimate, known) {
    const size = (slice) => {
      const found = numbers[by].series.find((each) => each.slice === slice && each.estimate === estimate.id);
      return found ? found.n.reduce((sum, n) => sum + (n || 0), 0) : 0;
    };
    return known
      .map(([slice, i]) => [slice[1], size(i)])
      .sort((a, b) => b[1] - a[1])
      .slice(0, FIRST_SERIES)
      .map(([value]) => value);
  }

  /** The points in the range, and for each the one that it is compared with. */
  function range(points, choice) {
    const inside = points.map((p, i) => [p, i]).filter(([p]) => p.end >= choice.from && p.start <= choice.to);
    const byDay = new Map(points.map((p) => [p.start, p]));
    const length = inside.length;
    const before = (p, i) => {
      if (choice.compare === '') return null;
      const isRange = choice.compare === 'range';
      if (choice.by === 'day') return byDay.get(later(p.start, -(isRange ? Math.ceil(length / 7) * 7 : 7))) || null;
      return points[i - (isRange ? length : 1)] || null;
    };
    return { points: inside.map(([p]) => p), before: inside.map(([p, i]) => before(p, i)) };
  }

  // The controls.

  function fill(choice, kpi, numbers, isDone) {
    el('kpi').value = kpi.id;
    options(
      el('estimate'),
      kpi.estimates.map((each) => [each.id, each.title === kpi.title ? 'the value' : each.title.slice(kpi.title.length + 2)]),
      choice.estimate,
    );
    el('estimate').disabled = kpi.estimates.length < 2;
    options(el('by'), choice.granularities.map((by) => [by, NAMES[by]]), choice.by);
    const noun = NOUNS[choice.by];
    options(
      el('compare'),
      [
        ['', 'nothing'],
        ['before', choice.by === 'day' ? 'the same weekday a week before' : 'the ' + noun + ' before'],
        ['range', 'the range before, as long as this'],
      ],
      choice.compare,
    );
    for (const id of DATES) {
      // Who is typing would find other digits under the next key.
      if (!isDone && el(id) === document.activeElement) continue;
      el(id).min = choice.first;
      el(id).max = choice.last;
      el(id).value = choice[id];
    }
    const words = choice.dimensions.map((dimension) => [dimension, dimension.replaceAll('_', ' ')]);
    options(el('dimension'), [['', 'nothing: all together'], ...words], choice.dimension);
    el('band').checked = choice.band;
    boxes(choice, kpi, numbers);
  }

  function boxes(choice, kpi, numbers) {
    const group = el('values');
    const legend = group.querySelector('legend');
    group.hidden = choice.dimension === '';
    if (group.hidden) {
      group.replaceChildren(legend);
      return;
    }
    const entries = [['', 'all together'], ...choice.known.map(([slice]) => [slice[1], slice[1]])];
    const full = choice.values.length >= MOST_SERIES;
    const focused = document.activeElement && document.activeElement.name === 'value' && document.activeElement.value;
    group.replaceChildren(
      legend,
      ...entries.map(([value, text], i) => {
        const box = element('input');
        box.type = 'checkbox';
        box.name = 'value';
        box.value = value;
        box.id = 'value-' + i;
        box.checked = choice.values.includes(value);
        box.disabled = full && !box.checked;
        const label = element('label');
        label.append(box, ' ', element('bdi', text));
        return label;
      }),
    );
    if (focused !== false && focused !== null && typeof focused === 'string') {
      const again = [...group.querySelectorAll('input')].find((box) => box.value === focused);
      if (again && !again.disabled) again.focus();
    }
  }

  function chosen() {
    const date = (id) => (el(id).validity.badInput ? '?' : el(id).value);
    return {
      kpi: el('kpi').value,
      estimate: el('estimate').value,
      by: el('by').value,
      from: date('from'),
      to: date('to'),
      compare: el('compare').value,
      dimension: el('dimension').value,
      values: [...document.querySelectorAll('#values input:checked')].map((box) => box.value),
      band: el('band').checked,
    };
  }

  /** Whether both dates are whole and have numbers. */
  const areDates = () => DATES.every((id) => el(id).value && el(id).validity.valid);

  /** Whether a date is not the one that is shown. */
  function isTyped() {
    const typed = DATES.filter((id) => shown && el(id).value !== shown.choice[id]);
    typed.forEach((id) => given.add(id));
    return typed.length > 0;
  }

  // What is shown.

  function show(choice, kpi, numbers) {
    const estimate = kpi.estimates.find((each) => each.id === choice.estimate);
    const wanted = choice.dimension === '' ? [''] : choice.values;
    const index = (value) => (value === '' ? 0 : choice.known.find(([slice]) => slice[1] === value)[1]);
    const series = wanted.map((value, colour) => ({
      name: value === '' ? 'all together' : value,
      colour,
      ...range(Vitals.points(kpi, numbers, choice.by, estimate, index(value)), choice),
    }));
    shown = {
      series,
      unit: estimate.unit,
      target: estimate.target,
      wanted: estimate.wanted,
      hasBand: choice.band && series.some((each) => each.points.some((p) => p.hasValue && p.hasInterval)),
      ghost: series.length === 1 && choice.compare !== '' ? series[0].before : null,
      labels: series.length ? series[0].points.map((p) => (choice.by === 'month' ? format.month(p.start) : format.shortDay(p.start))) : [],
      choice,
      kpi,
      estimate,
    };
    el('chart-title').textContent = estimate.title;
    document.title = estimate.title + ' · Vitals';
    el('chart-question').textContent =
      kpi.question + (['share', 'seconds'].includes(estimate.unit) ? '' : ' In ' + estimate.unit + '.');
    chart.draw(shown);
    legend();
    steps();
    summary();
    about(numbers);
    table();
  }

  function legend() {
    const entry = (mark, text, className) => {
      const item = element('li');
      const sign = element('span', mark, 'mark ' + className);
      sign.setAttribute('aria-hidden', 'true');
      item.append(sign, ' ', element('bdi', text));
      return item;
    };
    const points = shown.series.flatMap((each) => each.points);
    const items = shown.series.map((each) => entry(MARKS[each.colour], each.name, 's' + each.colour));
    if (points.some((p) => p.isProvisional && p.hasValue)) items.push(entry('○', 'hollow: provisional', ''));
    if (shown.hasBand) items.push(entry('▒', '95% interval', 's0'));
    if (shown.target !== undefined) items.push(entry('╍', 'target, ' + shown.wanted, 'ink'));
    if (shown.ghost) items.push(entry('┄', el('compare').selectedOptions[0].text, ''));
    el('legend').replaceChildren(...items);
  }

  function steps() {
    const slider = el('step');
    const last = Math.max(0, shown.labels.length - 1);
    slider.max = last;
    slider.disabled = last === 0;
    slider.value = last;
    point(last, false);
  }

  const dates = (p, by) =>
    by === 'day' ? format.day(p.start) : by === 'month' ? format.month(p.start) : format.shortDay(p.start) + ' to ' + format.day(p.end);

  /** Says the numbers of one date, and marks it in the chart. */
  function point(i, isMarked) {
    const first = shown.series[0] && shown.series[0].points[i];
    if (!first) {
      say('readout', '');
      return;
    }
    const parts = shown.series.map((each) => {
      const p = each.points[i];
      const name = shown.series.length > 1 ? each.name + ': ' : '';
      const interval = p.intervalText ? ' (' + p.intervalText + ')' : '';
      return name + p.valueText + interval + (p.isProvisional && p.hasValue ? ', provisional' : '');
    });
    const text = dates(first, shown.choice.by) + ': ' + parts.join('; ');
    // A step is told by the slider itself.
    el('readout').setAttribute('aria-live', isMarked ? 'off' : 'polite');
    say('readout', text);
    el('step').setAttribute('aria-valuetext', text);
    el('cursor').hidden = !isMarked;
    if (isMarked) el('cursor').style.left = chart.place(i) + 'px';
  }

  function summary() {
    const points = shown.series.flatMap((each) => each.points);
    const known = points.filter((p) => p.hasValue);
    const hidden = points.filter((p) => p.state === 't').length;
    if (known.length === 0) {
      say('chart-summary', hidden ? 'Every number here rests on too few people.' : 'There is no number here.');
      return;
    }
    const highest = known.reduce((a, b) => (b.value > a.value ? b : a));
    const lowest = known.reduce((a, b) => (b.value < a.value ? b : a));
    const at = (p) => p.valueText + ' (' + dates(p, shown.choice.by) + ')';
    say(
      'chart-summary',
      (known.length === 1 ? 'One number' : known.length + ' numbers, from ' + at(lowest) + ' to ' + at(highest)) +
        (hidden ? '; ' + hidden + ' hidden, because they rest on too few people or would tell such a number.' : '.'),
    );
  }

  function about(numbers) {
    const { kpi, estimate } = shown;
    const better = { higher: 'higher', lower: 'lower', neither: 'neither way is better' };
    const facts = [
      ['Unit', estimate.unit],
      ['Better when', better[kpi.better]],
      ['Target', estimate.wanted || 'none set'],
      ['Hidden below', kpi.least + ' observations'],
      ['Final after', kpi.finalAfter + (kpi.finalAfter === 1 ? ' day' : ' days') + '; data to ' + format.day(asOf)],
      ['A week or month is', kpi.stock ? 'its last day' : 'all of its days'],
      ['Owner', kpi.owner],
    ];
    el('facts').replaceChildren(...facts.flatMap(([name, text]) => [element('dt', name), element('dd', text)]));
    el('caveats').replaceChildren(...numbers.caveats.map((text) => element('li', text)));
    el('definition').href = kpi.definition;
  }

  function table() {
    const { choice } = shown;
    const rows = [];
    const count = shown.labels.length;
    for (let i = count - 1; i >= 0; i--) {
      for (const each of shown.series) rows.push(row(each, i));
    }
    const body = document.querySelector('#numbers tbody');
    body.replaceChildren(...rows);
    el('numbers-caption').textContent =
      shown.estimate.title + ', by ' + NOUNS[choice.by] + ', newest first' + (choice.dimension ? ', by ' + choice.dimension.replaceAll('_', ' ') : '');
    body.closest('table').classList.toggle('plain', choice.compare === '');
    body.closest('table').classList.toggle('whole', choice.dimension === '');
  }

  function row(each, i) {
    const p = each.points[i];
    const before = each.before[i];
    const isJudged = shown.choice.compare === 'before';
    const made = element('tr');
    const head = element('th', dates(p, shown.choice.by));
    head.scope = 'row';
    const slice = element('td');
    slice.append(element('bdi', each.name));
    const value = element('td', p.valueText, p.hasValue ? 'value' : 'value none');
    const changed = element('td', p.changeText(before, isJudged));
    if (isJudged && p.effect && p.hasValue && before && before.hasValue) {
      changed.className = 'mark ' + p.effect;
      changed.textContent = (p.move === 'u' ? '▲ ' : '▼ ') + changed.textContent + ', ' + p.effect;
    }
    made.append(
      head,
      slice,
      value,
      element('td', p.intervalText),
      element('td', p.basisText),
      element('td', p.statusText),
      element('td', before ? before.valueText : ''),
      changed,
    );
    return made;
  }

  // From choice to page.

  let turns = 0;

  /** Shows a choice, unless a later one comes while its numbers load; a date that is being typed is left alone unless all is done. */
  async function update(choice, isDone) {
    const turn = ++turns;
    const asked = kpis.find((each) => each.id === choice.kpi);
    const kpi = asked && asked.file ? asked : kpis.find((each) => each.file);
    const said = [];
    el('message').textContent = '';
    if (!kpi) {
      el('message').textContent = 'No KPI has a number yet.';
      return;
    }
    try {
      const numbers = await Vitals.load(kpi);
      if (turn !== turns) return;
      if (choice.kpi && kpi !== asked) {
        const name = '“' + choice.kpi.slice(0, 60).replace(/\W+/g, '…') + '”';
        const why = asked ? asked.title + ' has no numbers.' : 'there is no KPI ' + name + '.';
        said.push('This is ' + kpi.title + ', because ' + why);
      }
      const settled = settle(choice, kpi, numbers, said);
      fill(settled, kpi, numbers, isDone);
      show(settled, kpi, numbers);
      history.replaceState(null, '', address(settled));
      el('message').textContent = said.join(' ');
      el('chart').dataset.drawn = String(Number(el('chart').dataset.drawn || 0) + 1);
    } catch (error) {
      el('message').textContent = error.message + ' Perhaps the site was renewed: load this page again.';
    }
  }

  function start() {
    const groups = new Map();
    for (const kpi of kpis) {
      if (!groups.has(kpi.chapter)) {
        const group = document.createElement('optgroup');
        group.label = kpi.chapter;
        groups.set(kpi.chapter, group);
      }
      const option = new Option(kpi.file ? kpi.title : kpi.title + ' (no numbers)', kpi.id);
      option.disabled = !kpi.file;
      groups.get(kpi.chapter).append(option);
    }
    el('kpi').replaceChildren(...groups.values());
    const form = el('controls');
    form.addEventListener('submit', (event) => event.preventDefault());
    form.addEventListener('reset', (event) => {
      event.preventDefault();
      update({ ...read(), estimate: '', by: '', from: '', to: '', compare: 'before', dimension: '', values: [], band: true }, true);
    });
    form.addEventListener('change', ({ target }) => {
      const choice = chosen();
      if (target.type === 'date' && !(isTyped() && areDates() && choice.from <= choice.to)) return;
      if (target.id === 'kpi') Object.assign(choice, { estimate: '', dimension: '', values: [] });
      if (target.id === 'dimension') choice.values = [];
      update(choice);
    });
    // Dates that can't be shown as they are wait for who types them to be done, which may be in the other one.
    form.addEventListener('focusout', ({ target, relatedTarget: next }) => {
      if (target.type !== 'date' || target === document.activeElement) return;
      if (isTyped() && !(next && next.type === 'date' && areDates())) update(chosen());
    });
    form.addEventListener('keydown', ({ target, key }) => {
      if (target.type === 'date' && key === 'Enter' && isTyped()) update(chosen(), true);
    });
    // Links within the page have an address without a choice.
    window.addEventListener('hashchange', () => location.hash.includes('=') && update(read(), true));
    el('step').addEventListener('input', () => point(Number(el('step').value), true));
    const stage = document.querySelector('.stage');
    stage.addEventListener('pointermove', (event) => {
      if (!shown || shown.labels.length === 0) return;
      const i = chart.nearest(event.clientX - stage.getBoundingClientRect().left);
      el('step').value = i;
      point(i, true);
    });
    stage.addEventListener('pointerleave', () => {
      el('cursor').hidden = true;
    });
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => shown && chart.draw(shown));
    update(read(), true);
  }

  start();
})();
