// Draws the lift of each metric of a test by night, with its interval.
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

  const drawn = charts.map((each) => [new Vitals.Chart(document.getElementById(each.id)), model(each)]);
  const draw = () => drawn.forEach(([chart, what]) => chart.draw(what));
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
  draw();
})();
