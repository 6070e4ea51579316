// Loads the numbers of a KPI and words them: a point is one estimate of one slice on one date.
'use strict';
window.Vitals = window.Vitals || {};
(() => {
  const waiting = new Map();
  const loaded = new Map();
  const format = Vitals.format;

  async function unpacked(text) {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    const numbers = await new Response(stream).json();
    for (const by of ['day', 'week', 'month']) {
      if (numbers[by]) numbers[by].series.forEach(columns);
    }
    return numbers;
  }

  /** Columns come as text; a share that its numerator and denominator tell does not come. */
  function columns(series) {
    for (const name of COLUMNS) {
      if (series[name]) series[name] = series[name].split(',').map((text) => (text === '' ? null : Number(text)));
    }
    if (!series.value && series.part) {
      series.value = series.part.map((part, i) => ('v<>'.includes(series.state[i]) ? part / series.whole[i] : null));
    }
  }

  /** Called by the script that holds the numbers of a KPI. */
  Vitals.receive = (kpi, packed) => {
    const to = waiting.get(kpi);
    if (to) unpacked(packed).then(to.resolve, to.reject);
  };

  /** The numbers of a KPI, read once. */
  Vitals.load = (kpi) => {
    if (!loaded.has(kpi.id)) {
      const numbers = new Promise((resolve, reject) => {
        waiting.set(kpi.id, { resolve, reject });
        const script = document.createElement('script');
        script.onerror = () => reject(new Error('The file of this KPI is not there.'));
        script.src = kpi.file;
        document.head.append(script);
      });
      numbers.catch(() => loaded.delete(kpi.id));
      loaded.set(kpi.id, numbers);
    }
    return loaded.get(kpi.id);
  };

  const VALUES = 'v<>';
  const REASONS = { n: 'not reached', '-': 'no data', t: 'too few' };
  const JUDGED = { s: ', within noise', e: ', uneven' };
  const COLUMNS = ['value', 'low', 'high', 'part', 'whole', 'n', 'open'];

  /** One number as it may be shown; the states are decided where the page was made. */
  class Point {
    constructor(kpi, estimate, period, series, i) {
      this.kpi = kpi;
      this.unit = estimate.unit;
      this.start = period.start[i];
      this.end = period.end[i];
      this.state = series ? series.state[i] : '-';
      this.status = series ? series.status[i] : '-';
      this.move = series ? series.move[i] : '-';
      for (const name of COLUMNS) this[name] = series && series[name] ? series[name][i] : null;
    }

    get hasValue() {
      return VALUES.includes(this.state);
    }

    get hasInterval() {
      return this.low !== null || this.high !== null;
    }

    get isProvisional() {
      return this.status === 'p';
    }

    get valueText() {
      if (this.state === 'v') return format.value(this.value, this.unit);
      if (this.state === '<') return 'at most ' + format.value(this.high, this.unit);
      if (this.state === '>') return 'at least ' + format.value(this.low, this.unit);
      return REASONS[this.state];
    }

    get intervalText() {
      if (!this.hasInterval || !'vn'.includes(this.state)) return '';
      if (this.high === null) return 'more than ' + format.value(this.low, this.unit);
      if (this.low === null) return 'less than ' + format.value(this.high, this.unit);
      return format.value(this.low, this.unit) + ' to ' + format.value(this.high, this.unit);
    }

    /** What the number rests on. */
    get basisText() {
      if (this.n === null) return '';
      const { statistic } = this.kpi;
      const isFraction = this.part !== null && this.whole !== null;
      const sum = (number, isTime) => (isTime ? format.number(number / 3600) + ' h' : format.number(number));
      const part = isFraction ? sum(this.part, this.kpi.partIsTime) : '';
      const whole = isFraction ? sum(this.whole, this.kpi.wholeIsTime) : '';
      if (statistic === 'share' && isFraction) return part + ' of ' + whole;
      if (statistic === 'ratio' && isFraction) return part + ' / ' + whole + ', n = ' + format.count(this.n);
      if (statistic === 'rate' && isFraction) return part + ' in ' + whole;
      if (statistic === 'count') return 'full count';
      if (statistic === 'distinct') return this.hasInterval ? 'each counted once, estimated' : 'each counted once';
      return 'n = ' + format.count(this.n) + (this.open ? ', ' + format.count(this.open) + ' still open' : '');
    }

    get statusText() {
      return { f: 'final', p: 'provisional' }[this.status] || '';
    }

    /** Whether the move against the period before is for the better or the worse; empty when it is no move. */
    get effect() {
      if (!'ud'.includes(this.move) || this.kpi.better === 'neither') return '';
      return (this.move === 'u') === (this.kpi.better === 'higher') ? 'better' : 'worse';
    }

    /** The change against an earlier point; judged only when that is the period before. */
    changeText(before, isJudged) {
      if (isJudged && this.move === 'w') return 'not compared before it is final';
      if (isJudged && this.move === 'x') return 'not compared: new definition';
      if (isJudged && this.move === 'p') return 'not compared: part of a period';
      if (!this.hasValue || !before || !before.hasValue) return '';
      const change = format.change(before.value, this.value, this.unit);
      return change + (isJudged ? JUDGED[this.move] || '' : '');
    }
  }

  /** All points of an estimate in a slice, over the dates of a granularity. */
  Vitals.points = (kpi, numbers, by, estimate, slice) => {
    const period = numbers[by];
    const series = period.series.find((each) => each.slice === slice && each.estimate === estimate.id);
    return period.start.map((start, i) => new Point(kpi, estimate, period, series, i));
  };
})();
