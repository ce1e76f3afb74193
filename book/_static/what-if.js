/* The page on choices: what a reader sets, what follows (compare.js), drawn beside it; the setting in the address.
   Texts of others are set as text and never as markup. */
(function () {
  "use strict";
  const root = document.getElementById("what-if");
  if (!root || !globalThis.landreformCompare) return;
  const compare = globalThis.landreformCompare;
  const data = JSON.parse(document.getElementById("what-if-data").textContent);
  const { MANY, SVG } = globalThis.landreformDrawings;
  compare.speak(data.hints);
  const INTENSITIES = Array.from({ length: 31 }, (_, k) => 0.1 * 1000 ** (k / 30));
  /* The width of a sheet between its margins, in pixels. */
  const SHEET = 640;
  /* Why a claim is in no pool. */
  const WHY = {
    "open above": "without an upper end", "open below": "without a lower end", "a bare number": "with a bare number that is not widened",
    exact: "with two ends that are the same number and are not widened",
  };
  /* After so many milliseconds without a key a number is taken. */
  const PAUSE = 700;
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

  const { draw, text, rangeChart, curveChart, frontierChart, beliefChart, multiverseChart, screen, paper } = globalThis.landreformDrawings(data);
  const { whole, rounded, percent, plural, times, listing } = globalThis.landreformDrawings.words;

  /* ---- the setting, and its address ---- */

  const book = data.claims.map((claim) => ({ ...claim }));
  const byName = new Map(book.map((claim) => [claim.estimate, claim]));
  const byCode = new Map(book.map((claim) => [claim.code, claim.estimate]));
  const standard = () => ({ ...data.default, claims: new Set(data.default.claims) });
  let setting = standard();
  let own = null; // {claims, order, outcomes, titles, admitted, asked, notes, reported, rest}
  let message = "";
  let tableFault = ""; // what is said as long as a table of the reader's cannot be used

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

  /* What the keys of an address are about. */
  const KEYS = {
    c: "the claims", o: "the outcome", r: "wrongful executions as executions", l: "whose word is one voice",
    v: "how often ranges hold the value", w: "the widening of bare numbers", g: "who has a voice",
    b: "the size of the stages", p: "what the reports hold", m: "the last stage",
  };

  /* The parts of an address, also where a sentence or a program that passed it on has spoilt it; null where there are none. */
  function partsOf(hash) {
    let text = hash.replace(/^#/, "");
    if (!text.includes("&") && /%(?:26|3d)/i.test(text)) {
      try { text = decodeURIComponent(text); } catch { /* it stays as it is, and is said to be damaged */ }
    }
    const given = new URLSearchParams(text.replaceAll("&amp;", "&").replace(/[\s.,;:)\]>"'”]+$/, ""));
    // A place of the page is named by letters and hyphens; what has signs of an address was meant as one.
    return [null, root].includes(document.getElementById(hash.slice(1))) && /[=&%]|^wh?at-?if/i.test(text) ? given : null;
  }

  /* Read an address; null where it holds no setting. What it lacks, and what this page does not know, is said. */
  function fromAddress(hash) {
    const given = partsOf(hash);
    if (!given) return null;
    const version = given.get("what-if") || "";
    if (/^\d+$/.test(version) && version !== String(data.address)) {
      return { setting: standard(), damaged: false, message: `This address is of another form (${version}) than this page reads (${data.address}); version ${data.cite.version} of the book shows its standing choices instead.` };
    }
    const made = standard(), wrong = [], lacking = [];
    if (version !== String(data.address)) lacking.push("its beginning");
    const pick = (key, options, set) => {
      if (!given.has(key)) lacking.push(KEYS[key]);
      else if (options.includes(given.get(key))) set(given.get(key));
      else wrong.push(KEYS[key]);
    };
    const number = (key, name) => {
      const value = Number(given.get(key)), [low, high] = VALID[key];
      if (!given.has(key)) lacking.push(KEYS[key]);
      else if (given.get(key).trim() !== "" && value >= low && value <= high) made[name] = value;
      else wrong.push(KEYS[key]);
    };
    if (given.has("c")) {
      const codes = given.get("c").match(/.{1,4}/g) || [], names = codes.filter((one) => byCode.has(one)).map((one) => byCode.get(one));
      if (names.length < codes.length) wrong.push(codes.length === 1 ? "its claim" : `${whole(codes.length - names.length)} of its ${whole(codes.length)} claims`);
      if (names.length || !codes.length) made.claims = new Set(names);
    } else lacking.push(KEYS.c);
    pick("o", data.asked, (value) => { made.outcome = value; });
    const ratios = Object.keys(data.ratios);
    pick("r", ["", ...ratios.map((_, at) => String(at))], (value) => { made.ratio = value === "" ? "" : ratios[Number(value)]; });
    pick("l", data.readings.map((_, at) => String(at)), (value) => { made.reading = data.readings[Number(value)]; });
    number("v", "coverage");
    number("w", "bare_width");
    pick("g", ["0", "1"], (value) => { made.by_lineage = value === "1"; });
    pick("b", Object.keys(data.bases), (value) => { made.base = value; });
    number("p", "completeness");
    number("m", "intensity");
    if (!Object.keys(KEYS).some((key) => given.has(key))) {
      return { setting: standard(), damaged: true, message: "This address is damaged: no setting can be read from it. The page stands as when it is first opened, with every claim, and the address is now that of what stands here." };
    }
    const order = Object.keys(KEYS), last_ = order.findLastIndex((key) => given.has(key)) + 1;
    if (last_ && order.length - last_ > 2) lacking.splice(lacking.length - (order.length - last_), Infinity, `its end, from ${KEYS[order[last_]]} on`);
    const faults = [lacking.length ? `lacks ${listing(lacking)}` : "", wrong.length ? `says something of ${listing(wrong)} that this page does not know` : ""].filter(Boolean);
    return { setting: made, damaged: faults.length > 0,
      message: faults.length ? `This address is damaged: it ${faults.join(", and it ")}. In that, the page stands as when it is first opened; all else is as the address had it. The address is now that of what stands here.` : "" };
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
    if (own) {
      Object.assign(asked, { order: own.order, outcomes: own.outcomes, outcome: own.asked });
      if (own.reported && own.rest !== null) {
        Object.assign(asked, {
          reported: own.reported, rest: own.rest, intensities: INTENSITIES, completeness: setting.completeness, intensity: setting.intensity,
          whole: claims.filter((claim) => claim.outcome === own.asked).map((claim) => claim.estimate),
        });
      }
    } else {
      Object.assign(asked, {
        order: data.order, outcomes: data.outcomes, outcome: setting.outcome,
        ratios: setting.ratio && setting.outcome === "executed" ? { wrongly_executed: data.ratios[setting.ratio] } : {},
        reported: data.reported, rest: data.bases[setting.base], intensities: INTENSITIES,
        completeness: setting.completeness, intensity: setting.intensity,
        whole: claims.filter((claim) => claim.whole).map((claim) => claim.estimate),
      });
    }
    return {
      claims, asked: asked.outcome, answer: compare(claims, asked), title, outcomes: [...(own ? own.outcomes : data.asked)],
      completeness: setting.completeness, intensity: setting.intensity,
    };
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

  const has = (mapping, name) => mapping && Object.hasOwn(mapping, name);
  const title = (outcome) => (own && has(own.titles, outcome) ? own.titles[outcome] : has(data.titles, outcome) ? data.titles[outcome] : outcome.replaceAll("_", " "));
  const counted = (claim) => claim.counted || claim.outcome;
  const labelOf = (name) => (own ? name : byName.get(name).label);

  /* Numbers that a reader set, as set. */
  const plain = (value) => String(Number(Number(value).toPrecision(12)));
  const share = (value) => `${plain(100 * value)}%`;
  /* A stretch, the same wherever it stands, as under the named settings. */
  const fold = (value) => `${rounded(value, 3)}-fold`;

  /* ---- the sentence ---- */

  function sentence({ claims, answer }) {
    if (!claims.length) return ["No claim is admitted."];
    const lineages = new Set(claims.map((claim) => claim.lineage || claim.estimate)).size;
    const words = [];
    const all = own ? own.claims.length : book.length;
    words.push(`Admitted: ${plural(claims.length, "claim")} of ${plural(lineages, "lineage")}, left out ${whole(all - claims.length)}${own ? "" : " (restatements among them)"}.`);
    if (answer.delta > 1) {
      const aside = answer.curve[0][1];
      words.push(`They cannot all be true: each would have to be stretched ${fold(answer.delta)}, or at least ${whole(aside)} set aside.`);
    } else if (claims.length > 1) words.push("They do not contradict each other, which does not make any of them true.");
    const about = answer.belief_of, bound = answer.bounds.find((row) => row.outcome === about);
    if (bound && (bound.floor > 0 || bound.cap !== null)) {
      const low = bound.floor > 0 ? `no fewer than ${whole(bound.floor)}` : "", high = bound.cap !== null ? `no more than ${whole(bound.cap)}` : "";
      const ends = [low, high].filter(Boolean).join(" and ");
      const alone = bound.floor === bound.cap, taken = claims.length > 1 ? "Taken at their word they allow" : "Taken at its word it allows";
      words.push(`${taken} for “${title(about)}” ${alone ? `no number but ${whole(bound.cap)}` : ends}${bound.consistent ? "" : ", which no number is"}.`);
      if (alone && setting.bare_width > 1 && claims.some((claim) => compare.formOf(claim) === "point" && claim.point === bound.cap)) {
        words.push(`A bare number, it is widened for belief and pool by ${plain(setting.bare_width)}: from ${rounded(bound.floor / setting.bare_width)} to ${rounded(bound.cap * setting.bare_width)}.`);
      }
    }
    if (!own) {
      words.push(`If the reports held ${share(setting.completeness)} of the executions before the last stage, and that stage was ${times(setting.intensity)} as both before it, about ${rounded(answer.implied_total)} executions would follow; nothing read says how complete the reports were or how deadly that stage was.`);
    } else if (answer.implied_total !== null) {
      words.push(`If the reports held ${share(setting.completeness)}, and the rest was ${times(setting.intensity)} as what they are about, about ${rounded(answer.implied_total)} would follow.`);
    }
    return words;
  }

  /* ---- what a reader sets ---- */

  const controls = make("form", { class: "what-if-controls", "aria-label": "Choices", on: { submit: (event) => event.preventDefault() } });
  const results = make("div", { class: "what-if-results", role: "region", "aria-label": "What follows", tabindex: "-1" });
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

  /* Fields that hold what cannot be used, by their names. */
  const unusable = new Map();

  /* A number as people type it; null where it is none. A comma before three digits may be either sign, and is none. */
  function typed(text) {
    const found = /^\s*(\d*)(?:[.,](\d*))?\s*%?\s*$/.exec(text);
    if (!found || !(found[1] || found[2]) || (text.includes(",") && found[2].length === 3)) return null;
    return Number(`${found[1] || 0}.${found[2] || 0}`);
  }

  /* A field for a number of `holder()`; what cannot be used is said beside it and in the results, which stay what they were. */
  function numeral(words, name, [low, high], factor, hint = "", holder = () => setting, optional = false) {
    const read = () => {
      if (optional && !input.value.trim()) return null;
      const value = typed(input.value), inside = value === null ? null : Number((value / factor).toPrecision(12));
      return inside !== null && inside >= low && inside <= high ? inside : undefined;
    };
    const fault = make("small", { class: "what-if-wrong" });
    const shown = () => (holder()[name] === null ? "" : plain(holder()[name] * factor));
    const range = `a number from ${rounded(low * factor, 12)} to ${rounded(high * factor, 12)}`;
    // What held when the field was entered or last left: what is refused leaves that, and nothing typed on the way to it.
    let before = holder()[name], waiting = 0;
    const check = () => {
      const value = read();
      if (value === undefined && holder()[name] !== before) {
        holder()[name] = before;
        if (!own) history.replaceState(null, "", address(setting));
      }
      if (value === undefined) {
        const found = input.value.trim() ? `“${input.value.trim().slice(0, 40)}”` : "nothing";
        unusable.set(words, `“${words}” has ${found}, where ${range} is expected; what stands here is for ${shown() || "no number"}, which held before.`);
        fault.textContent = `${range[0].toUpperCase()}${range.slice(1)} is expected.`;
        input.setAttribute("aria-invalid", "true");
      } else {
        unusable.delete(words);
        fault.textContent = "";
        input.removeAttribute("aria-invalid");
      }
      return value;
    };
    const take = () => {
      clearTimeout(waiting);
      if (!input.isConnected) return;
      const refused = unusable.has(words), value = check();
      if (value === undefined || value === holder()[name]) {
        if (value === undefined || refused) show();
        return;
      }
      holder()[name] = value;
      changed();
    };
    const input = make("input", {
      type: "text", inputmode: "decimal", autocomplete: "off",
      on: {
        focus: () => { before = holder()[name]; },
        input: () => { clearTimeout(waiting); waiting = setTimeout(take, PAUSE); },
        change: () => { take(); before = holder()[name]; }, // the field is left, or Enter is pressed in it
      },
    });
    const label = labelled(words, input, hint);
    label.append(fault);
    fault.id = `${label.firstChild.id}-wrong`;
    input.setAttribute("aria-describedby", [input.getAttribute("aria-describedby"), fault.id].filter(Boolean).join(" "));
    refresh.push(() => {
      if (document.activeElement === input) return; // it is being written
      before = holder()[name];
      if (unusable.has(words)) return;
      input.value = shown();
    });
    return label;
  }

  let refresh = [];

  function buildControls() {
    boxes.length = 0;
    refresh = [];
    unusable.clear();
    controls.replaceChildren();
    const claims = own ? own.claims : book;
    const plain_ = claims.filter((claim) => !claim.restates), repeated = claims.filter((claim) => claim.restates);
    const lists = [];
    const everything = make("p", { class: "what-if-buttons" },
      make("button", { type: "button", on: { click: () => { plain_.forEach((claim) => chosenSet().add(claim.estimate)); changed(); } } }, "Admit all"),
      make("button", { type: "button", on: { click: () => { chosenSet().clear(); changed(); } } }, "Admit none"),
      make("button", { type: "button", on: { click: () => { own = null; tableFault = ""; setting = standard(); buildControls(); changed(); goToResults(); } } }, "Start again"));
    if (!own) {
      const fold = (words, opened, pairs) => make("details", opened ? { open: "" } : {}, make("summary", {}, words),
        ...pairs.map(([name, names]) => groupBox(name, names)));
      const words = (names, other) => (name) => names[name] || other;
      lists.push(fold("By kind of witness", true, grouped(plain_, (claim) => words(data.witnesses, "not known")(claim.witness))));
      lists.push(fold("By what they rest on", false, grouped(plain_, (claim) => words(data.grades, "not known")(claim.grade))));
      const kin = make("details", {}, make("summary", {}, "By lineage"));
      refresh.push(() => {
        if (kin.dataset.reading === setting.reading) return;
        const gone = new Set(kin.querySelectorAll("input"));
        boxes.splice(0, boxes.length, ...boxes.filter(({ box }) => !gone.has(box)));
        kin.dataset.reading = setting.reading;
        const at = data.readings.indexOf(setting.reading);
        const several = grouped(plain_, (claim) => claim.lineages[at]).filter(([, names]) => names.length > 1);
        kin.replaceChildren(kin.firstChild, ...several.map(([name, names]) => groupBox(`from ${byName.has(name) ? labelOf(name) : name}`, names)));
      });
      lists.push(kin);
      lists.push(groupBox("Restatements, which only repeat a number", repeated.map((claim) => claim.estimate)));
    } else if (grouped(plain_, (claim) => claim.lineage).length <= MANY) {
      lists.push(make("details", {}, make("summary", {}, "By lineage"),
        ...grouped(plain_, (claim) => claim.lineage).map(([name, names]) => groupBox(name, names))));
    }
    if (claims.length <= 4 * MANY) {
      lists.push(make("details", { class: "what-if-each" }, make("summary", {}, "One by one"),
        ...plain_.map(claimBox), ...(repeated.length ? [make("p", {}, "Restatements")] : []), ...repeated.map(claimBox)));
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
      numeral("Bare numbers widened by", "bare_width", VALID.w, 1, "A factor from 1; at 1 they are exact and enter no pool."),
      numeral("Ranges hold the value, %", "coverage", VALID.v, 100, "An assumption; hardly an author says it.")));
    if (own) {
      controls.append(group("Reports and the rest",
        numeral("Reported, persons", "reported", [1, 1e12], 1, "What reports counted in a part of the whole; a table of claims does not hold it.", () => own, true),
        numeral("Size of the rest, times that part", "rest", [0, 1e6], 1, "", () => own, true),
        numeral("Reports hold, % of that part", "completeness", VALID.p, 100),
        numeral("The rest, times as deadly", "intensity", VALID.m, 1)));
    } else {
      controls.append(group("Reports and last stage",
        numeral("Reports hold, % of executions", "completeness", VALID.p, 100),
        numeral("Last stage, times as deadly", "intensity", VALID.m, 1),
        choice("Size of the stages by", Object.keys(data.bases), "base", (value) => data.base_names[value])));
    }
    controls.append(table.fold(own));
  }

  /* ---- somebody's own table ---- */

  const table = globalThis.landreformOwnTable({
    make, labelled, encodings: JSON.parse(data.encodings),
    use(read) {
      compare(read.claims, { order: read.pairs, outcomes: read.outcomes, places: 2 });
      const claimed = read.outcomes.filter((name) => read.claims.some((claim) => claim.outcome === name));
      tableFault = "";
      own = { ...read, admitted: new Set(read.claims.map((claim) => claim.estimate)), order: read.pairs, asked: claimed[0], reported: null, rest: null };
      buildControls();
      changed();
      goToResults();
    },
    refused() {
      tableFault = `Your table cannot be used, and nothing here is about it: what stands below is still of ${own ? "the table that was used before" : "the claims of the book"}.`;
      show();
    },
    emptied() { if (tableFault) { tableFault = ""; show(); } },
    leave() { own = null; tableFault = ""; buildControls(); changed(); goToResults(); },
    say(words) { say(words); },
  });

  /* ---- what is shown ---- */

  let said = 0, last = null, printing = false;
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
      if (!error.message || !["InputError", "ValueError", "NotATollError"].includes(error.name)) throw error;
      results.replaceChildren(panel("What follows", make("p", {}, error.message)));
      return say(error.message);
    }
    last = found;
    root.toggleAttribute("data-changed", own !== null || address(setting) !== address(standard()));
    const { claims, answer } = found;
    const width = printing ? SHEET : Math.max(260, Math.floor(results.clientWidth || 320) - 2);
    const words = sentence(found);
    brief.classList.toggle("what-if-refused", unusable.size > 0 || tableFault !== "");
    brief.textContent = !claims.length ? words[0] : [...[...unusable.keys()].map((name) => `“${name}” is refused, and the figures are those from before`), ...(tableFault ? ["Your table is refused"] : []), plural(claims.length, "claim"), `stretch ${fold(answer.delta)}`, `${whole(answer.curve[0][1])} to set aside`,
      ...(own ? [] : [`${rounded(answer.implied_total)} follow from the reports`])].join(" · ");
    const panels = [make("div", { class: "what-if-sentence" }, ...words.map((one) => make("p", {}, one)))];
    const warnings = [message, tableFault, ...unusable.values()].filter(Boolean);
    for (const warning of warnings.reverse()) panels.unshift(make("p", { class: "what-if-message" }, warning));
    results.classList.toggle("what-if-stale", unusable.size > 0 || tableFault !== "");
    if (claims.length) {
      const half = width >= 900 ? Math.floor((width - 24) / 2) : width;
      const few = claims.length > MANY ? " Names are left out of so many." : "";
      panels.push(panel("The claims", make("p", {}, `Names in bold hold the gap open. Ranges solid, those of words dashed, bare numbers hollow, one-sided claims as arrows.${few}`), rangeChart(screen, found, width)));
      const held = answer.binding.map(labelOf);
      panels.push(panel("Can they all be true?",
        make("p", {}, "Stretch of every claim: ", number("delta", answer.delta, fold(answer.delta)), ". To set aside without stretching: ", number("set_aside", answer.curve[0][1], whole(answer.curve[0][1])), ". ",
          held.length ? `The gap is held open by ${listing(held.slice(0, 6))}${held.length > 6 ? " and others" : ""}.` : claims.length > 1 ? "No two of them collide." : "A claim alone collides with none."),
        curveChart(screen, found, half)));
      const bounds = answer.bounds.map((row) => [title(row.outcome), row.floor ? whole(row.floor) : "none", row.cap === null ? "none" : whole(row.cap), row.consistent ? "possible" : "impossible"]);
      if (printing) panels.push(panels.splice(-2, 1)[0]); // the first sheet has room for the curve, the tall drawing comes after
      panels.push(panel("Between which numbers?", rows("Floors and caps that the claims set, taken at their word", ["outcome", "no fewer than", "no more than", "together"], bounds)));
      panels.push(reportsPanel(found, half));
      if (answer.belief.length > 1) {
        panels.push(panel("How much confines the number?",
          make("p", {}, `The solid line is the share of the ${setting.by_lineage ? "lineages" : "claims"} whose range lies wholly below a value, the dashed one the share whose range reaches down to it. The space between is left open; it is no probability.`),
          beliefChart(screen, found, half)));
      }
    }
    if (!claims.length) {
      results.replaceChildren(...panels);
      return say([...warnings, ...words].join(" "));
    }
    const where = place(claims, answer);
    const last_ = poolWords(found);
    last_.push(make("p", {}, where.inside
      ? `This setting is one of the ${whole(data.multiverse.ways)} ways of pooling that the book compares: about ${percent(where.share)} of them give no more. No share of them is a probability.`
      : `This setting is outside the ways of pooling that the book compares: ${listing(where.reasons)}.`));
    if (!own) last_.push(multiverseChart(screen, found, where, width));
    panels.push(make("section", { class: "what-if-panel what-if-pool", "data-inside": String(where.inside) }, make("h3", {}, "If one pooled them all the same"), ...last_));
    const keep = panel("Keep and cite this setting", ...citing());
    keep.classList.add("what-if-keep");
    panels.push(keep, make("p", { class: "what-if-printed" }, citations().Sentence));
    results.replaceChildren(...panels);
    say([...(message ? [message] : []), ...unusable.values(), ...words].join(" "));
  }

  function reportsPanel(found, width) {
    const { answer } = found, heading = "What the reports would have to be";
    if (own && answer.implied_total === null) {
      return panel(heading, make("p", {}, "Not drawn: it needs two numbers that no table of claims holds, what was reported of a part of the whole and how large the rest was beside that part. They can be given under “Reports and the rest”."));
    }
    return panel(heading,
      make("p", {}, "The dot is your assumption: ", number("total", answer.implied_total, rounded(answer.implied_total)), own ? " would follow from those reported." : " executions would follow from those reported.", " A claim holds on its line; above it the line is not reached, below it is passed."),
      answer.frontier.length ? frontierChart(screen, found, width) : make("p", {}, own ? `No admitted claim states a number of “${title(own.asked)}”.` : "No admitted claim states a number of the whole campaign."));
  }

  /* Why there is no pool, in the words of the page. */
  function noPool({ refused_as: why, claims: count }, asked) {
    if (why === "one claim") return `No pool: of the claims of “${title(asked)}” only one has two ends, and a pool needs two. A claim with one end says nothing of how likely its numbers are; a bare number does so only where it is widened.`;
    if (why === "one lineage") return `No pool: the ${whole(count)} claims of “${title(asked)}” that have two ends are of one lineage, which has one voice, and a pool needs two.`;
    return `No pool: none of the admitted claims of “${title(asked)}” has two ends. A claim with one end says nothing of how likely its numbers are; a bare number does so only where “Bare numbers widened by” is above 1.`;
  }

  /* Which of the admitted claims are not in the pool, and why. */
  function leftOut({ claims, asked, answer }) {
    const because = answer.pool.left_out_because, why = new Map();
    for (const claim of claims) {
      const reason = WHY[because[claim.estimate]] || (Object.hasOwn(because, claim.estimate) ? WHY.exact : "");
      if (reason) why.set(reason, (why.get(reason) || 0) + 1);
    }
    const out = [...why].map(([reason, count]) => `${whole(count)} ${reason}`);
    const others = claims.length - answer.pool.claims - [...why.values()].reduce((sum, count) => sum + count, 0);
    if (others > 0) out.push(`${whole(others)} of another outcome than “${title(asked)}”`);
    return out.length ? [make("p", { class: "what-if-left-out" }, `Of the ${plural(claims.length, "claim")} admitted, not pooled: ${listing(out)}.`)] : [];
  }

  /* What a pool gives; where no range of those pooled holds the number in the middle, that is said first. */
  function poolWords(found) {
    const { asked, answer } = found, { pool, delta } = answer;
    if (pool.refused) return [make("p", {}, noPool(pool, asked)), ...leftOut(found)];
    const voices = plural(pool.k, setting.by_lineage ? "lineage" : "claim");
    const apart = delta > 1 ? " These claims cannot all be true, and averaging what contradicts itself makes it no truer." : "";
    const middle = number("pooled", pool.pooled, rounded(pool.pooled));
    const ahead = pool.pooled_pi_low === null ? "There is no prediction interval, which needs three voices."
      : `One more voice is expected between ${rounded(pool.pooled_pi_low)} and ${pool.pooled_pi_high === null ? "no end" : rounded(pool.pooled_pi_high)}, at ${percent(0.95)}${pool.pooled_pi_high === null || pool.pooled_pi_high / pool.pooled_pi_low > 1000 ? ", which is so wide that it says nothing" : ""}.`;
    const first = pool.holding
      ? make("p", {}, `The middle of what ${voices} put in writing is `, middle, `. ${ahead}${apart}`)
      : make("p", {}, `Held back: of the ${whole(pool.claims)} claims pooled (${voices}) none has a range that holds the middle of them, `, middle, `. It is nobody’s number. ${ahead}${apart}`);
    first.dataset.held = String(Boolean(pool.holding));
    return [first, ...leftOut(found), make("p", {}, "Claims are no sample: this describes what was written, not what happened.")];
  }

  /* Let fields and boxes show the setting. */
  function update() {
    refresh.forEach((one) => one());
    for (const { box, names } of boxes) {
      const inside = names.filter((name) => chosenSet().has(name)).length;
      box.checked = names.length > 0 && inside === names.length;
      box.indeterminate = inside > 0 && inside < names.length;
    }
  }

  function changed() {
    message = "";
    update();
    if (!own) history.replaceState(null, "", address(setting));
    show();
  }

  function goToResults() {
    results.focus({ preventScroll: true });
    results.scrollIntoView();
  }

  /* ---- keeping and citing ---- */

  /* Where the book lies: at its public address, or where the reader opened it. */
  const wholeAddress = () => (data.cite.address || location.href.split("#")[0]) + (own ? "" : address(setting));

  /* Which claims are in and which are out, by the boxes of the form. */
  function admittedWords() {
    const SOME = 6, all = (own ? own.claims : book), plain_ = all.filter((claim) => !claim.restates), inside = (claim) => chosenSet().has(claim.estimate);
    const names = (some) => listing(some.map((claim) => claim.label || claim.estimate));
    const again = all.filter((claim) => claim.restates), repeated = again.filter(inside), out = plain_.filter((claim) => !inside(claim)), kept = plain_.filter(inside);
    const repeats = !again.length || !repeated.length ? "" : `restatements let in: ${repeated.length === again.length ? "all" : repeated.length <= SOME ? names(repeated) : `${whole(repeated.length)} of ${whole(again.length)}`}`;
    let which;
    if (!out.length) which = own ? "none left out" : "no claim taken out";
    else if (kept.length <= SOME) which = `only ${names(kept) || "restatements"}`;
    else if (own) which = `taken out: ${out.length <= SOME ? names(out) : plural(out.length, "claim")}`;
    else {
      const whole_ = [], single = [];
      for (const [kind, members] of grouped(plain_, (claim) => data.witnesses[claim.witness] || "not known")) {
        const gone = out.filter((claim) => members.includes(claim.estimate));
        if (gone.length === members.length) whole_.push(kind); else single.push(...gone);
      }
      const parts = [...(whole_.length ? [`the kinds of witness ${whole_.map((kind) => `“${kind}”`).join(", ")}`] : []),
        ...(single.length ? [single.length <= SOME ? names(single) : `${whole(single.length)} claims of other kinds`] : [])];
      which = `taken out: ${parts.join("; and ")}`;
    }
    return [which, repeats].filter(Boolean).join("; ");
  }

  /* A short name of what is set, the same for the same setting (FNV-1a, 32 bits): two that are cited do not collide. */
  function stateKey() {
    const state = own ? JSON.stringify([own.claims.filter((claim) => own.admitted.has(claim.estimate)), own.order, settingWords()]) : address(setting);
    let hash = 0x811c9dc5;
    for (const byte of new TextEncoder().encode(state)) hash = Math.imul(hash ^ byte, 0x01000193);
    return (hash >>> 0).toString(36).padStart(7, "0");
  }

  function settingWords() {
    const claims = own ? [...own.admitted] : [...setting.claims];
    const parts = [
      `${plural(claims.length, "claim")}${own ? " of a table of the reader’s own" : ""} (${admittedWords()})`, `outcome ${title(own ? own.asked : setting.outcome)}`,
      ...(own ? [] : [`lineages ${setting.reading}`, setting.ratio ? `ratio ${setting.ratio}` : ""]),
      setting.by_lineage ? "one voice for each lineage" : "one voice for each claim", `bare numbers widened by ${plain(setting.bare_width)}`, `coverage ${share(setting.coverage)}`,
      ...(own ? [] : [`reports holding ${share(setting.completeness)}`, `last stage ${times(setting.intensity)} as both before`, `stages by ${data.base_names[setting.base]}`]),
    ];
    return parts.filter(Boolean).join("; ");
  }

  function citations() {
    const said = settingWords(), there = wholeAddress(), key = stateKey();
    const safe = (words) => words.replace(/[\\{}%&#$_^~]/g, (c) => ({ "\\": "\\textbackslash{}", "^": "\\textasciicircum{}", "~": "\\textasciitilde{}" }[c] || `\\${c}`));
    // One field of a name: what the entry notes already stands before the setting.
    const noted = /\n\s*note = \{([^\n]*)\},?/.exec(data.cite.bibtex);
    const bibtex = data.cite.bibtex.replace(/^(@\w+\{[^,\s]+),/, `$1-${key},`).replace(/\n\s*(?:url|note) = \{[^\n]*\},?/g, "").replace(/,?\s*\}\s*$/, "");
    return {
      BibTeX: `${bibtex},\n  note = {${noted ? `${noted[1]}. ` : ""}Setting: ${safe(said)}},\n  url = {${there}}\n}`,
      RIS: data.cite.ris.replace(/^(ID {2}- .*)$/m, `$1-${key}`).replace(/^UR {2}- .*\n/m, "").replace(/^ER {2}- .*$/m, `N1  - Setting: ${said}\nUR  - ${there}\nER  - `),
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

  /* Copy words; where a browser keeps its clipboard from pages of a disk, by marking them. False where neither does it. */
  async function copy(words, shown) {
    try {
      await navigator.clipboard.writeText(words);
      return true;
    } catch {
      getSelection().selectAllChildren(shown);
      return document.execCommand("copy");
    }
  }

  function citing() {
    const there = make("input", { type: "text", readonly: "", value: wholeAddress(), on: { focus: () => there.select() } });
    const formats = Object.entries(citations()).map(([name, words]) => {
      const told = make("small", { role: "status" }), text_ = make("pre", { tabindex: "0", "data-format": name }, words);
      const copied = () => copy(words, text_).then((done) => { told.textContent = done ? "Copied." : "It could not be copied by itself: it is marked, to be copied by hand."; });
      return make("details", {}, make("summary", {}, name), text_,
        make("p", { class: "what-if-buttons" }, make("button", { type: "button", "aria-label": `Copy ${name}`, on: { click: copied } }, "Copy"), told));
    });
    const lies = location.protocol === "file:" ? "on this machine" : `on ${location.host}`;
    const hint = data.cite.address ? "" : `The book has no public address: this is the copy of version ${data.cite.version} that you read, ${lies}.${own ? "" : " What begins with # opens the same setting in every copy of this version."}`;
    return [
      labelled(own ? "Address of the page; it does not hold your table" : "Address of this setting", there, hint),
      ...formats,
      make("p", { class: "what-if-buttons" },
        make("button", { type: "button", on: { click: () => save("what-if.svg", svgText(), "image/svg+xml") } }, "SVG"),
        make("button", { type: "button", on: { click: savePng } }, "PNG"),
        make("button", { type: "button", on: { click: () => save("what-if.csv", csvText(), "text/csv") } }, "CSV")),
    ];
  }

  /* ---- begin ---- */

  /* Open the setting of the address; false where it holds none. */
  function open() {
    const read = fromAddress(location.hash);
    if (!read) return false;
    own = null;
    setting = read.setting;
    buildControls();
    if (!read.message) changed();
    else {
      update();
      message = read.message;
      if (read.damaged) history.replaceState(null, "", address(setting));
      show();
    }
    return true;
  }

  root.querySelector(".what-if-instrument").append(status, brief, make("div", { class: "what-if-bench" }, controls, results));
  root.querySelector(".what-if-instrument").hidden = false;
  if (!open()) {
    buildControls();
    update();
    show();
  }
  for (const place_ of root.querySelectorAll(".what-if-open")) {
    place_.append(make("a", { href: place_.dataset.address, on: { click: (event) => {
      if (location.hash !== place_.dataset.address) return; // a change of the address is heard below
      event.preventDefault();
      open();
      goToResults();
    } } }, "Open this setting above"));
  }
  addEventListener("hashchange", () => { if (open()) goToResults(); });
  /* On paper the drawings are as wide as the sheet, whatever the window. */
  for (const [event, on] of [["beforeprint", true], ["afterprint", false]]) {
    addEventListener(event, () => { printing = on; show(); });
  }
  let width = innerWidth, waiting = 0;
  addEventListener("resize", () => {
    if (innerWidth === width) return;
    width = innerWidth;
    clearTimeout(waiting);
    waiting = setTimeout(show, 150);
  });
})();
