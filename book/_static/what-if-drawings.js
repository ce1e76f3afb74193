/* The drawings of the page on choices, as SVG in the grammar of the figures, and how the page writes numbers.

   landreformDrawings(data), a global: each drawing is a function of a look (screen or paper), of what was found and of a
   width in pixels. What was found holds claims and answer (compare.js), outcomes (names in their order), title (a function
   of an outcome), asked (an outcome), completeness and intensity. Texts of others are set as text and never as markup. */
(function () {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  /* Of more claims the names are left out. */
  const MANY = 120;

  // Made once: a number written by toLocaleString costs as much as all else of a mark.
  const WHOLE = new Intl.NumberFormat("en-US"), EXACT = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 15 });

  const whole = (value) => WHOLE.format(Math.round(value));
  function rounded(value, figures = 2) {
    if (!Number.isFinite(value)) return "without end";
    if (value === 0) return "0";
    const exact = Number(value.toPrecision(figures));
    if (exact >= 1e15 || exact < 1e-3) return value.toExponential(1);
    return EXACT.format(exact);
  }
  const percent = (share) => `${rounded(100 * share)}%`;
  const plural = (count, one, many = `${one}s`) => `${whole(count)} ${count === 1 ? one : many}`;
  const times = (value) => (value === 1 ? "as deadly for its size" : `${rounded(value)} times as deadly for its size`);
  const listing = (words) => (words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`);

  function draw(name, attributes = {}, ...children) {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
    element.append(...children);
    return element;
  }

  function drawings(data) {
    const LIGHT = { paper: "#ffffff", ink: "#222222", quiet: "#666666", line: "#cfcfcf", first: "#00545E", fill: "#d3e5e7", point: "#B83E00" };
    const looks = (outcome) => (Object.hasOwn(data.colours, outcome) ? data.colours[outcome] : { colour: LIGHT.ink, marker: "o" });
    const screen = {
      paper: "var(--what-paper)", ink: "var(--what-ink)", quiet: "var(--what-quiet)", line: "var(--what-line)", first: "var(--what-first)",
      fill: "var(--what-fill)", point: "var(--what-point)", of: (outcome) => `var(--what-${place_of(outcome)})`,
    };
    const paper = { ...LIGHT, of: (outcome) => looks(outcome).colour };
    function place_of(outcome) {
      const at = data.asked.indexOf(outcome);
      return at < 0 ? "ink" : at;
    }
    const counted = (claim) => claim.counted || claim.outcome;

    const logScale = (low, high, from, to) => {
      const a = Math.log(low), b = Math.log(high);
      return (value) => from + ((Math.log(value) - a) / (b - a || 1)) * (to - from);
    };
    function powers(low, high) {
      const found = [];
      const steps_ = high / low < 1000 ? [1, 3] : [1];
      for (let k = Math.floor(Math.log10(low)); k <= Math.ceil(Math.log10(high)); k += 1) {
        for (const step of steps_) if (step * 10 ** k >= low * 0.999 && step * 10 ** k <= high * 1.001) found.push(step * 10 ** k);
      }
      return found;
    }

    function text(look, x, y, words, more = {}) {
      const made = draw("text", { x, y, fill: look.ink, "font-size": 12, ...more });
      made.textContent = words;
      return made;
    }

    function axis(look, scale, ticks, y, top, label, width, write = whole) {
      const group = draw("g");
      let last = -1e9;
      for (const tick of ticks) {
        const x = scale(tick);
        const words = write(tick), half = [...words].reduce((sum, c) => sum + (/[.,]/.test(c) ? 1.7 : 3.4), 0.4);
        const anchor = x + half > width ? "end" : x - half < 0 ? "start" : "middle";
        const start = { end: x - 2 * half, middle: x - half, start: x }[anchor];
        if (start < last + 4) continue; // and no line without its number
        group.append(draw("line", { x1: x, x2: x, y1: top, y2: y, stroke: look.line }));
        group.append(text(look, x, y + 15, words, { "text-anchor": anchor, fill: look.quiet }));
        last = start + 2 * half;
      }
      group.append(text(look, width, y + 31, label, { "text-anchor": "end", fill: look.quiet }));
      return group;
    }

    function canvas(width, height, words) {
      const made = draw("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": words, "font-family": "sans-serif" });
      return made;
    }

    const MARKS = {
      o: (x, y, r) => `M${x - r},${y}a${r},${r} 0 1 0 ${2 * r},0a${r},${r} 0 1 0 ${-2 * r},0`,
      s: (x, y, r) => `M${x - r},${y - r}h${2 * r}v${2 * r}h${-2 * r}z`,
      D: (x, y, r) => `M${x},${y - r * 1.2}l${r * 1.2},${r * 1.2}l${-r * 1.2},${r * 1.2}l${-r * 1.2},${-r * 1.2}z`,
      "^": (x, y, r) => `M${x},${y - r}l${r},${2 * r}h${-2 * r}z`,
      v: (x, y, r) => `M${x},${y + r}l${r},${-2 * r}h${-2 * r}z`,
    };
    function mark(look, outcome, x, y, hollow) {
      const colour = look.of(outcome), kind = looks(outcome).marker;
      return draw("path", { d: MARKS[kind](x, y, 4), stroke: colour, "stroke-width": 1.6, fill: hollow ? "none" : colour });
    }

    /* Published ranges solid, those of words dashed, bare numbers hollow, one-sided claims as arrows. */
    function rangeChart(look, found, width) {
      const { claims, answer, title } = found;
      const rank = (claim) => found.outcomes.indexOf(counted(claim));
      const least = (claim) => Math.min(...[claim.low, claim.point, claim.high].filter((value) => value > 0));
      const rows = [...claims].sort((a, b) => rank(a) - rank(b) || least(a) - least(b) || (a.estimate < b.estimate ? -1 : 1));
      const few = rows.length <= MANY, wide = width >= 620, left = few && wide ? Math.min(300, width * 0.42) : 8;
      const step = few ? (wide ? 17 : 31) : 5;
      const numbers = rows.flatMap((claim) => [claim.low, claim.point, claim.high]).filter((value) => value > 0);
      const low = Math.min(...numbers) / 2.2, high = Math.max(...numbers) * 2.2;
      const scale = logScale(low, high, left + 4, width - 12);
      const heads = new Set(rows.map(counted)).size;
      const height = 12 + rows.length * step + heads * 22 + 40;
      const made = canvas(width, height, `Ranges of ${plural(rows.length, "claim")} on a logarithmic axis of persons.`);
      made.append(axis(look, scale, powers(low, high), height - 38, 6, "persons, logarithmic", width - 4));
      let y = 2, before = null;
      for (const claim of rows) {
        const outcome = counted(claim);
        if (outcome !== before) {
          y += 22;
          made.append(mark(look, outcome, 8, y - 8, false));
          made.append(text(look, 18, y - 4, title(outcome), { "font-weight": 700 }));
          before = outcome;
        }
        y += step;
        const line = few && !wide ? y - 4 : y - step / 2 + 2, colour = look.of(outcome);
        const words = claim.label || claim.estimate;
        const holds = answer.binding.includes(claim.estimate);
        if (few) {
          const most = Math.floor((wide ? left : width) / (holds ? 6.9 : 6.4)) - 1;
          const short = [...words].length > most ? `${[...words].slice(0, most - 1).join("")}…` : words;
          const more = holds ? { "font-weight": 700 } : {};
          const ground = { stroke: look.paper, "stroke-width": 4, "paint-order": "stroke", ...more };
          made.append(wide ? text(look, left - 6, line + 4, short, { "text-anchor": "end", ...ground }) : text(look, 4, line - 10, short, ground));
        }
        const group = draw("g");
        const said = draw("title");
        said.textContent = `${words}: ${claim.text || [claim.low, claim.point, claim.high].map((value) => (value === null ? "open" : whole(value))).join(" / ")}`;
        group.append(said);
        const kind = globalThis.landreformCompare.formOf(claim);
        if (kind === "range") {
          group.append(draw("line", { x1: scale(claim.low), x2: scale(claim.high), y1: line, y2: line, stroke: colour, "stroke-width": few ? 2.4 : 1.5, ...(claim.word ? { "stroke-dasharray": "5 3" } : {}) }));
          if (claim.point) group.append(mark(look, outcome, scale(claim.point), line, false));
        } else if (kind === "point") group.append(mark(look, outcome, scale(claim.point), line, true));
        else {
          const up = kind === "at_least", from = scale(up ? claim.low : claim.high), to = from + (up ? 22 : -22), back = up ? -6 : 6;
          group.append(draw("path", { d: `M${from},${line - 4}V${line + 4}M${from},${line}H${to}m${back},-4l${-back},4l${back},4`, stroke: colour, "stroke-width": 1.6, fill: "none" }));
          if (claim.point) group.append(mark(look, outcome, scale(claim.point), line, false));
        }
        made.append(group);
      }
      return made;
    }

    /* A line of steps: from each value on, until the next, the number is this. */
    function steps(points, x, y, end) {
      let path = `M${x(points[0][0])},${y(points[0][1])}`;
      for (const [value, count] of points.slice(1)) path += `H${x(value)}V${y(count)}`;
      return `${path}H${end}`;
    }

    function curveChart(look, { answer, claims }, width) {
      const height = 190, curve = answer.curve, most = Math.max(1, curve[0][1]);
      const high = Math.max(answer.delta * 1.5, 2), x = logScale(1, high, 30, width - 14);
      const y = (count) => 140 - (count / most) * 120;
      const made = canvas(width, height, `Claims to set aside, from ${plural(curve[0][1], "claim")} without stretching to none at ${rounded(answer.delta, 3)}-fold.`);
      const ticks = [1, 1.5, 2, 3, 5, 10, 20, 30, 50, 100, 300, 1000].filter((tick) => tick <= high);
      made.append(axis(look, x, ticks.length > 1 ? ticks : [1, high], 145, 10, "each claim stretched by, logarithmic", width - 4, rounded));
      for (const count of [...new Set([0, Math.round(most / 2), most])]) {
        made.append(text(look, 24, y(count) + 4, whole(count), { "text-anchor": "end", fill: look.quiet }));
      }
      made.append(draw("path", { d: steps(curve, x, y, width - 14), fill: "none", stroke: look.first, "stroke-width": 2.2 }));
      made.append(text(look, 32, 10, `set aside, of ${whole(claims.length)}`, { fill: look.quiet }));
      return made;
    }

    function frontierChart(look, { answer, claims, asked, completeness, intensity }, width) {
      const height = 300, left = 46, low = 0.003;
      const x = logScale(0.1, 100, left, width - 14), y = logScale(low, 1, 240, 14);
      const made = canvas(width, height, "What each number claimed needs: completeness of the reports over the intensity of the last stage.");
      made.append(axis(look, x, [0.1, 0.3, 1, 3, 10, 30, 100], 246, 12, "intensity of the last stage, times; logarithmic", width - 4, rounded));
      for (const share of [0.003, 0.01, 0.03, 0.1, 0.3, 1]) {
        made.append(draw("line", { x1: left, x2: width - 14, y1: y(share), y2: y(share), stroke: look.line }));
        made.append(text(look, left - 5, y(share) + 4, percent(share), { "text-anchor": "end", fill: look.quiet }));
      }
      const outcome = new Map(claims.map((claim) => [claim.estimate, counted(claim)]));
      const lines = new Map(), silent = new Map(claims.map((claim) => [claim.estimate, claim.silent]));
      for (const row of answer.frontier) {
        if (row.end === silent.get(row.estimate)) continue;
        const key = `${row.total} ${outcome.get(row.estimate)}`;
        if (!lines.has(key)) lines.set(key, { total: row.total, outcome: outcome.get(row.estimate), points: new Map() });
        lines.get(key).points.set(row.intensity, row.completeness);
      }
      const named = [];
      for (const { total, outcome: of, points } of [...lines.values()].sort((a, b) => a.total - b.total)) {
        const inside = [...points].filter(([, share]) => share <= 1 && share >= low);
        if (inside.length < 2) continue;
        made.append(draw("polyline", { points: inside.map(([times, share]) => `${x(times)},${y(share)}`).join(" "), fill: "none", stroke: look.of(of), "stroke-width": 1.5, ...(of === asked ? {} : { "stroke-dasharray": "6 3" }) }));
        const [times, share] = inside[0], there = y(share) - 3;
        if (named.some((other) => Math.abs(other - there) < 13)) continue;
        named.push(there);
        made.append(text(look, x(times) + 3, there, whole(total), { fill: look.of(of), "font-size": 11, stroke: look.paper, "stroke-width": 3, "paint-order": "stroke" }));
      }
      const times = Math.min(100, Math.max(0.1, intensity)), share = Math.max(low, completeness);
      made.append(draw("circle", { cx: x(times), cy: y(share), r: 6, fill: look.point, stroke: look.ink }));
      const right = x(times) > width - 130;
      made.append(text(look, x(times) + (right ? -10 : 10), Math.max(y(share) + 4, 24), `${rounded(answer.implied_total)} follow`, { "text-anchor": right ? "end" : "start", "font-weight": 700, stroke: look.paper, "stroke-width": 4, "paint-order": "stroke" }));
      return made;
    }

    function beliefChart(look, { answer, title }, width) {
      const height = 210, left = 40, steps_ = answer.belief, values = steps_.map((row) => row[0]).filter((value) => value > 0);
      const low = Math.min(...values) / 2, high = Math.max(...values) * 2;
      const x = logScale(low, high, left, width - 14), y = (share) => 155 - share * 140;
      const made = canvas(width, height, `Belief and plausibility that the number of “${title(answer.belief_of)}” is no greater than each value.`);
      made.append(axis(look, x, powers(low, high), 160, 12, `no more than so many: ${title(answer.belief_of)}`, width - 4));
      for (const share of [0, 0.5, 1]) made.append(text(look, left - 5, y(share) + 4, percent(share), { "text-anchor": "end", fill: look.quiet }));
      const line = (at) => steps([[low, steps_[0][at]], ...steps_.filter((row) => row[0] > 0).map((row) => [row[0], row[at]])], x, y, width - 14);
      const upper = line(2), lower = line(1);
      const back = [...steps_].reverse().filter((row) => row[0] > 0);
      let area = `${upper}V${y(steps_[steps_.length - 1][1])}`;
      back.forEach((row, k) => { const next = back[k + 1]; area += `H${x(row[0])}V${y(next ? next[1] : steps_[0][1])}`; });
      made.append(draw("path", { d: `${area}H${x(low)}Z`, fill: look.fill, stroke: "none" }));
      made.append(draw("path", { d: upper, fill: "none", stroke: look.first, "stroke-width": 2, "stroke-dasharray": "6 3" }));
      made.append(draw("path", { d: lower, fill: "none", stroke: look.first, "stroke-width": 2.2 }));
      return made;
    }

    function multiverseChart(look, { answer }, where, width) {
      const values = data.multiverse.values.map(Math.exp), height = 60;
      const low = values[0] / 1.3, high = values[values.length - 1] * 1.3, x = logScale(low, high, 8, width - 14);
      const made = canvas(width, height, `Pooled values of all ${whole(data.multiverse.ways)} ways of pooling.`);
      made.append(axis(look, x, powers(low, high), 24, 6, "pooled value, persons, logarithmic", width - 4));
      for (const value of values) made.append(draw("line", { x1: x(value), x2: x(value), y1: 8, y2: 20, stroke: look.quiet, "stroke-opacity": 0.25 }));
      if (where.inside) made.append(mark({ ...look, of: () => look.point }, "executed", x(Math.exp(answer.pool.mu)), 14, false));
      return made;
    }

    return { rangeChart, curveChart, frontierChart, beliefChart, multiverseChart, screen, paper, draw, text };
  }

  globalThis.landreformDrawings = Object.assign(drawings, { words: { whole, rounded, percent, plural, times, listing }, MANY, SVG });
})();
