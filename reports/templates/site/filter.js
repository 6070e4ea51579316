// Hides rows of a long table, or entries of a long list, by what a reader chooses above it.
'use strict';
(() => {
  function rows(id) {
    const caption = document.getElementById(id + '-caption');
    const root = caption ? caption.closest('table') : document.getElementById(id);
    return caption ? [...root.tBodies[0].rows] : [...root.querySelectorAll('article')];
  }

  function column(table, name) {
    return [...table.tHead.rows[0].cells].findIndex((cell) => cell.textContent === name);
  }

  for (const form of document.querySelectorAll('form[data-filters]')) {
    const id = form.dataset.filters;
    const all = rows(id);
    const tests = [];
    const apply = () => {
      let shown = 0;
      for (const row of all) {
        row.hidden = !tests.every((test) => test(row));
        shown += row.hidden ? 0 : 1;
      }
      for (const part of document.querySelectorAll('#' + id + ' > section')) {
        part.hidden = !part.querySelector('article:not([hidden])');
      }
      form.querySelector('[role=status]').textContent = shown + ' of ' + all.length + ' shown';
    };
    for (const select of form.querySelectorAll('select')) {
      const place = column(all[0].closest('table'), select.dataset.column);
      const text = (row) => row.cells[place].textContent;
      select.append(new Option('all', ''));
      for (const value of [...new Set(all.map(text))].sort()) select.append(new Option(value, value));
      tests.push((row) => select.value === '' || text(row) === select.value);
      select.addEventListener('change', apply);
    }
    for (const field of form.querySelectorAll('input[type=search]')) {
      tests.push((row) => row.textContent.toLowerCase().includes(field.value.trim().toLowerCase()));
      field.addEventListener('input', apply);
    }
    form.addEventListener('submit', (event) => event.preventDefault());
    form.hidden = false;
    apply();
  }

  // What an address names is opened, so that it can be read.
  function open() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const details = target && target.querySelector('details');
    if (details) details.open = true;
  }
  window.addEventListener('hashchange', open);
  open();
})();
