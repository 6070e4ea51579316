// Draws lines with their intervals: filled marks are final, hollow ones provisional, and nothing is drawn where nothing
// may be shown. Numbers are drawn above the foot of the axis, because the library stacks a band only on numbers of one
// sign.
'use strict';
window.Vitals = window.Vitals || {};
(() => {
  const SECONDS = [
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 14400, 21600, 43200, 86400, 172800, 432000,
    864000,
  ];
  const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond', 'roundRect', 'arrow'];
  const DASHES = ['solid', 'solid', [8, 3], [8, 3], [2, 3], [2, 3]];
  const MOST_TICKS = 5;
  const MOST_MARKS = 130;

  function step(least, unit) {
    if (unit === 'seconds') {
      const time = SECONDS.find((each) => each >= least);
      if (time) return time;
    }
    const magnitude = 10 ** Math.floor(Math.log10(least));
    return [1, 2, 5, 10].find((digit) => digit * magnitude >= least * (1 - 1e-9)) * magnitude;
  }

  /** The axis: its ends, the distance of its ticks and how they are written. */
  function scale(low, high, unit) {
    const bottom = low >= 0 && low < 0.6 * high ? 0 : low;
    const least = unit === 'share' || Vitals.format.isScore(unit) ? 0.01 : 1;
    const top = high > bottom ? high : bottom + Math.max(Math.abs(bottom) * 0.1, least);
    const distance = step((top - bottom) / MOST_TICKS, unit);
    const first = Math.floor(bottom / distance + 1e-9) * distance;
    const last = Math.ceil(top / distance - 1e-9) * distance;
    const [size, name] =
      unit === 'share'
        ? [0.01, '%']
        : unit !== 'seconds'
          ? [1, '']
          : last < 120
            ? [1, ' s']
            : last < 7200
              ? [60, ' min']
              : last < 172800
                ? [3600, ' h']
                : [86400, ' d'];
    const decimals = Math.max(0, Math.min(6, -Math.floor(Math.log10(distance / size) + 1e-9)));
    const needs = Number.isInteger(Number((distance / size).toFixed(6))) ? 0 : Math.max(1, decimals);
    const digits = { minimumFractionDigits: needs, maximumFractionDigits: needs };
    // Ticks are sums, and the one at 0 may come out a hair below it.
    const exact = (number) => (Math.abs(number) < distance / 1e6 ? 0 : number);
    const label = (number) => (exact(number) / size).toLocaleString('en', digits) + name;
    return { first, last, distance, label };
  }

  function ends(model) {
    const numbers = [];
    const values = [];
    const add = (point) => {
      if (point && point.hasValue) values.push(point.value);
      if (point && model.hasBand && point.hasValue) numbers.push(point.low, point.high);
    };
    model.series.forEach((series) => series.points.forEach(add));
    (model.ghost || []).forEach((point) => point && point.hasValue && values.push(point.value));
    if (model.target !== undefined) values.push(model.target);
    values.push(...(model.whole || []));
    if (values.length === 0) return [0, 1];
    const high = Math.max(...values);
    const low = Math.min(...values);
    // An interval of a few observations would flatten everything else: it may take up half of the chart.
    const reach = Math.max(high - low, Math.abs(high) * 0.5);
    const known = numbers.filter((number) => number !== null);
    return [
      Math.max(Math.min(low, ...known), low >= 0 ? Math.max(0, low - reach) : low - reach),
      Math.min(Math.max(high, ...known), high + reach),
    ];
  }

  Vitals.Chart = class {
    constructor(element) {
      this.element = element;
      this.chart = echarts.init(element);
      new ResizeObserver(() => this.chart.resize()).observe(element);
    }

    draw(model) {
      const style = getComputedStyle(document.documentElement);
      const colour = (name) => style.getPropertyValue('--' + name).trim();
      const axis = scale(...ends(model), model.unit);
      const above = (number) => Math.min(Math.max(number, axis.first), axis.last) - axis.first;
      const dates = model.labels.length;
      const marks = dates <= MOST_MARKS;
      const series = [];
      const line = (name, data, more) =>
        series.push({ type: 'line', name, data, symbol: 'none', silent: true, connectNulls: false, ...more });

      model.series.forEach((each, s) => {
        if (model.hasBand) {
          const has = (point) => point.hasValue && point.hasInterval;
          const low = (point) => (point.low === null ? axis.first : point.low);
          const high = (point) => (point.high === null ? axis.last : point.high);
          const band = { stack: 'band' + s, lineStyle: { opacity: 0 }, z: 1 };
          line('', each.points.map((p) => (has(p) ? above(low(p)) : null)), band);
          line('', each.points.map((p) => (has(p) ? above(high(p)) - above(low(p)) : null)), {
            ...band,
            areaStyle: { color: colour('s' + each.colour), opacity: model.series.length > 1 ? 0.12 : 0.2 },
          });
        }
      });
      if (model.ghost) {
        line('', model.ghost.map((p) => (p && p.hasValue ? above(p.value) : null)), {
          lineStyle: { color: colour('soft'), width: 1.5, type: [4, 4] },
          z: 2,
        });
      }
      if (model.target !== undefined) {
        line('', model.labels.map(() => above(model.target)), {
          lineStyle: { color: colour('ink'), width: 1.2, type: [10, 6] },
          z: 2,
        });
      }
      model.series.forEach((each) => {
        const paint = colour('s' + each.colour);
        line(
          each.name,
          each.points.map((p) => ({
            value: p.hasValue ? above(p.value) : null,
            itemStyle: { color: p.isProvisional ? colour('page') : paint, borderColor: paint, borderWidth: 1.6 },
          })),
          {
            symbol: each.isLine ? 'none' : SYMBOLS[each.colour],
            symbolSize: model.isSmall ? 5 : dates > 60 ? 4 : 7,
            showSymbol: marks,
            showAllSymbol: model.isSmall ? true : 'auto',
            lineStyle: { color: paint, width: each.isMarks ? 0 : 2, type: each.isLine ? 'solid' : DASHES[each.colour] },
            z: 3,
          },
        );
      });
      if (model.upright !== undefined) {
        const at = model.labels[model.upright];
        line('', [[at, 0], [at, axis.last - axis.first]], {
          lineStyle: { color: colour('ink'), width: 1.2 },
          z: 2,
        });
      }

      const text = { color: colour('soft'), fontSize: 12, fontFamily: getComputedStyle(document.body).fontFamily };
      this.chart.setOption(
        {
          animation: false,
          grid: { left: 8, right: model.isSmall ? 24 : 16, top: 14, bottom: 8, containLabel: true },
          xAxis: {
            type: 'category',
            data: model.labels,
            boundaryGap: dates < 8,
            axisLine: { lineStyle: { color: colour('rule') } },
            axisTick: { show: false },
            axisLabel: { ...text, hideOverlap: true },
          },
          yAxis: {
            type: 'value',
            min: 0,
            max: axis.last - axis.first,
            interval: axis.distance,
            axisLabel: { ...text, formatter: (number) => axis.label(number + axis.first) },
            splitLine: { lineStyle: { color: colour('rule') } },
          },
          series,
        },
        { notMerge: true },
      );
      this.dates = dates;
    }

    /** The date nearest to a place, in pixels from the left. */
    nearest(x) {
      const i = this.chart.convertFromPixel({ xAxisIndex: 0 }, x);
      return Math.min(Math.max(Math.round(i), 0), this.dates - 1);
    }

    /** Where a date is, in pixels from the left. */
    place(i) {
      return this.chart.convertToPixel({ xAxisIndex: 0 }, i);
    }
  };
})();
