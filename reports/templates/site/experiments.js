// Draws the lift of each metric of a test by night, with its interval, and what changes after their launch did: to each day,
// or some time since.
'use strict';
(() => {
  const { charts } = JSON.parse(document.getElementById('data').textContent);

  function model({ nights, limit }) {
    const points = nights.map(([, value = null, low = null, high = null, isFinal]) => ({
      hasValue: value !== null,
      hasInterval: low !== null && high !== null,
      value,
      low,
      high,
      isProvisional: isFinal === 0,
    }));
    const drawn = points.filter((point) => point.hasValue);
    const last = drawn[drawn.length - 1];
    return {
      labels: nights.map(([night]) => Vitals.format.shortDay(night)),
      unit: 'share',
      hasBand: true,
      isSmall: true,
      target: 0,
      // The last interval is what counts, and is drawn whole.
      whole: last.hasInterval ? [last.low, last.high] : [],
      ghost: limit === undefined ? undefined : nights.map(() => ({ hasValue: true, value: limit })),
      series: [{ name: '', colour: 0, points }],
    };
  }

  const DAY = 24 * 60 * 60 * 1000;

  /** Every day from the first to the last, also those without a value. */
  function daysBetween(first, last) {
    const days = [];
    for (let time = Date.parse(first); time <= Date.parse(last); time += DAY) {
      days.push(new Date(time).toISOString().slice(0, 10));
    }
    return days;
  }

  const point = (value) => ({ hasValue: value !== undefined && value !== null, value });

  /** Values of days, with the lines before and after the change, and where the former would have gone on. */
  function daysModel({ days, changeOn, unit }) {
    const known = new Map(days.map((day) => [day[0], day]));
    const all = daysBetween(days[0][0], days[days.length - 1][0]);
    const column = (i, isDrawn) => all.map((day) => point(isDrawn(day) ? (known.get(day) || [])[i] : undefined));
    const isAfter = (day) => day >= changeOn;
    return {
      labels: all.map(Vitals.format.shortDay),
      unit,
      upright: all.indexOf(changeOn),
      ghost: column(3, isAfter),
      series: [
        { name: '', colour: 0, isMarks: true, points: column(1, () => true) },
        { name: '', colour: 1, isLine: true, points: column(2, (day) => !isAfter(day)) },
        { name: '', colour: 1, isLine: true, points: column(2, isAfter) },
      ],
    };
  }

  /** Effects by time since the change. */
  function sinceModel({ since, unit }) {
    const points = since.map(([, , value = null, low = null, high = null]) => ({
      hasValue: value !== null,
      hasInterval: low !== null && high !== null,
      value,
      low,
      high,
    }));
    return {
      labels: since.map(([label]) => label),
      unit,
      hasBand: true,
      isSmall: true,
      target: 0,
      upright: since.findIndex(([, from]) => from >= 0),
      series: [{ name: '', colour: 0, points }],
    };
  }

  const modelOf = (each) => (each.days ? daysModel(each) : each.since ? sinceModel(each) : model(each));
  const drawn = charts.map((each) => [new Vitals.Chart(document.getElementById(each.id)), modelOf(each)]);
  const draw = () => drawn.forEach(([chart, what]) => chart.draw(what));
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
  draw();
})();
