// Words for numbers, the same as those of the reports: durations, shares, rates and counts.
'use strict';
window.Vitals = window.Vitals || {};
Vitals.format = (() => {
  const MINUTE = 60;
  const HOUR = 60 * MINUTE;
  const DAY = 24 * HOUR;
  const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

  /** Digits of a number above 0, and the power of ten of the first of them. */
  function decimal(number) {
    const [digits, power] = number.toExponential().split('e');
    return { digits: digits.replace('.', ''), power: Number(power) };
  }

  /** Rounds half up, as people do, on the digits that the number prints with. */
  function rounded(number, kept) {
    const { digits, power } = decimal(number);
    if (kept < 0) return { digits: '0', power: 0 };
    if (kept >= digits.length) return { digits, power };
    const isUp = digits[kept] >= '5';
    const head = kept === 0 ? '0' : digits.slice(0, kept);
    if (!isUp) return { digits: head, power };
    const next = (BigInt(head) + 1n).toString();
    const isLonger = kept === 0 || next.length > head.length;
    return { digits: next, power: power + (isLonger ? 1 : 0) };
  }

  function plain({ digits, power }, decimals) {
    const whole = power < 0 ? '0' : digits.slice(0, power + 1).padEnd(power + 1, '0');
    const rest = power < 0 ? '0'.repeat(-power - 1) + digits : digits.slice(power + 1);
    return decimals === 0 ? whole : whole + '.' + rest.slice(0, decimals).padEnd(decimals, '0');
  }

  function fixed(number, decimals) {
    if (number === 0) return decimals === 0 ? '0' : '0.' + '0'.repeat(decimals);
    const { power } = decimal(number);
    const result = rounded(number, power + 1 + decimals);
    return Number(result.digits) === 0 ? fixed(0, decimals) : plain(result, decimals);
  }

  function significant(number, digits) {
    if (number === 0) return '0';
    const result = rounded(number, digits);
    if (result.power >= digits) return count(Math.round(number));
    const text = plain(result, Math.max(0, result.digits.length - result.power - 1));
    return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  }

  function count(number) {
    const digits = String(Math.abs(number)).replace(/\B(?=(\d{3})+$)/g, ',');
    return (number < 0 ? '−' : '') + digits;
  }

  function number(value) {
    if (value < 0) return '−' + number(-value);
    if (Number.isInteger(value) && value < 1e15) return count(value);
    return value >= 1000 ? count(Math.round(value)) : significant(value, 3);
  }

  function share(value) {
    if (value < 0) return '−' + share(-value);
    if (value > 0 && value < 0.0001) return '<0.01%';
    if (value < 1 && value > 1 - 0.0001) return '>99.99%';
    if (value === 0) return '0%';
    if (value === 1) return '100%';
    return fixed(value * 100, value < 0.01 || value > 0.99 ? 2 : 1) + '%';
  }

  function two(seconds, big, bigName, small, smallName) {
    const rest = Math.floor((seconds % big) / small);
    return Math.floor(seconds / big) + ' ' + bigName + (rest === 0 ? '' : ' ' + rest + ' ' + smallName);
  }

  function duration(seconds) {
    if (seconds < 0) return '−' + duration(-seconds);
    if (seconds < 10) return (Number.isInteger(seconds) ? seconds : fixed(seconds, 1)) + ' s';
    const whole = Math.round(seconds);
    if (whole < MINUTE) return whole + ' s';
    if (whole < 10 * MINUTE) return two(whole, MINUTE, 'min', 1, 's');
    const minutes = Math.round(seconds / MINUTE) * MINUTE;
    if (minutes < HOUR) return minutes / MINUTE + ' min';
    if (minutes < 2 * DAY) return two(minutes, HOUR, 'h', MINUTE, 'min');
    return two(Math.round(seconds / HOUR) * HOUR, DAY, 'd', HOUR, 'h');
  }

  function score(value) {
    const digits = fixed(Math.abs(value), 3);
    return digits === '0.000' ? digits : (value < 0 ? '−' : '+') + digits;
  }

  function rate(value) {
    const size = Math.abs(value);
    const digits =
      size >= 1000 || size === 0
        ? count(Math.round(size))
        : size >= 100
          ? fixed(size, 0)
          : size >= 10
            ? fixed(size, 1)
            : size >= 1
              ? fixed(size, 2)
              : significant(size, 3);
    return (value < 0 ? '−' : '') + digits;
  }

  const isScore = (unit) => unit.includes('-1 to 1');

  function value(number_, unit) {
    if (unit === 'share') return share(number_);
    if (unit === 'seconds') return duration(number_);
    return isScore(unit) ? score(number_) : unit.includes(' per ') ? rate(number_) : number(number_);
  }

  function points(size) {
    return size < 0.01 ? '0.00' : size < 0.1 ? fixed(size, 2) : size < 10 ? fixed(size, 1) : fixed(size, 0);
  }

  /** A change with its sign: points for shares, time for seconds, per cent of `before` for the rest. */
  function change(before, after, unit) {
    const difference = after - before;
    const sign = difference < 0 ? '−' : '+';
    const size = Math.abs(difference);
    if (unit === 'share') return sign + points(size * 100) + ' points';
    if (unit === 'seconds') return sign + duration(size);
    return before === 0 || isScore(unit)
      ? sign + significant(size, 2)
      : sign + significant(Math.abs(difference / before) * 100, 2) + '%';
  }

  /** 5 Jan 2026, from 2026-01-05. */
  function day(date) {
    return Number(date.slice(8)) + ' ' + MONTHS[Number(date.slice(5, 7)) - 1] + ' ' + date.slice(0, 4);
  }

  /** 5 Jan, from 2026-01-05. */
  const shortDay = (date) => day(date).slice(0, -5);

  const month = (date) => MONTHS[Number(date.slice(5, 7)) - 1] + ' ' + date.slice(0, 4);

  return { value, change, count, number, day, shortDay, month, isScore };
})();
