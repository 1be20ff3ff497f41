'use strict';
(() => {
  for (const table of document.querySelectorAll('table.sortable')) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => head.querySelector('button')?.addEventListener('click', () => {
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

  const source = document.getElementById('scatter-data');
  if (!source) return;
  const data = JSON.parse(source.textContent);
  const canvas = document.getElementById('scatter'), hover = document.getElementById('hover');
  const chosen = document.getElementById('scatter-score'), scale = document.getElementById('scatter-scale');
  const none = 65535, top = 65534;
  const words = text => { const raw = atob(text), out = new Uint16Array(raw.length / 2); for (let i = 0; i < out.length; i++) out[i] = raw.charCodeAt(2 * i) | raw.charCodeAt(2 * i + 1) << 8; return out; };
  const format = v => Math.abs(v) >= 1e6 || (v !== 0 && Math.abs(v) < 1e-3) ? v.toExponential(3) : Number(v.toPrecision(5)).toString();
  const valueOf = (range, word) => range[0] + word / top * (range[1] - range[0]);
  let marks = [], picture;

  function collect() {
    const score = data.scores[chosen.value], ranks = scale.value === 'ranks';
    marks = [];
    if (data.cells) {
      const grid = ranks ? score.ranks : score.values, n = data.cells;
      const xs = words(grid.x), ys = words(grid.y), counts = grid.count, examples = grid.example;
      for (let i = 0; i < counts.length; i++) marks.push({ x: (xs[i] + .5) / n, y: (ys[i] + .5) / n, count: counts[i], text: data.texts[examples[i]], cell: [xs[i], ys[i]] });
    } else {
      score.v ??= words(score.values); score.r ??= words(score.ranks); data.v ??= words(data.truthValues); data.r ??= words(data.truthRanks);
      for (let i = 0; i < score.v.length; i++) {
        if (score.v[i] === none || data.v[i] === none) continue;
        marks.push({ x: (ranks ? score.r : score.v)[i] / top, y: (ranks ? data.r : data.v)[i] / top, count: 1, text: data.texts[i], row: i });
      }
    }
  }

  function draw(marked) {
    const score = data.scores[chosen.value], ranks = scale.value === 'ranks';
    const ratio = window.devicePixelRatio || 1, w = canvas.clientWidth, h = canvas.clientHeight;
    canvas.width = w * ratio; canvas.height = h * ratio;
    const c = canvas.getContext('2d'), css = getComputedStyle(document.documentElement), colour = name => css.getPropertyValue(name).trim();
    c.scale(ratio, ratio);
    c.fillStyle = colour('--bg'); c.fillRect(0, 0, w, h);
    const box = { l: 62, t: 12, r: w - 14, b: h - 46 };
    c.font = '12px system-ui,sans-serif'; c.strokeStyle = colour('--grid'); c.fillStyle = colour('--muted');
    for (let k = 0; k <= 4; k++) {
      const x = box.l + (box.r - box.l) * k / 4, y = box.b - (box.b - box.t) * k / 4;
      c.beginPath(); c.moveTo(x, box.t); c.lineTo(x, box.b); c.moveTo(box.l, y); c.lineTo(box.r, y); c.stroke();
      c.textAlign = k === 4 ? 'right' : 'center'; c.fillText(ranks ? k * 25 + ' %' : format(score.range[0] + (score.range[1] - score.range[0]) * k / 4), x, box.b + 16);
      c.textAlign = 'right'; c.fillText(ranks ? k * 25 + ' %' : format(data.truthRange[0] + (data.truthRange[1] - data.truthRange[0]) * k / 4), box.l - 6, y + 4);
    }
    c.fillStyle = colour('--fg'); c.textAlign = 'center';
    c.fillText((ranks ? 'rank by ' : '') + score.name + (ranks ? ', best right' : ''), (box.l + box.r) / 2, box.b + 36);
    c.save(); c.translate(13, (box.t + box.b) / 2); c.rotate(-Math.PI / 2); c.fillText((ranks ? 'rank by ' : '') + data.truth + (ranks ? ', best up' : ''), 0, 0); c.restore();
    c.fillStyle = colour('--accent');
    const most = Math.log(1 + marks.reduce((m, p) => Math.max(m, p.count), 1)), cellW = data.cells ? (box.r - box.l) / data.cells : 0, cellH = data.cells ? (box.b - box.t) / data.cells : 0;
    for (const p of marks) {
      p.px = box.l + p.x * (box.r - box.l); p.py = box.b - p.y * (box.b - box.t);
      if (data.cells) { c.globalAlpha = Math.max(.1, Math.log(1 + p.count) / most); c.fillRect(p.px - cellW / 2, p.py - cellH / 2, cellW + .3, cellH + .3); }
      else { c.globalAlpha = marks.length > 3000 ? .25 : .5; c.fillRect(p.px - 1.3, p.py - 1.3, 2.6, 2.6); }
    }
    c.globalAlpha = 1;
    if (marked) { c.strokeStyle = colour('--over'); c.lineWidth = 2; c.beginPath(); c.arc(marked.px, marked.py, 7, 0, 2 * Math.PI); c.stroke(); }
  }

  function tell(mark) {
    if (!mark) { hover.textContent = 'Point at the plot, or use the arrow keys in it, to see an architecture.'; return; }
    const score = data.scores[chosen.value];
    hover.textContent = mark.row === undefined
      ? mark.count + (mark.count === 1 ? ' architecture' : ' architectures') + ' here, for example ' + mark.text
      : mark.text + ' — ' + score.name + ' ' + format(valueOf(score.range, score.v[mark.row])) + ' (rank ' + (100 * score.r[mark.row] / top).toFixed(1) + ' %), ' + data.truth + ' ' + format(valueOf(data.truthRange, data.v[mark.row])) + ' (rank ' + (100 * data.r[mark.row] / top).toFixed(1) + ' %)';
  }

  function show(mark) { if (mark === picture) return; picture = mark; draw(mark); tell(mark); }
  function nearest(x, y, limit) {
    let best, distance = limit;
    for (const p of marks) { const d = Math.hypot(p.px - x, p.py - y); if (d < distance) { best = p; distance = d; } }
    return best;
  }
  function restart() { picture = undefined; collect(); draw(); tell(); }
  canvas.addEventListener('pointermove', e => show(nearest(e.offsetX, e.offsetY, 20)));
  canvas.addEventListener('pointerdown', e => show(nearest(e.offsetX, e.offsetY, 40)));
  canvas.addEventListener('keydown', e => {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[e.key];
    if (!step) return;
    e.preventDefault();
    const from = picture ?? { px: canvas.clientWidth / 2, py: canvas.clientHeight / 2 };
    const ahead = marks.filter(p => (p.px - from.px) * step[0] + (p.py - from.py) * step[1] > 3);
    const cost = p => Math.hypot(p.px - from.px, p.py - from.py) + 2 * Math.abs((p.px - from.px) * step[1]) + 2 * Math.abs((p.py - from.py) * step[0]);
    show(ahead.reduce((best, p) => best === undefined || cost(p) < cost(best) ? p : best, undefined) ?? picture);
  });
  chosen.addEventListener('change', restart);
  scale.addEventListener('change', restart);
  addEventListener('resize', () => draw(picture));
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => draw(picture));
  restart();
})();
