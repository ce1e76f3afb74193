/* The page on choices: what a reader sets, what follows (compare.js), drawn beside it; the setting in the address.
   Texts of others are set as text and never as markup. */
(function () {
  "use strict";
  const root = document.getElementById("what-if");
  if (!root || !globalThis.landreformCompare) return;
  const compare = globalThis.landreformCompare;
  const data = JSON.parse(document.getElementById("what-if-data").textContent);
  const SVG = "http://www.w3.org/2000/svg";
  const MANY = 120;
  const INTENSITIES = Array.from({ length: 31 }, (_, k) => 0.1 * 1000 ** (k / 30));
  const VALID = { w: [1, 10], v: [0.01, 0.99], p: [0.001, 1], m: [0, 100] };

  /* ---- small helpers ---- */

  function make(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key === "on") for (const [event, act] of Object.entries(value)) element.addEventListener(event, act);
      else if (key in element && typeof value !== "string") element[key] = value;
      else element.setAttribute(key, value);
    }
    element.append(...children);
    return element;
  }

  function draw(name, attributes = {}, ...children) {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
    element.append(...children);
    return element;
  }

  const whole = (value) => Math.round(value).toLocaleString("en-US");
  function rounded(value, figures = 2) {
    if (!Number.isFinite(value)) return "without end";
    if (value === 0) return "0";
    const exact = Number(value.toPrecision(figures));
    if (exact >= 1e15 || exact < 1e-3) return value.toExponential(1);
    return exact.toLocaleString("en-US", { maximumSignificantDigits: 15 });
  }
  const percent = (share) => `${rounded(100 * share)}%`;
  const plural = (count, one, many = `${one}s`) => `${whole(count)} ${count === 1 ? one : many}`;
  const times = (value) => (value === 1 ? "as deadly for its size" : `${rounded(value)} times as deadly for its size`);
  const listing = (words) => (words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`);

  /* ---- the setting, and its address ---- */

  const book = data.claims.map((claim) => ({ ...claim }));
  const byName = new Map(book.map((claim) => [claim.estimate, claim]));
  const byCode = new Map(book.map((claim) => [claim.code, claim.estimate]));
  const standard = () => ({ ...data.default, claims: new Set(data.default.claims) });
  let setting = standard();
  let own = null; // {claims, order, outcomes, titles, admitted, file, notes}
  let message = "";

  function address(made) {
    const parts = [
      ["what-if", data.address],
      ["c", book.filter((claim) => made.claims.has(claim.estimate)).map((claim) => claim.code).join("")],
      ["o", made.outcome],
      ["r", made.ratio ? Object.keys(data.ratios).indexOf(made.ratio) : ""],
      ["l", data.readings.indexOf(made.reading)],
      ["v", made.coverage], ["w", made.bare_width], ["g", made.by_lineage ? 1 : 0], ["b", made.base],
      ["p", made.completeness], ["m", made.intensity],
    ];
    return "#" + parts.map(([key, value]) => `${key}=${value}`).join("&");
  }

  /* Read an address; null where it holds no setting. What it holds and this page does not know is said. */
  function fromAddress(hash) {
    const given = new URLSearchParams(hash.replace(/^#/, ""));
    if (!given.has("what-if")) return null;
    if (given.get("what-if") !== String(data.address)) {
      return { setting: standard(), message: "This address was made for another version of the page; the standing choices are shown." };
    }
    const made = standard(), wrong = [];
    const codes = (given.get("c") || "").match(/.{1,4}/g) || [];
    const known = codes.filter((one) => byCode.has(one));
    if (given.has("c")) made.claims = new Set(known.map((one) => byCode.get(one)));
    if (known.length < codes.length) wrong.push(plural(codes.length - known.length, "claim"));
    const pick = (key, options, set) => {
      if (!given.has(key)) return;
      if (options.includes(given.get(key))) set(given.get(key)); else wrong.push(`“${key}”`);
    };
    pick("o", data.asked, (value) => { made.outcome = value; });
    pick("b", Object.keys(data.bases), (value) => { made.base = value; });
    pick("l", data.readings.map((_, at) => String(at)), (value) => { made.reading = data.readings[Number(value)]; });
    const ratios = Object.keys(data.ratios);
    pick("r", ["", ...ratios.map((_, at) => String(at))], (value) => { made.ratio = value === "" ? "" : ratios[Number(value)]; });
    pick("g", ["0", "1"], (value) => { made.by_lineage = value === "1"; });
    const number = (key, name) => {
      if (!given.has(key)) return;
      const value = Number(given.get(key)), [low, high] = VALID[key];
      if (given.get(key) !== "" && value >= low && value <= high) made[name] = value; else wrong.push(`“${key}”`);
    };
    number("v", "coverage");
    number("w", "bare_width");
    number("p", "completeness");
    number("m", "intensity");
    return { setting: made, message: wrong.length ? `Of this address the page does not know ${listing(wrong)}; the standing choice is taken there.` : "" };
  }

  /* ---- what is computed ---- */

  function admitted() {
    if (own) return own.claims.filter((claim) => own.admitted.has(claim.estimate));
    const at = data.readings.indexOf(setting.reading);
    return book.filter((claim) => setting.claims.has(claim.estimate))
      .map((claim) => ({ ...claim, lineage: claim.lineages[at] }));
  }

  function computed() {
    const claims = admitted();
    const asked = {
      coverage: setting.coverage, bare_width: setting.bare_width, by_lineage: setting.by_lineage,
      places: claims.length > 200 ? 60 : null,
    };
    if (own) Object.assign(asked, { order: own.order, outcomes: own.outcomes, outcome: own.asked });
    else {
      Object.assign(asked, {
        order: data.order, outcomes: data.outcomes, outcome: setting.outcome,
        ratios: setting.ratio && setting.outcome === "executed" ? { wrongly_executed: data.ratios[setting.ratio] } : {},
        reported: data.reported, rest: data.bases[setting.base], intensities: INTENSITIES,
        completeness: setting.completeness, intensity: setting.intensity,
        whole: claims.filter((claim) => claim.whole).map((claim) => claim.estimate),
      });
    }
    return { claims, asked, answer: compare(claims, asked) };
  }

  /* Where a setting lies among all ways of pooling of the book; the reason where it is none of them. */
  function place(claims, answer) {
    const many = data.multiverse, reasons = [];
    if (own) return { inside: false, reasons: ["the claims are not those of the book"] };
    if (setting.outcome !== data.default.outcome) reasons.push("it asks for another outcome");
    if (!setting.by_lineage) reasons.push("it gives every claim a voice");
    if (!data.widths.slice(1).includes(setting.bare_width)) reasons.push("it widens bare numbers by another factor");
    if (!data.coverages.includes(setting.coverage)) reasons.push("it gives ranges another coverage");
    const usable = claims.filter((claim) => ["range", "point"].includes(compare.formOf(claim))).map((claim) => claim.estimate);
    const set = Object.entries(many.sets).find(([, names]) =>
      names.length === usable.length && names.every((name) => usable.includes(name)));
    if (!set) reasons.push("it admits another set of claims");
    if (answer.pool.mu === null) reasons.push("it leaves no pool");
    if (reasons.length) return { inside: false, reasons };
    const below = many.values.filter((value) => value <= answer.pool.mu + 1e-6).length;
    return { inside: true, reasons: [], share: below / many.values.length, set: set[0] };
  }

  const title = (outcome) => (own ? (Object.hasOwn(own.titles, outcome) ? own.titles[outcome] : outcome.replaceAll("_", " ")) : data.titles[outcome]);
  const labelOf = (name) => (own ? name : byName.get(name).label);

  /* ---- the sentence ---- */

  function sentence({ claims, answer }) {
    if (!claims.length) return ["No claim is admitted, and nothing follows."];
    const lineages = new Set(claims.map((claim) => claim.lineage || claim.estimate)).size;
    const words = [];
    const all = own ? own.claims.length : book.length;
    words.push(`Admitted: ${plural(claims.length, "claim")} of ${plural(lineages, "lineage")}, left out ${whole(all - claims.length)}${own ? "" : " (restatements among them)"}.`);
    if (answer.delta > 1) {
      const aside = answer.curve[0][1];
      words.push(`They cannot all be true: each would have to be stretched ${rounded(answer.delta)}-fold, or at least ${whole(aside)} set aside.`);
    } else words.push("They do not contradict each other, which does not make any of them true.");
    const about = answer.belief_of, bound = answer.bounds.find((row) => row.outcome === about);
    if (bound && (bound.floor > 0 || bound.cap !== null)) {
      const low = bound.floor > 0 ? `no fewer than ${whole(bound.floor)}` : "", high = bound.cap !== null ? `no more than ${whole(bound.cap)}` : "";
      const ends = [low, high].filter(Boolean).join(" and ");
      words.push(`Taken at their word they allow for “${title(about)}” ${ends}${bound.consistent ? "" : ", which no number is"}.`);
    }
    if (!own) {
      words.push(`If the reports held ${percent(setting.completeness)} of the executions before the last stage, and that stage was ${times(setting.intensity)} as both before it, about ${rounded(answer.implied_total)} executions would follow; nothing read says how complete the reports were or how deadly that stage was.`);
    }
    return words;
  }

  /* ---- drawings ---- */

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
      group.append(draw("line", { x1: x, x2: x, y1: top, y2: y, stroke: look.line }));
      const words = write(tick), half = words.length * 3.6;
      const anchor = x + half > width ? "end" : x - half < 0 ? "start" : "middle";
      const start = { end: x - 2 * half, middle: x - half, start: x }[anchor];
      if (start < last + 6) continue;
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
    const { claims, answer } = found;
    const rank = (claim) => [...(own ? own.outcomes : data.asked)].indexOf(counted(claim));
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
      const kind = compare.formOf(claim);
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
    const made = canvas(width, height, `Claims to set aside, from ${plural(curve[0][1], "claim")} without stretching to none at ${rounded(answer.delta)}-fold.`);
    const ticks = [1, 1.5, 2, 3, 5, 10, 20, 30, 50, 100, 300, 1000].filter((tick) => tick <= high);
    made.append(axis(look, x, ticks.length > 1 ? ticks : [1, high], 145, 10, "each claim stretched by, logarithmic", width - 4, rounded));
    for (const count of [...new Set([0, Math.round(most / 2), most])]) {
      made.append(text(look, 24, y(count) + 4, whole(count), { "text-anchor": "end", fill: look.quiet }));
    }
    made.append(draw("path", { d: steps(curve, x, y, width - 14), fill: "none", stroke: look.first, "stroke-width": 2.2 }));
    made.append(text(look, 32, 10, `set aside, of ${whole(claims.length)}`, { fill: look.quiet }));
    return made;
  }

  function frontierChart(look, { answer, claims }, width) {
    const height = 300, left = 46, low = 0.003;
    const x = logScale(0.1, 100, left, width - 14), y = logScale(low, 1, 240, 14);
    const made = canvas(width, height, "What each number claimed needs: completeness of the reports over the intensity of the last stage.");
    made.append(axis(look, x, [0.1, 0.3, 1, 3, 10, 30, 100], 246, 12, "intensity of the last stage, times; logarithmic", width - 4, rounded));
    for (const share of [0.003, 0.01, 0.03, 0.1, 0.3, 1]) {
      made.append(draw("line", { x1: left, x2: width - 14, y1: y(share), y2: y(share), stroke: look.line }));
      made.append(text(look, left - 5, y(share) + 4, percent(share), { "text-anchor": "end", fill: look.quiet }));
    }
    const outcome = new Map(claims.map((claim) => [claim.estimate, counted(claim)]));
    const lines = new Map();
    for (const row of answer.frontier) {
      const key = `${row.total} ${outcome.get(row.estimate)}`;
      if (!lines.has(key)) lines.set(key, { total: row.total, outcome: outcome.get(row.estimate), points: new Map() });
      lines.get(key).points.set(row.intensity, row.completeness);
    }
    const named = [];
    for (const { total, outcome: of, points } of [...lines.values()].sort((a, b) => a.total - b.total)) {
      const inside = [...points].filter(([, share]) => share <= 1 && share >= low);
      if (inside.length < 2) continue;
      made.append(draw("polyline", { points: inside.map(([times, share]) => `${x(times)},${y(share)}`).join(" "), fill: "none", stroke: look.of(of), "stroke-width": 1.5, ...(of === "executed" ? {} : { "stroke-dasharray": "6 3" }) }));
      const [times, share] = inside[0], there = y(share) - 3;
      if (named.some((other) => Math.abs(other - there) < 13)) continue;
      named.push(there);
      made.append(text(look, x(times) + 3, there, whole(total), { fill: look.of(of), "font-size": 11, stroke: look.paper, "stroke-width": 3, "paint-order": "stroke" }));
    }
    const times = Math.min(100, Math.max(0.1, setting.intensity)), share = Math.max(low, setting.completeness);
    made.append(draw("circle", { cx: x(times), cy: y(share), r: 6, fill: look.point, stroke: look.ink }));
    const right = x(times) > width - 130;
    made.append(text(look, x(times) + (right ? -10 : 10), Math.max(y(share) + 4, 24), `${rounded(answer.implied_total)} follow`, { "text-anchor": right ? "end" : "start", "font-weight": 700, stroke: look.paper, "stroke-width": 4, "paint-order": "stroke" }));
    return made;
  }

  function beliefChart(look, { answer }, width) {
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

  /* ---- what a reader sets ---- */

  const controls = make("form", { class: "what-if-controls", "aria-label": "Choices", on: { submit: (event) => event.preventDefault() } });
  const results = make("div", { class: "what-if-results" });
  const status = make("p", { role: "status", "aria-live": "polite", class: "what-if-status" });
  // The result in short, in sight while a narrow page shows the choices; the region above says it to those who listen.
  const brief = make("p", { class: "what-if-brief", "aria-hidden": "true" });
  const boxes = []; // {box, names()}

  function group(legend, ...children) {
    return make("fieldset", {}, make("legend", {}, legend), ...children);
  }

  let fields = 0;
  function labelled(words, control, hint = "") {
    fields += 1;
    const label = make("label", { class: "what-if-field" }, make("span", { id: `what-if-${fields}-name` }, words), control);
    control.setAttribute("aria-labelledby", `what-if-${fields}-name`);
    if (hint) {
      label.append(make("small", { id: `what-if-${fields}-hint` }, hint));
      control.setAttribute("aria-describedby", `what-if-${fields}-hint`);
    }
    return label;
  }

  function chosenSet() { return own ? own.admitted : setting.claims; }

  function groupBox(words, names) {
    const box = make("input", {
      type: "checkbox",
      on: { change: () => {
        for (const name of names) if (box.checked) chosenSet().add(name); else chosenSet().delete(name);
        changed();
      } },
    });
    boxes.push({ box, names });
    return make("label", { class: "what-if-box" }, box, make("span", {}, `${words} (${whole(names.length)})`));
  }

  function claimBox(claim) {
    const made = groupBox("", [claim.estimate]);
    const words = make("span", {}, claim.label || claim.estimate);
    words.append(make("small", {}, ` ${claim.text || ""}`));
    made.lastChild.replaceWith(words);
    return made;
  }

  function grouped(claims, key) {
    const found = new Map();
    for (const claim of claims) {
      const name = key(claim);
      if (!found.has(name)) found.set(name, []);
      found.get(name).push(claim.estimate);
    }
    return [...found].sort((a, b) => b[1].length - a[1].length);
  }

  function options(values, words) {
    return values.map((value) => make("option", { value: String(value) }, words(value)));
  }

  function choice(words, values, name, write, hint) {
    const select = make("select", { on: { change: () => { setting[name] = values[select.selectedIndex]; changed(); } } }, ...options(values, write));
    refresh.push(() => { select.selectedIndex = values.indexOf(setting[name]); });
    return labelled(words, select, hint);
  }

  function numeral(words, name, [low, high], step, factor, hint) {
    const read = () => {
      const value = Number((Number(input.value) / factor).toPrecision(12));
      return input.value !== "" && value >= low && value <= high ? value : null;
    };
    const input = make("input", {
      type: "number", min: String(low * factor), max: String(high * factor), step: String(step), inputmode: "decimal",
      on: {
        input: () => {
          const value = read();
          if (value === null || value === setting[name]) return;
          setting[name] = value;
          changed();
        },
        change: () => {
          input.setAttribute("aria-invalid", String(read() === null));
          if (read() === null) say(`${words}: a number from ${rounded(low * factor)} to ${rounded(high * factor)} is expected; what stands there is left aside.`);
        },
      },
    });
    refresh.push(() => {
      if (document.activeElement === input) return; // it is being written
      input.value = String(Number((setting[name] * factor).toPrecision(12)));
      input.removeAttribute("aria-invalid");
    });
    return labelled(words, input, hint);
  }

  let refresh = [];

  function buildControls() {
    boxes.length = 0;
    refresh = [];
    controls.replaceChildren();
    const claims = own ? own.claims : book;
    const plain = claims.filter((claim) => !claim.restates), repeated = claims.filter((claim) => claim.restates);
    const lists = [];
    const everything = make("p", { class: "what-if-buttons" },
      make("button", { type: "button", on: { click: () => { plain.forEach((claim) => chosenSet().add(claim.estimate)); changed(); } } }, "Admit all"),
      make("button", { type: "button", on: { click: () => { chosenSet().clear(); changed(); } } }, "Admit none"),
      make("button", { type: "button", on: { click: () => { own = null; setting = standard(); buildControls(); changed(); } } }, "Start again"));
    if (!own) {
      const fold = (words, opened, pairs) => make("details", opened ? { open: "" } : {}, make("summary", {}, words),
        ...pairs.map(([name, names]) => groupBox(name, names)));
      const words = (names, other) => (name) => names[name] || other;
      lists.push(fold("By kind of witness", true, grouped(plain, (claim) => words(data.witnesses, "not known")(claim.witness))));
      lists.push(fold("By what they rest on", false, grouped(plain, (claim) => words(data.grades, "not known")(claim.grade))));
      const kin = make("details", {}, make("summary", {}, "By lineage"));
      refresh.push(() => {
        if (kin.dataset.reading === setting.reading) return;
        const gone = new Set(kin.querySelectorAll("input"));
        boxes.splice(0, boxes.length, ...boxes.filter(({ box }) => !gone.has(box)));
        kin.dataset.reading = setting.reading;
        const at = data.readings.indexOf(setting.reading);
        const several = grouped(plain, (claim) => claim.lineages[at]).filter(([, names]) => names.length > 1);
        kin.replaceChildren(kin.firstChild, ...several.map(([name, names]) => groupBox(`from ${byName.has(name) ? labelOf(name) : name}`, names)));
      });
      lists.push(kin);
      lists.push(groupBox("Restatements, which only repeat a number", repeated.map((claim) => claim.estimate)));
    } else if (grouped(plain, (claim) => claim.lineage).length <= MANY) {
      lists.push(make("details", {}, make("summary", {}, "By lineage"),
        ...grouped(plain, (claim) => claim.lineage).map(([name, names]) => groupBox(name, names))));
    }
    if (claims.length <= 4 * MANY) {
      lists.push(make("details", { class: "what-if-each" }, make("summary", {}, "One by one"),
        ...plain.map(claimBox), ...(repeated.length ? [make("p", {}, "Restatements")] : []), ...repeated.map(claimBox)));
    }
    controls.append(group("Which claims", everything, ...lists));
    if (own) {
      const select = make("select", { on: { change: () => { own.asked = own.outcomes[select.selectedIndex]; changed(); } } }, ...options(own.outcomes, title));
      refresh.push(() => { select.selectedIndex = own.outcomes.indexOf(own.asked); });
      controls.append(group("What is asked", labelled("Outcome", select)));
    } else {
      const ratios = ["", ...Object.keys(data.ratios)];
      controls.append(group("What is asked",
        choice("Outcome", data.asked, "outcome", (value) => data.titles[value]),
        choice("Wrongful executions as executions", ratios, "ratio", (value) => value || "kept apart", "In the pool, by the share of labels found wrong."),
        choice("Whose word is one voice", data.readings, "reading", (value) => value, "Which steps from hand to hand join claims.")));
    }
    const voice = make("input", { type: "checkbox", on: { change: () => { setting.by_lineage = voice.checked; changed(); } } });
    refresh.push(() => { voice.checked = setting.by_lineage; });
    controls.append(group("How sure each claim is",
      make("label", { class: "what-if-box" }, voice, make("span", {}, "One voice for each lineage")),
      numeral("Bare numbers widened by", "bare_width", VALID.w, "any", 1, "A factor from 1; at 1 they are exact and enter no pool."),
      numeral("Ranges hold the value, %", "coverage", VALID.v, "any", 100, "An assumption; hardly an author says it.")));
    if (!own) {
      controls.append(group("Reports and last stage",
        numeral("Reports hold, % of executions", "completeness", VALID.p, "any", 100),
        numeral("Last stage, times as deadly", "intensity", VALID.m, "any", 1),
        choice("Size of the stages by", Object.keys(data.bases), "base", (value) => data.base_names[value])));
    }
    controls.append(ownTable());
  }

  /* ---- somebody's own table ---- */

  const table = make("textarea", { rows: 6, spellcheck: false, placeholder: "estimate,low,point,high,outcome,lineage" });
  const outcomesTable = make("textarea", { rows: 3, spellcheck: false, placeholder: "outcome,part_of" });
  const faults = make("ul", { class: "what-if-faults" });
  let fileName = "claims.csv";

  function opener(words, area, named) {
    const input = make("input", { type: "file", accept: ".csv,.tsv,.txt,text/csv", on: { change: async () => {
      const file = input.files[0];
      if (!file) return;
      try {
        area.value = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
        if (named) fileName = file.name;
      } catch {
        showFaults([`${file.name}: found bytes that are no UTF-8, expected text in UTF-8`]);
      }
    } } });
    return labelled(words, input);
  }

  function showFaults(lines) {
    faults.replaceChildren(...lines.slice(0, 20).map((line) => make("li", {}, line)));
    if (lines.length > 20) faults.append(make("li", {}, `and ${plural(lines.length - 20, "more fault")}`));
  }

  function ownTable() {
    const use = () => {
      try {
        const order = outcomesTable.value.trim() ? compare.readOutcomes(outcomesTable.value, "outcomes.csv") : null;
        const read = compare.readTable(table.value, fileName, order);
        compare(read.claims, { order: read.pairs, outcomes: read.outcomes, places: 2 });
        const claimed = read.outcomes.filter((name) => read.claims.some((claim) => claim.outcome === name));
        own = { ...read, admitted: new Set(read.claims.map((claim) => claim.estimate)), order: read.pairs, asked: claimed[0] };
        showFaults([]);
        buildControls();
        changed();
        root.querySelector(".what-if-own").open = true;
      } catch (error) {
        if (!["InputError", "ValueError", "NotATollError"].includes(error.name)) throw error;
        showFaults(error.lines || [error.message]);
        say(`The table cannot be used: ${error.message}`);
      }
    };
    const notes = own ? own.notes.map((note) => make("li", {}, note)) : [];
    const made = make("details", { class: "what-if-own" }, make("summary", {}, "Your own table"),
      make("p", {}, "Paste or open a table of claims with the columns estimate, low, point, high, outcome, lineage. Nothing leaves this machine, and the address does not hold it."),
      opener("Open claims", table, true), labelled("Table of claims", table), opener("Open outcomes", outcomesTable, false),
      labelled("Table of outcomes, if some are parts of others", outcomesTable),
      make("p", { class: "what-if-buttons" }, make("button", { type: "button", on: { click: use } }, "Use this table"),
        ...(own ? [make("button", { type: "button", on: { click: () => { own = null; buildControls(); changed(); } } }, "Back to the claims of the book")] : [])),
      faults, make("ul", { class: "what-if-notes" }, ...notes));
    return made;
  }

  /* ---- what is shown ---- */

  let said = 0, last = null;
  function say(words) {
    clearTimeout(said);
    said = setTimeout(() => { status.textContent = words; }, 500);
  }

  function panel(heading, ...children) {
    return make("section", { class: "what-if-panel" }, make("h3", {}, heading), ...children);
  }

  function rows(caption, head, body) {
    const made = make("table", { class: "what-if-table" }, make("caption", {}, caption),
      make("thead", {}, make("tr", {}, ...head.map((cell) => make("th", { scope: "col" }, cell)))));
    made.append(make("tbody", {}, ...body.map(([first, ...cells]) =>
      make("tr", {}, make("th", { scope: "row" }, first), ...cells.map((cell) => make("td", {}, cell))))));
    return make("div", { class: "table-frame", tabindex: "0", role: "region", "aria-label": caption }, made);
  }

  function number(name, value, words) {
    return make("data", { "data-quantity": name, value: value === null ? "" : String(value) }, words);
  }

  function show() {
    let found;
    try {
      found = computed();
    } catch (error) {
      results.replaceChildren(panel("What follows", make("p", {}, error.message)));
      return say(error.message);
    }
    last = found;
    const { claims, answer } = found;
    const width = Math.max(260, Math.floor(results.clientWidth || 320) - 2);
    const words = sentence(found);
    brief.textContent = [plural(claims.length, "claim"), `stretch ${rounded(answer.delta)}-fold`, `${whole(answer.curve[0][1])} to set aside`,
      ...(own ? [] : [`${rounded(answer.implied_total)} follow from the reports`])].join(" · ");
    const panels = [make("div", { class: "what-if-sentence" }, ...words.map((one) => make("p", {}, one)))];
    if (message) panels.unshift(make("p", { class: "what-if-message" }, message));
    if (claims.length) {
      const half = width >= 900 ? Math.floor((width - 24) / 2) : width;
      const few = claims.length > MANY ? " Names are left out of so many." : "";
      panels.push(panel("The claims", make("p", {}, `Names in bold hold the gap open. Ranges solid, those of words dashed, bare numbers hollow, one-sided claims as arrows.${few}`), rangeChart(screen, found, width)));
      const held = answer.binding.map(labelOf);
      panels.push(panel("Can they all be true?",
        make("p", {}, "Stretch of every claim: ", number("delta", answer.delta, rounded(answer.delta, 3)), ". To set aside without stretching: ", number("set_aside", answer.curve[0][1], whole(answer.curve[0][1])), ". ",
          held.length ? `The gap is held open by ${listing(held.slice(0, 6))}${held.length > 6 ? " and others" : ""}.` : "No two of them collide."),
        curveChart(screen, found, half)));
      const bounds = answer.bounds.map((row) => [title(row.outcome), row.floor ? whole(row.floor) : "none", row.cap === null ? "none" : whole(row.cap), row.consistent ? "possible" : "impossible"]);
      panels.push(panel("Between which numbers?", rows("Floors and caps that the claims set, taken at their word", ["outcome", "no fewer than", "no more than", "together"], bounds)));
      if (!own) {
        panels.push(panel("What the reports would have to be",
          make("p", {}, "The dot is your assumption: ", number("total", answer.implied_total, rounded(answer.implied_total)), " executions would follow from those reported. A claim holds on its line; above it the line is not reached, below it is passed."),
          answer.frontier.length ? frontierChart(screen, found, half) : make("p", {}, "No admitted claim states a number of the whole campaign.")));
      }
      if (answer.belief.length > 1) {
        panels.push(panel("How much confines the number?",
          make("p", {}, `The solid line is the share of the ${setting.by_lineage ? "lineages" : "claims"} whose range lies wholly below a value, the dashed one the share whose range reaches down to it. The space between is left open; it is no probability.`),
          beliefChart(screen, found, half)));
      }
    }
    const pool = answer.pool, where = place(claims, answer);
    const last_ = [];
    if (pool.refused) last_.push(make("p", {}, `No pool. ${pool.refused}`));
    else {
      const ahead = pool.pooled_pi_low === null ? "no prediction interval, which needs three voices" : `one more voice is expected between ${rounded(pool.pooled_pi_low)} and ${pool.pooled_pi_high === null ? "no end" : rounded(pool.pooled_pi_high)}, at ${percent(0.95)}`;
      last_.push(make("p", {}, `Of ${plural(pool.k, "voice")} the middle of what was written is `, number("pooled", pool.pooled, rounded(pool.pooled)), `; ${ahead}. Claims are no sample: this describes what was written, not what happened.`));
    }
    last_.push(make("p", {}, where.inside
      ? `This setting is one of the ${whole(data.multiverse.ways)} ways of pooling that the book compares: about ${percent(where.share)} of them give no more. No share of them is a probability.`
      : `This setting is outside the ways of pooling that the book compares: ${listing(where.reasons)}.`));
    if (!own) last_.push(multiverseChart(screen, found, where, width));
    panels.push(make("section", { class: "what-if-panel what-if-pool", "data-inside": String(where.inside) }, make("h3", {}, "If one pooled them all the same"), ...last_));
    panels.push(panel("Keep and cite this setting", ...citing(words)));
    results.replaceChildren(...panels);
    say(words.join(" "));
  }

  function changed() {
    message = "";
    refresh.forEach((one) => one());
    for (const { box, names } of boxes) {
      const inside = names.filter((name) => chosenSet().has(name)).length;
      box.checked = names.length > 0 && inside === names.length;
      box.indeterminate = inside > 0 && inside < names.length;
    }
    if (!own) history.replaceState(null, "", address(setting));
    show();
  }

  /* ---- keeping and citing ---- */

  const wholeAddress = () => {
    const home = data.cite.address || (location.protocol.startsWith("http") ? location.href.split("#")[0] : data.cite.page);
    return own ? home : home + address(setting);
  };

  function settingWords() {
    const claims = own ? [...own.admitted] : [...setting.claims];
    const parts = [
      `${plural(claims.length, "claim")}${own ? " of a table of the reader’s own" : ""}`, `outcome ${title(own ? own.asked : setting.outcome)}`,
      ...(own ? [] : [`lineages ${setting.reading}`, setting.ratio ? `ratio ${setting.ratio}` : ""]),
      setting.by_lineage ? "one voice for each lineage" : "one voice for each claim", `bare numbers widened by ${setting.bare_width}`, `coverage ${percent(setting.coverage)}`,
      ...(own ? [] : [`reports holding ${percent(setting.completeness)}`, `last stage ${times(setting.intensity)} as both before`, `stages by ${data.base_names[setting.base]}`]),
    ];
    return parts.filter(Boolean).join("; ");
  }

  function citations() {
    const said = settingWords(), there = wholeAddress();
    const safe = (words) => words.replace(/[\\{}%&#$_^~]/g, (c) => ({ "\\": "\\textbackslash{}", "^": "\\textasciicircum{}", "~": "\\textasciitilde{}" }[c] || `\\${c}`));
    const bibtex = data.cite.bibtex.replace(/\n\s*url = \{[^\n]*\},?/, "").replace(/,?\s*\}\s*$/, "");
    return {
      BibTeX: `${bibtex},\n  note = {Setting: ${safe(said)}},\n  url = {${there}}\n}`,
      RIS: data.cite.ris.replace(/^UR {2}- .*\n/m, "").replace(/^ER {2}- .*$/m, `N1  - Setting: ${said}\nUR  - ${there}\nER  - `),
      Sentence: `${data.cite.sentence} Setting: ${said}. ${there}`,
    };
  }

  function save(name, content, type) {
    const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
    const link = make("a", { href: url, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  }

  const facts = () => ({ title: data.cite.title, version: data.cite.version, address: wholeAddress(), setting: settingWords(), licence: data.cite.licence });

  function picture() {
    const width = 860, found = last, where = place(found.claims, found.answer);
    const drawings = found.claims.length ? [rangeChart(paper, found, width), curveChart(paper, found, width),
      ...(own || !found.answer.frontier.length ? [] : [frontierChart(paper, found, width)]),
      ...(found.answer.belief.length > 1 ? [beliefChart(paper, found, width)] : []), ...(own ? [] : [multiverseChart(paper, found, where, width)])] : [];
    const lines = [];
    for (const one of [...sentence(found), `${data.cite.title}, version ${data.cite.version}.`]) {
      let line = "";
      for (const word of one.split(" ")) { if (line.length + word.length > 118) { lines.push(line); line = ""; } line += (line ? " " : "") + word; }
      lines.push(line);
    }
    let y = 16 + lines.length * 18;
    const made = draw("svg", { xmlns: SVG, width: width + 40, "font-family": "sans-serif" });
    const note = draw("metadata");
    note.textContent = JSON.stringify(facts());
    const heading = draw("title");
    heading.textContent = `${data.cite.title}: ${settingWords()}`;
    made.append(heading, note);
    const ground = draw("rect", { width: "100%", height: "100%", fill: "#ffffff" });
    made.append(ground);
    lines.forEach((line, k) => made.append(text(paper, 20, 26 + k * 18, line, { "font-size": 13 })));
    for (const one of drawings) {
      y += 20;
      one.setAttribute("x", "20");
      one.setAttribute("y", String(y));
      made.append(one);
      y += Number(one.getAttribute("height"));
    }
    made.setAttribute("height", String(y + 20));
    made.setAttribute("viewBox", `0 0 ${width + 40} ${y + 20}`);
    return made;
  }

  const svgText = () => `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(picture())}\n`;

  /* A chunk of text in a PNG, after its first chunk (PNG specification, iTXt). */
  function withText(bytes, key, words) {
    const encoder = new TextEncoder(), body = [...encoder.encode(key), 0, 0, 0, 0, 0, ...encoder.encode(words)];
    const chunk = new Uint8Array(12 + body.length), view = new DataView(chunk.buffer);
    view.setUint32(0, body.length);
    chunk.set(encoder.encode("iTXt"), 4);
    chunk.set(body, 8);
    let crc = 0xffffffff;
    for (const byte of chunk.subarray(4, 8 + body.length)) {
      crc ^= byte;
      for (let k = 0; k < 8; k += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
    }
    view.setUint32(8 + body.length, (crc ^ 0xffffffff) >>> 0);
    const out = new Uint8Array(bytes.length + chunk.length);
    out.set(bytes.subarray(0, 33));
    out.set(chunk, 33);
    out.set(bytes.subarray(33), 33 + chunk.length);
    return out;
  }

  async function savePng() {
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText())}`;
    await image.decode();
    const sheet = make("canvas", {});
    sheet.width = image.naturalWidth * 2;
    sheet.height = image.naturalHeight * 2;
    sheet.getContext("2d").drawImage(image, 0, 0, sheet.width, sheet.height);
    const blob = await new Promise((done) => sheet.toBlob(done, "image/png"));
    let bytes = new Uint8Array(await blob.arrayBuffer());
    const said = facts();
    for (const key of ["setting", "address", "version", "title"]) bytes = withText(bytes, key[0].toUpperCase() + key.slice(1), said[key]);
    save("what-if.png", new Blob([bytes], { type: "image/png" }), "image/png");
  }

  function csvText() {
    const cell = (value) => {
      const words = value === null || value === undefined ? "" : String(value);
      return /[",\r\n]/.test(words) ? `"${words.replaceAll('"', '""')}"` : words;
    };
    const said = facts();
    const lines = [[...compare.COLUMNS, "setting", "address", "version"]];
    for (const claim of last.claims) lines.push([...compare.COLUMNS.map((name) => claim[name]), said.setting, said.address, said.version]);
    return lines.map((line) => line.map(cell).join(",")).join("\n") + "\n";
  }

  function citing() {
    const there = make("input", { type: "text", readonly: "", value: wholeAddress(), on: { focus: () => there.select() } });
    const formats = Object.entries(citations()).map(([name, words]) =>
      make("details", {}, make("summary", {}, name), make("pre", { tabindex: "0", "data-format": name }, words)));
    return [
      labelled(own ? "Address of the page; it does not hold your table" : "Address of this setting", there),
      ...formats,
      make("p", { class: "what-if-buttons" },
        make("button", { type: "button", on: { click: () => save("what-if.svg", svgText(), "image/svg+xml") } }, "SVG"),
        make("button", { type: "button", on: { click: savePng } }, "PNG"),
        make("button", { type: "button", on: { click: () => save("what-if.csv", csvText(), "text/csv") } }, "CSV")),
    ];
  }

  /* ---- begin ---- */

  function open(first) {
    const read = fromAddress(location.hash);
    if (!read) return first;
    own = null;
    setting = read.setting;
    buildControls();
    refresh.forEach((one) => one());
    changed();
    if (read.message) { message = read.message; show(); say(message); }
    return false;
  }

  root.querySelector(".what-if-instrument").append(status, brief, make("div", { class: "what-if-bench" }, controls, results));
  root.querySelector(".what-if-instrument").hidden = false;
  if (open(true)) {
    buildControls();
    refresh.forEach((one) => one());
    for (const { box, names } of boxes) {
      const inside = names.filter((name) => setting.claims.has(name)).length;
      box.checked = names.length > 0 && inside === names.length;
      box.indeterminate = inside > 0 && inside < names.length;
    }
    show();
  }
  for (const place_ of root.querySelectorAll(".what-if-open")) {
    place_.append(make("a", { href: place_.dataset.address }, "Open this setting above"));
  }
  addEventListener("hashchange", () => {
    if (!location.hash.startsWith("#what-if=")) return;
    open(false);
    root.scrollIntoView();
  });
  let width = innerWidth, waiting = 0;
  addEventListener("resize", () => {
    if (innerWidth === width) return;
    width = innerWidth;
    clearTimeout(waiting);
    waiting = setTimeout(show, 150);
  });
})();
