(() => {
  const canvas = document.getElementById('scatter');
  if (!canvas) return;
  const data = JSON.parse(document.getElementById('scatter-data').textContent);
  const hover = document.getElementById('hover');
  const chosen = document.getElementById('scatter-score'), scale = document.getElementById('scatter-scale');
  const none = 65535, top = 65534, whole = { x0: 0, x1: 1, y0: 0, y1: 1 };
  const words = text => { const raw = atob(text), out = new Uint16Array(raw.length / 2); for (let i = 0; i < out.length; i++) out[i] = raw.charCodeAt(2 * i) | raw.charCodeAt(2 * i + 1) << 8; return out; };
  const format = v => Math.abs(v) >= 1e6 || (v !== 0 && Math.abs(v) < 1e-3) ? v.toExponential(3) : Number(v.toPrecision(5)).toString();
  const valueOf = (range, share) => range[0] + share * (range[1] - range[0]);
  data.v = words(data.truthValues); data.r = words(data.truthRanks);
  const byRank = () => scale.value === 'ranks';
  let marks = [], picture, view = whole, box, drag;

  function points(score, ranks) {
    score.v ??= words(score.values); score.r ??= words(score.ranks);
    const found = [];
    for (let i = 0; i < score.v.length; i++) {
      if (score.v[i] === none || data.v[i] === none) continue;
      found.push({ x: (ranks ? score.r : score.v)[i] / top, y: (ranks ? data.r : data.v)[i] / top, row: i, best: data.r[i] / top >= 1 - data.best });
    }
    return found;
  }

  function surface(target) {
    const ratio = window.devicePixelRatio || 1, w = target.clientWidth, h = target.clientHeight;
    target.width = w * ratio; target.height = h * ratio;
    const c = target.getContext('2d'), css = getComputedStyle(document.documentElement), colour = name => css.getPropertyValue(name).trim();
    c.scale(ratio, ratio);
    c.fillStyle = colour('--bg'); c.fillRect(0, 0, w, h);
    return { c, colour, w, h };
  }

  // The best are drawn last, larger and opaque.
  function dots(c, colour, list, size, faint) {
    for (const best of [false, true]) {
      c.fillStyle = colour(best ? '--over' : '--accent');
      c.globalAlpha = best ? .9 : faint;
      const s = best ? size * 1.5 : size;
      for (const p of list) if (p.best === best && p.shown) c.fillRect(p.px - s / 2, p.py - s / 2, s, s);
    }
    c.globalAlpha = 1;
  }

  function draw(marked) {
    const score = data.scores[chosen.value], ranks = byRank(), { c, colour, w, h } = surface(canvas);
    box = { l: 62, t: 12, r: w - 14, b: h - 46 };
    const X = x => box.l + (x - view.x0) / (view.x1 - view.x0) * (box.r - box.l), Y = y => box.b - (y - view.y0) / (view.y1 - view.y0) * (box.b - box.t);
    c.font = '12px system-ui,sans-serif'; c.strokeStyle = colour('--grid'); c.fillStyle = colour('--muted');
    for (let k = 0; k <= 4; k++) {
      const x = box.l + (box.r - box.l) * k / 4, y = box.b - (box.b - box.t) * k / 4;
      const ax = view.x0 + (view.x1 - view.x0) * k / 4, ay = view.y0 + (view.y1 - view.y0) * k / 4;
      c.beginPath(); c.moveTo(x, box.t); c.lineTo(x, box.b); c.moveTo(box.l, y); c.lineTo(box.r, y); c.stroke();
      const percent = v => Number((100 * v).toPrecision(4)) + ' %';
      c.textAlign = k === 4 ? 'right' : 'center'; c.fillText(ranks ? percent(ax) : format(valueOf(score.range, ax)), x, box.b + 16);
      c.textAlign = 'right'; c.fillText(ranks ? percent(ay) : format(valueOf(data.truthRange, ay)), box.l - 6, y + 4);
    }
    c.fillStyle = colour('--fg'); c.textAlign = 'center';
    c.fillText((ranks ? 'rank by ' : '') + score.name + (ranks ? ', best right' : '') + (score.doubt ? ' (' + score.doubt + ')' : ''), (box.l + box.r) / 2, box.b + 36);
    c.save(); c.translate(13, (box.t + box.b) / 2); c.rotate(-Math.PI / 2); c.fillText((ranks ? 'rank by ' : '') + data.truth + (ranks ? ', best up' : ''), 0, 0); c.restore();
    c.save(); c.beginPath(); c.rect(box.l, box.t, box.r - box.l, box.b - box.t); c.clip();
    if (ranks) {
      c.strokeStyle = colour('--over'); c.setLineDash([5, 4]); c.beginPath();
      c.moveTo(box.l, Y(1 - data.best)); c.lineTo(box.r, Y(1 - data.best)); c.moveTo(X(1 - data.best), box.t); c.lineTo(X(1 - data.best), box.b);
      c.stroke(); c.setLineDash([]);
    }
    for (const p of marks) {
      p.px = X(p.x); p.py = Y(p.y);
      p.shown = p.x >= view.x0 && p.x <= view.x1 && p.y >= view.y0 && p.y <= view.y1;
    }
    dots(c, colour, marks, 2.6, marks.length > 3000 ? .25 : .5);
    if (marked?.shown) { c.strokeStyle = colour('--fg'); c.lineWidth = 2; c.beginPath(); c.arc(marked.px, marked.py, 7, 0, 2 * Math.PI); c.stroke(); }
    if (drag?.box) { c.strokeStyle = colour('--fg'); c.lineWidth = 1; c.strokeRect(drag.x, drag.y, drag.toX - drag.x, drag.toY - drag.y); }
    c.restore();
    canvas.dataset.view = [view.x0, view.x1, view.y0, view.y1].map(v => v.toFixed(4)).join(' ');
  }

  function tell(mark) {
    if (!mark) { hover.textContent = 'Point at the plot, or use the arrow keys in it, to see an architecture.'; return; }
    const score = data.scores[chosen.value];
    hover.textContent = data.texts[mark.row] + ' — ' + score.name + ' ' + format(valueOf(score.range, score.v[mark.row] / top)) + ' (rank ' + (100 * score.r[mark.row] / top).toFixed(1) + ' %), ' + data.truth + ' ' + format(valueOf(data.truthRange, data.v[mark.row] / top)) + ' (rank ' + (100 * data.r[mark.row] / top).toFixed(1) + ' %)' + (mark.best ? ', truly among the best' : '');
  }

  function show(mark) { if (mark === picture) return; picture = mark; draw(mark); tell(mark); }
  function nearest(x, y, limit) {
    let best, distance = limit;
    for (const p of marks) { if (!p.shown) continue; const d = Math.hypot(p.px - x, p.py - y); if (d < distance) { best = p; distance = d; } }
    return best;
  }
  function restart(keepView) {
    picture = undefined;
    if (!keepView) view = whole;
    marks = points(data.scores[chosen.value], byRank());
    draw(); tell();
    document.querySelectorAll('#multiples button').forEach((b, i) => b.setAttribute('aria-pressed', i === Number(chosen.value)));
  }

  const clamp = (from, to) => { const width = Math.min(1, Math.max(.002, to - from)), start = Math.min(1 - width, Math.max(0, from)); return [start, start + width]; };
  function look(x0, x1, y0, y1) {
    [x0, x1] = clamp(x0, x1); [y0, y1] = clamp(y0, y1);
    view = { x0, x1, y0, y1 };
    draw(picture);
  }
  // A factor below 1 comes nearer, and keeps what is at (px, py) in its place.
  function zoom(factor, px = (box.l + box.r) / 2, py = (box.t + box.b) / 2) {
    const fx = (px - box.l) / (box.r - box.l), fy = (box.b - py) / (box.b - box.t), w = view.x1 - view.x0, h = view.y1 - view.y0;
    const x = view.x0 + fx * w, y = view.y0 + fy * h;
    look(x - fx * w * factor, x + (1 - fx) * w * factor, y - fy * h * factor, y + (1 - fy) * h * factor);
  }
  const zooms = { in: () => zoom(.5, picture?.shown ? picture.px : undefined, picture?.shown ? picture.py : undefined), out: () => zoom(2), all: () => look(0, 1, 0, 1) };
  document.querySelectorAll('[data-zoom]').forEach(b => b.addEventListener('click', () => zooms[b.dataset.zoom]()));

  const fingers = new Map();
  const apart = () => { const [a, b] = [...fingers.values()]; return { d: Math.hypot(a.x - b.x, a.y - b.y), x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }; };
  canvas.addEventListener('pointerdown', e => {
    show(nearest(e.offsetX, e.offsetY, 40));
    fingers.set(e.pointerId, { x: e.offsetX, y: e.offsetY });
    if (e.pointerType === 'mouse' && e.button === 0) { drag = { x: e.offsetX, y: e.offsetY, toX: e.offsetX, toY: e.offsetY }; canvas.setPointerCapture(e.pointerId); }
  });
  canvas.addEventListener('pointermove', e => {
    if (drag) {
      drag.toX = e.offsetX; drag.toY = e.offsetY; drag.box = Math.abs(drag.toX - drag.x) > 6 && Math.abs(drag.toY - drag.y) > 6;
      draw(picture);
    } else if (fingers.size === 2 && fingers.has(e.pointerId)) {
      const before = apart();
      fingers.set(e.pointerId, { x: e.offsetX, y: e.offsetY });
      const after = apart();
      if (after.d > 0) zoom(before.d / after.d, after.x, after.y);
    } else show(nearest(e.offsetX, e.offsetY, 20));
  });
  function release(e) {
    fingers.delete(e.pointerId);
    const d = drag;
    drag = undefined;
    if (!d?.box || e.type === 'pointercancel') { if (d) draw(picture); return; }
    const x = px => view.x0 + (px - box.l) / (box.r - box.l) * (view.x1 - view.x0), y = py => view.y0 + (box.b - py) / (box.b - box.t) * (view.y1 - view.y0);
    look(x(Math.min(d.x, d.toX)), x(Math.max(d.x, d.toX)), y(Math.max(d.y, d.toY)), y(Math.min(d.y, d.toY)));
  }
  canvas.addEventListener('pointerup', release);
  canvas.addEventListener('pointercancel', release);
  canvas.addEventListener('dblclick', zooms.all);
  canvas.addEventListener('wheel', e => { if (!e.ctrlKey) return; e.preventDefault(); zoom(e.deltaY < 0 ? .8 : 1.25, e.offsetX, e.offsetY); }, { passive: false });
  canvas.addEventListener('keydown', e => {
    const act = { '+': zooms.in, '=': zooms.in, '-': zooms.out, 0: zooms.all }[e.key];
    if (act) { e.preventDefault(); act(); return; }
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[e.key];
    if (!step) return;
    e.preventDefault();
    const from = picture?.shown ? picture : { px: canvas.clientWidth / 2, py: canvas.clientHeight / 2 };
    const ahead = marks.filter(p => p.shown && (p.px - from.px) * step[0] + (p.py - from.py) * step[1] > 3);
    const cost = p => Math.hypot(p.px - from.px, p.py - from.py) + 2 * Math.abs((p.px - from.px) * step[1]) + 2 * Math.abs((p.py - from.py) * step[0]);
    show(ahead.reduce((best, p) => best === undefined || cost(p) < cost(best) ? p : best, undefined) ?? picture);
  });
  chosen.addEventListener('change', () => restart());
  scale.addEventListener('change', () => { restart(); small(); });

  // The same of every estimator, small.
  const panel = document.getElementById('multiples');
  data.scores.forEach((score, i) => {
    const button = document.createElement('button'), name = document.createElement('span');
    button.type = 'button';
    name.textContent = score.shown;
    if (score.doubt) name.className = 'weak';
    button.append(document.createElement('canvas'), name);
    button.addEventListener('click', () => { chosen.value = i; restart(true); });
    panel.append(button);
  });
  function small() {
    panel.querySelectorAll('canvas').forEach((target, i) => {
      const { c, colour, w, h } = surface(target);
      c.strokeStyle = colour('--grid'); c.strokeRect(.5, .5, w - 1, h - 1);
      const list = points(data.scores[i], byRank());
      for (const p of list) { p.px = 3 + p.x * (w - 6); p.py = h - 3 - p.y * (h - 6); p.shown = true; }
      dots(c, colour, list, 1.4, .4);
    });
  }
  const again = () => { draw(picture); small(); };
  addEventListener('resize', again);
  addEventListener('recolour', again);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', again);
  restart();
  small();
})();
