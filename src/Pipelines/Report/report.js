'use strict';
(() => {
  document.documentElement.classList.add('scripted');

  for (const table of document.querySelectorAll('table.sortable')) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => head.querySelector('.sort')?.addEventListener('click', () => {
      const down = head.getAttribute('aria-sort') ? head.getAttribute('aria-sort') !== 'descending' : column > 0;
      heads.forEach(h => h.removeAttribute('aria-sort'));
      head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      const key = row => { const v = row.cells[column].dataset.value; return column === 0 ? v : v === '' ? NaN : Number(v); };
      const rows = [...table.tBodies[0].rows];
      rows.sort((a, b) => {
        const x = key(a), y = key(b);
        if (column === 0) return down ? y.localeCompare(x) : x.localeCompare(y);
        if (Number.isNaN(x) || Number.isNaN(y)) return Number.isNaN(x) - Number.isNaN(y);
        return down ? y - x : x - y;
      });
      table.tBodies[0].append(...rows);
    }));
  }

  // Tables leave the page as files that it makes itself.
  const tables = JSON.parse(document.getElementById('tables').textContent);
  const csv = table => {
    const cell = v => v === null ? '' : /[",\r\n]/.test(v) ? '"' + String(v).replaceAll('"', '""') + '"' : String(v);
    return [table.columns, ...table.rows].map(row => row.map(cell).join(',') + '\r\n').join('');
  };
  const json = table => JSON.stringify(table.rows.map(row => Object.fromEntries(table.columns.map((c, i) => [c, row[i]]))), null, 1) + '\n';
  document.addEventListener('click', e => {
    const button = e.target.closest('button[data-as]');
    if (!button) return;
    const { table, as } = button.dataset, text = as === 'csv' ? csv(tables[table]) : json(tables[table]);
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: as === 'csv' ? 'text/csv' : 'application/json' }));
    link.download = table + '.' + as;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  });

  // Cells and marks tell more below their figure when they are chosen: by pointer, by finger, by keys.
  let chosen;
  const tell = (mark, text) => {
    chosen?.classList.remove('chosen');
    (chosen = mark).classList.add('chosen');
    mark.closest('figure').querySelector('.told').textContent = text;
  };
  const tipOf = mark => mark.dataset.tip ?? mark.querySelector(':scope>title')?.textContent;
  const markOf = target => target instanceof Element && target.closest('figure .heat td[data-tip],figure .plot circle,figure .plot polyline,figure .plot rect');
  for (const kind of ['pointerdown', 'pointerover', 'focusin']) {
    document.addEventListener(kind, e => {
      const mark = markOf(e.target), text = mark && tipOf(mark);
      if (text && mark !== chosen) tell(mark, text);
    });
  }
  const moves = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
  for (const table of document.querySelectorAll('table.heat')) {
    const at = (row, column) => table.tBodies[0].rows[row]?.cells[column];
    const usable = cell => cell?.dataset.tip !== undefined;
    const first = [...table.querySelectorAll('td')].find(usable);
    for (const cell of table.querySelectorAll('td[data-tip]')) cell.tabIndex = cell === first ? 0 : -1;
    table.addEventListener('keydown', e => {
      const cell = e.target.closest('td'), step = moves[e.key];
      if (!cell || !step) return;
      e.preventDefault();
      let row = cell.parentElement.sectionRowIndex, column = cell.cellIndex, next;
      do { row += step[0]; column += step[1]; next = at(row, column); } while (next && !usable(next));
      if (!next || next.tagName !== 'TD') return;
      cell.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    });
  }
  for (const plot of document.querySelectorAll('figure .plot')) {
    const marks = [...plot.querySelectorAll('circle')].filter(tipOf);
    marks.forEach((mark, i) => {
      mark.setAttribute('tabindex', i ? '-1' : '0');
      mark.setAttribute('role', 'img');
      mark.setAttribute('aria-label', tipOf(mark));
      mark.addEventListener('keydown', e => {
        const step = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[e.key], next = step && marks[i + step];
        if (!step) return;
        e.preventDefault();
        if (!next) return;
        mark.setAttribute('tabindex', '-1');
        next.setAttribute('tabindex', '0');
        next.focus();
      });
    });
  }

  // A region that holds more to its right shows it.
  const regions = [...document.querySelectorAll('.scroll')];
  const hint = region => region.classList.toggle('more', region.scrollLeft + region.clientWidth < region.scrollWidth - 2);
  const watch = new ResizeObserver(entries => entries.forEach(entry => hint(entry.target)));
  for (const region of regions) { region.addEventListener('scroll', () => hint(region), { passive: true }); watch.observe(region); }

  // Paper is light, and nobody opens what is folded on it.
  let folded = [];
  addEventListener('beforeprint', () => {
    folded = [...document.querySelectorAll('details:not([open])')];
    folded.forEach(d => d.open = true);
    document.documentElement.classList.add('light');
    dispatchEvent(new Event('recolour'));
  });
  addEventListener('afterprint', () => {
    folded.forEach(d => d.open = false);
    document.documentElement.classList.remove('light');
    dispatchEvent(new Event('recolour'));
  });
})();
