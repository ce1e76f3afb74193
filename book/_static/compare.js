/* What follows from some claims, computed where the reader is, by the rules of the Python of this book.

   landreformCompare(claims, settings) for a page (a global) and for Node (module.exports).

   claims    list of {estimate, low, point, high, outcome, lineage}; null (or nothing) for an open end. If wanted
             `counted`: what a pool takes the claim to count, where that is wider than the outcome it is compared under.
   settings  order        list of [part, whole]; the book's order where it is not given
             outcomes     names of the outcomes, where pairs do not name them all
             coverage     probability that a stated range holds the value (0.9)
             bare_width   factor by which a bare number is widened in belief and pool; 1 takes it as exact, and the pool
                          leaves it out (1)
             by_lineage   one voice for each lineage, in belief and pool (true); otherwise one for each claim
             outcome      the outcome that belief and pool are about; without it belief is about the one outcome claimed
                          or about `executed`, and a pool of several outcomes is refused
             ratios       {outcome: factor} that turns claims of other outcomes into that one, for the pool only
             level        coverage of the prediction interval (0.95)
             reported, rest, intensities, completeness, intensity, whole   see the frontier
             places       at how many stretches the curve is computed; all where it is not given
   answer    delta, binding, binding_ends, curve, bounds, frontier, implied_total, belief, belief_of, pool

   What equals what (package landreform.contested, module.function):

   refused(...) and its names    errors.Fault, errors.InputError, outcomes.NotATollError
   makeOrder                     outcomes.OutcomeOrder, outcomes.read_order
   formOf, interval, ends        claims.form, claims.intervals, claims.ends
   floorsAndCaps                 bounds.floors_and_caps
   gap                           consistency.gap, consistency.report (delta, binding, binding_ends)
   curve, curveByRemoval         consistent_sets.curve; with places, consistent_sets.curve_of_many
   bounds                        bounds.report
   frontiers, impliedTotal       frontier.frontiers, frontier.implied_total
   belief                        belief.implied_ranges, belief.masses, belief.belief_and_plausibility
   encode, voices                encoding.encode (lognormal), voices.voices
   reml                          heterogeneity.estimate_tau2(method="REML")
   pool                          random_effects.pool_claims (mu, se, tau2, hk_adhoc_*, pi_*, k, left_out_because);
                                 with ratios, multiverse.run.run_multiverse (bridge, encoding "point", rule "REML")
   hint, speak                   hints.hint, hints.spoken

   Tables of claims are read by claims-tables.js.

   Distributions: Student's t by the incomplete beta function, the normal one by the incomplete gamma function, their
   quantiles by halving. */
(function (root, make) {
  "use strict";
  const made = make();
  if (typeof module === "object" && module.exports) module.exports = made;
  root.landreformCompare = made;
})(typeof globalThis === "object" ? globalThis : this, function () {
  "use strict";

  const COLUMNS = ["estimate", "low", "point", "high", "outcome", "lineage"];
  const NUMBERS = ["low", "point", "high"];
  const TIE = 1e-9;
  const MATCHED = 1500;
  /* Up to so many claims a curve is found by one matching that gives way. */
  const FEW = 400;
  /* The order of the worked example: outcomes.DEFAULT_ORDER. */
  const NAMES = ["executed_to_1955_12", "executed", "executed_or_suicide", "died", "wrongly_executed"];
  const PAIRS = [
    ["executed_to_1955_12", "executed"],
    ["executed", "executed_or_suicide"],
    ["executed_or_suicide", "died"],
    ["wrongly_executed", "executed"],
  ];
  const APART = [
    "victims_undefined", "planned_executions", "classified", "wrongly_classified", "imprisoned", "released",
    "injured_or_killed", "polemic",
  ];

  /* ---- refusals ---- */

  function refused(name, message) {
    const error = new Error(message);
    error.name = name;
    return error;
  }

  /* What str.isprintable() of Python refuses. */
  const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;

  function escaped(c) {
    const code = c.codePointAt(0), hex = code.toString(16);
    if (c === "\n") return "\\n";
    if (c === "\r") return "\\r";
    if (c === "\t") return "\\t";
    if (code < 256) return `\\x${hex.padStart(2, "0")}`;
    return code < 65536 ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
  }

  /* As repr() of Python writes a text. */
  function quoted(text) {
    const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
    let out = "";
    for (const c of text) out += c === "\\" || c === quote ? `\\${c}` : UNPRINTABLE.test(c) ? escaped(c) : c;
    return quote + out + quote;
  }

  /* As Python writes a number with decimals. */
  const decimal = (value) => (Number.isInteger(value) ? `${value}.0` : String(value));

  function faultText(fault) {
    let place = fault.file;
    if (fault.row !== null) place += `, ${spoken.row.replace("{row}", fault.row)}`;
    if (fault.column !== null) place += `, column ${fault.column}`;
    const value = [...fault.value];
    const shown = value.length <= 80 ? fault.value : value.slice(0, 79).join("") + "…";
    const line = `${place}: found ${quoted(shown)}, expected ${fault.expected}`;
    return UNPRINTABLE.test(line) ? [...line].map((c) => (UNPRINTABLE.test(c) ? escaped(c) : c)).join("") : line;
  }

  function inputError(faults) {
    const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : "";
    const error = refused("InputError", faultText(faults[0]) + more);
    error.faults = faults;
    error.lines = faults.map(faultText);
    return error;
  }

  const fault = (file, row, column, value, expected) => ({ file, row, column, value, expected });

  /* ---- what a reader can set, in the words of the medium ---- */

  const HINTS = {
    thousands: "say --thousands {sign}",
    "thousands or decimals": "say --thousands {sign} or --decimal {sign}",
    "decimal said": "--decimal {sign}",
    "thousands said": "--thousands {sign}",
    "signs said": "as the options say",
    encoding: "say --encoding with its name, such as cp1258, tcvn3, vni, viscii, cp1250 or cp1251",
    "encoding said": "as --encoding says",
    outcomes: "--outcomes FILE",
    width: "--width",
    "one outcome": "--only OUTCOME takes one of them, --mixed-outcomes all",
    "each claim": "unless: --each-claim",
    row: "row {row}",
  };
  let spoken = HINTS;
  const hint = (name, sign = "") => spoken[name].replaceAll("{sign}", sign);
  /* Speak in other words from now on; without any in those of the commands. */
  const speak = (hints) => { spoken = hints || HINTS; };

  /* ---- the order of the outcomes ---- */

  function makeOrder(pairs, outcomes) {
    let given = pairs === undefined || pairs === null ? null : pairs.filter((pair) => pair[1]);
    let names;
    if (outcomes) names = [...outcomes];
    else if (given === null) names = [...NAMES];
    else names = [...new Set(pairs.flatMap((pair) => [...pair]).filter((name) => name))];
    if (given === null) given = PAIRS.filter((pair) => pair.every((name) => names.includes(name)));
    const twice = [...new Set(names.filter((name, at) => names.indexOf(name) !== at))].sort();
    const unknown = [...new Set(given.flat().filter((name) => !names.includes(name)))].sort();
    const faults = [
      ...twice.map((name) => fault("order", null, "outcome", name, "each outcome once")),
      ...unknown.map((name) => fault("order", null, "pairs", name, "one of " + names.join(", "))),
    ];
    if (faults.length) throw inputError(faults);
    const circle = findCircle(names, given);
    if (circle) {
      const told = circle.reverse().join(" → ");
      throw inputError([fault("order", null, "pairs", told, "parts that never contain their whole")]);
    }
    const place = new Map(names.map((name, at) => [name, at]));
    const within = names.map((_, i) => names.map((__, j) => i === j));
    let changed = true;
    while (changed) {
      changed = false;
      for (const [part, whole] of given) {
        const p = within[place.get(part)], w = within[place.get(whole)];
        for (let k = 0; k < names.length; k += 1) if (w[k] && !p[k]) { p[k] = true; changed = true; }
      }
    }
    const direct = names.map((_, part) => names.map((__, w) => w).filter((w) =>
      w !== part && within[part][w] &&
      !names.some((___, v) => v !== part && v !== w && within[part][v] && within[v][w])));
    const forest = direct.every((wholes) => wholes.length <= 1) ? direct.map((w) => (w.length ? w[0] : -1)) : null;
    return { names, place, within, forest };
  }

  /* The circle that Python's graphlib names, found in the same order. */
  function findCircle(names, pairs) {
    const wholes = new Map(names.map((name) => [name, []]));
    for (const [part, whole] of pairs) wholes.get(part).push(whole);
    const successors = new Map();
    for (const [node, before] of wholes) {
      if (!successors.has(node)) successors.set(node, []);
      for (const one of before) {
        if (!successors.has(one)) successors.set(one, []);
        successors.get(one).push(node);
      }
    }
    const stack = [], iterators = [], seen = new Set(), at = new Map();
    for (let node of successors.keys()) {
      if (seen.has(node)) continue;
      for (;;) {
        if (seen.has(node)) {
          if (at.has(node)) return [...stack.slice(at.get(node)), node];
        } else {
          seen.add(node);
          iterators.push(successors.get(node)[Symbol.iterator]());
          at.set(node, stack.length);
          stack.push(node);
        }
        let next = null;
        while (stack.length) {
          const step = iterators[iterators.length - 1].next();
          if (!step.done) { next = step.value; break; }
          at.delete(stack.pop());
          iterators.pop();
        }
        if (next === null) break;
        node = next;
      }
    }
    return null;
  }

  /* ---- claims ---- */

  const missing = (value) => value === null || value === undefined || Number.isNaN(value);

  function formOf(claim) {
    const low = !missing(claim.low) && claim.low > 0, high = !missing(claim.high);
    if (low && high) return "range";
    if (low) return "at_least";
    return high ? "at_most" : "point";
  }

  function interval(claim) {
    const bare = formOf(claim) === "point";
    const low = bare ? claim.point : claim.low, high = bare ? claim.point : claim.high;
    return [missing(low) ? 0 : low, missing(high) ? Infinity : high];
  }

  function requireTolls(claims, task, order) {
    if (claims.length) {
      const absent = COLUMNS.filter((column) => !claims.some((claim) => column in claim));
      if (absent.length) {
        const list = "[" + absent.map(quoted).join(", ") + "]";
        throw refused("ValueError", `A frame of claims needs the columns ${COLUMNS.join(", ")}; not there: ${list}.`);
      }
    }
    const outside = claims.filter((claim) => !order.place.has(claim.outcome));
    if (outside.length) {
      const named = outside.map((claim) => `${claim.estimate} (${claim.outcome})`).join(", ");
      throw refused("NotATollError", `No toll, so not admitted to ${task}: ${named}.`);
    }
  }

  function ends(claims, task, order) {
    requireTolls(claims, task, order);
    if (new Set(claims.map((claim) => claim.estimate)).size < claims.length) {
      throw refused("ValueError", "Each claim needs a name of its own in the column estimate.");
    }
    const low = new Float64Array(claims.length), high = new Float64Array(claims.length);
    claims.forEach((claim, i) => { [low[i], high[i]] = interval(claim); });
    const wrong = claims.filter((_, i) =>
      low[i] > high[i] || low[i] < 0 || high[i] <= 0 || (low[i] === 0 && high[i] === Infinity));
    if (wrong.length) {
      const names = wrong.map((claim) => claim.estimate).join(", ");
      throw refused("ValueError", `A claim needs a number above 0, and low no more than high; not so: ${names}.`);
    }
    return { low, high, outcome: claims.map((claim) => order.place.get(claim.outcome)) };
  }

  const lineageOf = (claim) => (missing(claim.lineage) || claim.lineage === "" ? claim.estimate : claim.lineage);

  /* ---- bounds and gap ---- */

  function floorsAndCaps(found, order) {
    const n = order.names.length;
    const ownFloor = new Array(n).fill(0), ownCap = new Array(n).fill(Infinity);
    found.outcome.forEach((name, i) => {
      ownFloor[name] = Math.max(ownFloor[name], found.low[i]);
      ownCap[name] = Math.min(ownCap[name], found.high[i]);
    });
    const floor = [...ownFloor], cap = [...ownCap];
    for (let part = 0; part < n; part += 1) {
      for (let whole = 0; whole < n; whole += 1) {
        if (!order.within[part][whole]) continue;
        floor[whole] = Math.max(floor[whole], ownFloor[part]);
        cap[part] = Math.min(cap[part], ownCap[whole]);
      }
    }
    return { floor, cap };
  }

  function stretchOf(fold) {
    const delta = Math.sqrt(fold);
    return delta > 1 + TIE ? delta : 1;
  }

  function gap(claims, found, order) {
    const { floor, cap } = floorsAndCaps(found, order);
    let fold = 0;
    floor.forEach((low, name) => { fold = Math.max(fold, low / cap[name]); });
    const delta = stretchOf(fold);
    if (delta === 1) return { delta, binding: [], binding_ends: [] };
    const tied = delta * delta * (1 - TIE);
    const held = [];
    claims.forEach((claim, i) => {
      const name = found.outcome[i];
      const above = floor[name] / found.high[i] >= tied, below = found.low[i] / cap[name] >= tied;
      const told = (end, value) => held.push({ estimate: claim.estimate, end, value, lineage: lineageOf(claim) });
      if (above) told("high", found.high[i]);
      if (below) told("low", found.low[i]);
    });
    return { delta, binding: [...new Set(held.map((end) => end.estimate))], binding_ends: held };
  }

  function bounds(claims, found, order) {
    const { floor, cap } = floorsAndCaps(found, order);
    const claimed = new Set(found.outcome);
    const plain = (value) => (Number.isFinite(value) ? value : null);
    const rows = [];
    order.names.forEach((outcome, name) => {
      if (!claimed.has(name)) return;
      const lows = [], highs = [];
      claims.forEach((claim, i) => {
        const own = found.outcome[i];
        if (order.within[own][name] && found.low[i] > 0 && found.low[i] === floor[name]) lows.push(claim);
        if (order.within[name][own] && Number.isFinite(found.high[i]) && found.high[i] === cap[name]) highs.push(claim);
      });
      const first = (held) => held.map((claim) => claim.estimate).sort(byCodePoints)[0] || "";
      const lineages = (held) => new Set(held.map(lineageOf)).size;
      rows.push({
        outcome, floor: plain(floor[name]), floor_from: first(lows), cap: plain(cap[name]), cap_from: first(highs),
        consistent: floor[name] <= cap[name], floor_lineages: lineages(lows), cap_lineages: lineages(highs),
      });
    });
    return rows;
  }

  /* As Python sorts texts. */
  function byCodePoints(a, b) {
    const left = [...a], right = [...b];
    for (let i = 0; i < Math.min(left.length, right.length); i += 1) {
      const step = left[i].codePointAt(0) - right[i].codePointAt(0);
      if (step) return step;
    }
    return left.length - right.length;
  }

  /* ---- how many claims must be set aside ---- */

  function curve(found, order, places) {
    const n = found.low.length;
    if (!places && n <= FEW) return curveByRemoval(found, order);
    const aside = order.forest ? asideByOutcomes(found, order) : asideByMatching(found, order);
    if (places) {
      if (!order.forest && n > MATCHED) {
        throw refused("ValueError", `Of more than ${MATCHED.toLocaleString("en-US")} claims this is computed only ` +
          "where no outcome is directly a part of two.");
      }
      const { floor, cap } = floorsAndCaps(found, order);
      let fold = 0;
      floor.forEach((low, name) => { fold = Math.max(fold, low / cap[name]); });
      const delta = stretchOf(fold);
      const stretches = new Set();
      for (let k = 0; k < places - 1; k += 1) stretches.add(k ? delta ** (k / (places - 1)) : 1);
      stretches.add(delta);
      const rows = [];
      for (const stretch of [...stretches].sort((a, b) => a - b)) {
        const count = aside(stretch);
        if (!rows.length || rows[rows.length - 1][1] !== count) rows.push([stretch, count]);
      }
      return rows;
    }
    const meets = [];
    for (let i = 0; i < n; i += 1) {
      const inside = order.within[found.outcome[i]];
      for (let j = 0; j < n; j += 1) {
        if (!inside[found.outcome[j]]) continue;
        const fold = found.low[i] / found.high[j];
        if (fold > 1 + 2 * TIE) meets.push(Math.sqrt(fold));
      }
    }
    const stretches = [1];
    for (const meet of Float64Array.from(meets).sort()) if (meet !== stretches[stretches.length - 1]) stretches.push(meet);
    const known = new Map();
    const number = (at) => {
      if (!known.has(at)) known.set(at, aside(stretches[at]));
      return known.get(at);
    };
    const steps = [0], spans = [[0, stretches.length - 1]];
    while (spans.length) {
      const [first, last] = spans.pop();
      if (number(first) === number(last)) continue;
      if (last - first === 1) { steps.push(last); continue; }
      const middle = (first + last) >> 1;
      spans.push([first, middle], [middle, last]);
    }
    return steps.sort((a, b) => a - b).map((at) => [stretches[at], number(at)]);
  }

  /* The same curve from one maximum matching: with a greater stretch claims only cease to exceed each other, and where two
     cease that are matched, a path from or to one of the two makes up for it, or the number falls by one. */
  function curveByRemoval(found, order) {
    const n = found.low.length, alive = new Uint8Array(n * n), edges = [];
    for (let i = 0; i < n; i += 1) {
      const inside = order.within[found.outcome[i]];
      for (let j = 0; j < n; j += 1) {
        const fold = inside[found.outcome[j]] ? found.low[i] / found.high[j] : 0;
        if (fold > 1 + 2 * TIE) { alive[i * n + j] = 1; edges.push([fold, i, j]); }
      }
    }
    edges.sort((a, b) => a[0] - b[0]);
    const right = new Int32Array(n).fill(-1), left = new Int32Array(n).fill(-1);
    const from = new Int32Array(n), queue = new Int32Array(n);
    const reach = (start, forward) => {
      const [own, other] = forward ? [right, left] : [left, right];
      from.fill(-1);
      queue[0] = start;
      for (let head = 0, tail = 1; head < tail; head += 1) {
        const here = queue[head];
        for (let there = 0; there < n; there += 1) {
          if (from[there] >= 0 || !alive[forward ? here * n + there : there * n + here]) continue;
          from[there] = here;
          if (other[there] < 0) {
            for (let end = there; end >= 0;) {
              const one = from[end], next = own[one];
              own[one] = end;
              other[end] = one;
              end = one === start ? -1 : next;
            }
            return true;
          }
          queue[tail] = other[there];
          tail += 1;
        }
      }
      return false;
    };
    let size = 0;
    for (let i = 0; i < n; i += 1) if (reach(i, true)) size += 1;
    const rows = [[1, size]];
    let at = 0;
    while (at < edges.length) {
      const stretch = Math.sqrt(edges[at][0]), limit = stretch * stretch * (1 + 2 * TIE);
      for (; at < edges.length && edges[at][0] <= limit; at += 1) {
        const [, i, j] = edges[at];
        alive[i * n + j] = 0;
        if (right[i] !== j) continue;
        right[i] = -1;
        left[j] = -1;
        if (!reach(i, true) && !reach(j, false)) size -= 1;
      }
      if (size < rows[rows.length - 1][1]) rows.push([stretch, size]);
    }
    return rows;
  }

  /* Where each outcome is a direct part of one other at most: consistent_sets.set_aside. */
  function asideByOutcomes(found, order) {
    const n = found.low.length;
    const root = order.names.map((_, name) => {
      let top = name;
      while (order.forest[top] >= 0) top = order.forest[top];
      return top;
    });
    const depth = order.names.map((_, name) => {
      let steps = 0;
      for (let top = name; order.forest[top] >= 0; top = order.forest[top]) steps += 1;
      return steps;
    });
    const trees = new Map();
    for (let i = 0; i < n; i += 1) {
      const tree = root[found.outcome[i]];
      if (!trees.has(tree)) trees.set(tree, []);
      trees.get(tree).push(i);
    }
    const prepared = [...trees.values()].map((members) => ({
      byLow: [...members].sort((a, b) => found.low[a] - found.low[b]),
      byHigh: [...members].sort((a, b) => found.high[a] - found.high[b]),
      names: order.names.map((_, name) => name)
        .filter((name) => members.some((i) => order.within[found.outcome[i]][name]))
        .sort((a, b) => depth[b] - depth[a]),
    }));
    return (stretch) => {
      let kept = 0;
      for (const { byLow, byHigh, names } of prepared) {
        const numbers = [], first = new Map(), last = new Map();
        for (const i of byLow) {
          const low = found.low[i] / stretch;
          if (!numbers.length || numbers[numbers.length - 1] !== low) numbers.push(low);
          first.set(i, numbers.length - 1);
        }
        let at = 0;
        for (const i of byHigh) {
          const high = found.high[i] * stretch * (1 + 2 * TIE);
          while (at < numbers.length && numbers[at] <= high) at += 1;
          last.set(i, at);
        }
        const changes = new Map(names.map((name) => [name, new Int32Array(numbers.length + 1)]));
        for (const i of byLow) {
          const own = changes.get(found.outcome[i]);
          own[first.get(i)] += 1;
          own[last.get(i)] -= 1;
        }
        const best = new Map();
        let top = 0;
        for (const name of names) {
          const own = changes.get(name), below = best.get(name), up = order.forest[name];
          const target = up >= 0 ? best.get(up) || new Int32Array(numbers.length) : null;
          let running = 0, most = 0;
          for (let k = 0; k < numbers.length; k += 1) {
            running += own[k];
            const count = running + (below ? below[k] : 0);
            most = Math.max(most, count);
            if (target) target[k] += most;
          }
          if (target) best.set(up, target);
          else top = most;
        }
        kept += top;
      }
      return n - kept;
    };
  }

  /* A maximum matching, by alternating paths: consistent_sets.curve. */
  function asideByMatching(found, order) {
    const n = found.low.length;
    return (stretch) => {
      const limit = stretch * stretch * (1 + 2 * TIE);
      const exceeds = [];
      for (let i = 0; i < n; i += 1) {
        const row = [], inside = order.within[found.outcome[i]];
        for (let j = 0; j < n; j += 1) if (inside[found.outcome[j]] && found.low[i] / found.high[j] > limit) row.push(j);
        exceeds.push(row);
      }
      const partner = new Int32Array(n).fill(-1);
      const seen = new Int32Array(n).fill(-1);
      let size = 0;
      for (let start = 0; start < n; start += 1) {
        const path = [[start, 0]], taken = [];
        while (path.length) {
          const step = path[path.length - 1], row = exceeds[step[0]];
          if (step[1] >= row.length) { path.pop(); taken.pop(); continue; }
          const right = row[step[1]];
          step[1] += 1;
          if (seen[right] === start) continue;
          seen[right] = start;
          taken.push(right);
          if (partner[right] < 0) {
            path.forEach((one, k) => { partner[taken[k]] = one[0]; });
            size += 1;
            break;
          }
          path.push([partner[right], 0]);
        }
      }
      return size;
    };
  }

  /* ---- completeness and intensity ---- */

  function requireFrontier(reported, rest, intensities) {
    if (!(reported > 0)) throw refused("ValueError", `A reported number lies above 0; ${reported} does not.`);
    if (!(rest >= 0)) throw refused("ValueError", `The rest is 0 or more; ${rest} is not.`);
    if (!intensities.every((times) => times >= 0)) {
      throw refused("ValueError", `An intensity is 0 or more; ${decimal(Math.min(...intensities))} is not.`);
    }
  }

  function impliedTotal(reported, rest, completeness, intensity) {
    requireFrontier(reported, rest, [intensity]);
    if (!(completeness > 0 && completeness <= 1)) {
      throw refused("ValueError", `A completeness lies above 0 and is at most 1; ${decimal(completeness)} does not.`);
    }
    return (reported / completeness) * (1 + intensity * rest);
  }

  function frontiers(claims, reported, rest, intensities) {
    requireFrontier(reported, rest, intensities);
    const rows = [];
    for (const claim of claims) {
      const [low, high] = interval(claim);
      const closed = low > 0 ? [["low", low]] : [];
      if (Number.isFinite(high) && high !== low) closed.push(["high", high]);
      for (const [end, total] of closed) {
        for (const intensity of intensities) {
          const completeness = (reported * (1 + intensity * rest)) / total;
          rows.push({ estimate: claim.estimate, end, total, intensity, completeness });
        }
      }
    }
    return rows;
  }

  /* ---- belief and plausibility ---- */

  function requireOutcome(outcome, order) {
    if (order.place.has(outcome)) return;
    throw refused("NotATollError", `${quoted(outcome)} is no toll; the tolls are ${order.names.join(", ")}.`);
  }

  function belief(claims, found, outcome, order, width, byLineage) {
    if (!(width >= 1)) {
      throw refused("ValueError", `A bare number is widened by a factor of at least 1, not by ${width}.`);
    }
    requireOutcome(outcome, order);
    const asked = order.place.get(outcome);
    const ranges = [];
    claims.forEach((claim, i) => {
      const bare = missing(claim.low) && missing(claim.high), own = found.outcome[i];
      const low = order.within[own][asked] ? found.low[i] / (bare ? width : 1) : 0;
      const high = order.within[asked][own] ? found.high[i] * (bare ? width : 1) : Infinity;
      if (low > 0 || Number.isFinite(high)) ranges.push({ lineage: lineageOf(claim), low, high });
    });
    const key = (range) => JSON.stringify([range.lineage, range.low, String(range.high)]);
    const copies = new Map(), different = new Map();
    for (const range of ranges) {
      if (!copies.has(key(range))) different.set(range.lineage, (different.get(range.lineage) || 0) + 1);
      copies.set(key(range), (copies.get(key(range)) || 0) + 1);
    }
    const mass = ranges.map((range) => (byLineage
      ? 1 / (copies.get(key(range)) * different.get(range.lineage) * different.size) : 1 / ranges.length));
    const values = [...new Set([0, ...ranges.flatMap(({ low, high }) => (Number.isFinite(high) ? [low, high] : [low]))])];
    values.sort((a, b) => a - b);
    const upTo = (end) => {
      const sorted = ranges.map((range, i) => [range[end], mass[i]]).sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
      let at = 0, sum = 0;
      return values.map((value) => {
        while (at < sorted.length && sorted[at][0] <= value) { sum += sorted[at][1]; at += 1; }
        return sorted.length && at === sorted.length ? 1 : sum;
      });
    };
    const believed = upTo("high"), plausible = upTo("low");
    return values.map((value, k) => [value, believed[k], plausible[k]]);
  }

  /* ---- distributions ---- */

  const LANCZOS = [
    0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
    12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
  ];

  function logGamma(x) {
    if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
    let sum = LANCZOS[0];
    for (let k = 1; k < 9; k += 1) sum += LANCZOS[k] / (x - 1 + k);
    const t = x + 6.5;
    return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
  }

  /* Regularised incomplete beta function, by its continued fraction (Lentz). */
  function betaPart(a, b, x) {
    if (x <= 0) return 0;
    if (x >= 1) return 1;
    if (x > (a + 1) / (a + b + 2)) return 1 - betaPart(b, a, 1 - x);
    const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x)) / a;
    const tiny = 1e-300;
    let c = 1, d = 1 - ((a + b) * x) / (a + 1);
    d = 1 / (Math.abs(d) < tiny ? tiny : d);
    let value = d;
    for (let m = 1; m < 10000; m += 1) {
      for (const step of [
        (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)),
        (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1)),
      ]) {
        d = 1 + step * d;
        c = 1 + step / c;
        d = 1 / (Math.abs(d) < tiny ? tiny : d);
        c = Math.abs(c) < tiny ? tiny : c;
        value *= d * c;
        if (Math.abs(d * c - 1) < 1e-16 && m > 1) return front * value;
      }
    }
    return front * value;
  }

  /* The point above which so much of a distribution lies, its upper tail falling from 1/2 at 0. */
  function quantile(tail, above) {
    let high = 1;
    while (above(high) > tail && high < 1e300) high *= 2;
    let low = high / 2;
    if (above(low) < tail) low = 0;
    for (let k = 0; k < 200; k += 1) {
      const middle = (low + high) / 2;
      if (middle <= low || middle >= high) break;
      if (above(middle) > tail) low = middle; else high = middle;
    }
    return (low + high) / 2;
  }

  const tQuantile = (tail, freedom) =>
    quantile(tail, (t) => 0.5 * betaPart(freedom / 2, 0.5, freedom / (freedom + t * t)));

  /* Upper tail of the normal distribution, by the series of the error function or its continued fraction. */
  function normalTail(z) {
    const x = z / Math.SQRT2, square = x * x;
    if (x < 2) {
      let term = x, sum = x;
      for (let k = 1; k < 200; k += 1) {
        term *= -square / k;
        sum += term / (2 * k + 1);
        if (Math.abs(term) < 1e-18) break;
      }
      return 0.5 - sum / Math.sqrt(Math.PI);
    }
    let fraction = 0;
    for (let k = 200; k >= 1; k -= 1) fraction = (k / 2) / (x + fraction);
    return Math.exp(-square) / (2 * Math.sqrt(Math.PI) * (x + fraction));
  }

  const normalQuantile = (tail) => quantile(tail, normalTail);

  /* ---- the pool ---- */

  function requireProbability(value, name) {
    if (!(value > 0 && value < 1)) {
      throw refused("ValueError", `A ${name} lies between 0 and 1, ends excluded; ${value} does not.`);
    }
  }

  function encode(claims, coverage, width) {
    requireProbability(coverage, "coverage");
    const z = normalQuantile((1 - coverage) / 2);
    const rows = [], because = Object.create(null);
    for (const claim of claims) {
      const kind = formOf(claim);
      const ranged = kind === "range" && claim.low < claim.high;
      const bare = kind === "point" || (kind === "range" && !ranged);
      if (!ranged && !(bare && width !== null)) {
        because[claim.estimate] = {
          at_least: "open above", at_most: "open below", point: "a bare number",
        }[kind] || "exact: both ends are the same number";
        continue;
      }
      const value = missing(claim.point) ? claim.low : claim.point;
      const low = bare ? value / width : claim.low, high = bare ? value * width : claim.high;
      const point = bare ? value : missing(claim.point) ? null : claim.point;
      const start = Math.log(low), end = Math.log(high);
      rows.push({
        estimate: claim.estimate, outcome: claim.outcome, lineage: lineageOf(claim), low, point, high, assumed: bare,
        centre: point === null ? (start + end) / 2 : Math.log(point), sd: (end - start) / (2 * z),
      });
    }
    return { rows, because };
  }

  function voices(rows) {
    const groups = new Map(), seen = new Set();
    for (const row of rows) {
      if (!groups.has(row.lineage)) groups.set(row.lineage, []);
      const key = JSON.stringify([row.lineage, row.copy, row.low, row.point, row.high]);
      if (!seen.has(key)) groups.get(row.lineage).push(row);
      seen.add(key);
    }
    return [...groups.values()].map((members) => {
      const centre = members.reduce((sum, row) => sum + row.centre, 0) / members.length;
      const spread = members.reduce((sum, row) => sum + row.sd ** 2 + (row.centre - centre) ** 2, 0) / members.length;
      return { centre, sd: Math.sqrt(spread) };
    });
  }

  function givenTau2(y, v, tau2) {
    let weight = 0, squares = 0, sum = 0, logs = 0;
    for (let i = 0; i < y.length; i += 1) {
      const w = 1 / (v[i] + tau2);
      weight += w;
      squares += w * w;
      sum += w * y[i];
      logs -= Math.log(w);
    }
    const mu = sum / weight;
    let spread = 0, steep = 0;
    for (let i = 0; i < y.length; i += 1) {
      const w = 1 / (v[i] + tau2), apart = (y[i] - mu) ** 2;
      spread += w * apart;
      steep += w * w * apart;
    }
    return {
      mu, se: Math.sqrt(1 / weight), spread, likelihood: -0.5 * (logs + Math.log(weight) + spread),
      slope: 0.5 * (steep - weight + squares / weight),
    };
  }

  function reml(y, v) {
    const least = Math.min(...v);
    let top = (Math.max(...y) - Math.min(...y)) ** 2 / 2 - least;
    if (top <= 0) return 0;
    top = top * (1 + 1e-9) + least * 1e-9;
    const first = Math.min(least * 1e-4, top / 2), grid = [0];
    for (let k = 0; k < 400; k += 1) grid.push(k === 399 ? top : first * (top / first) ** (k / 399));
    const slope = (tau2) => givenTau2(y, v, tau2).slope;
    const slopes = grid.map(slope);
    let best = 0, highest = givenTau2(y, v, 0).likelihood;
    for (let k = 0; k < grid.length - 1; k += 1) {
      if (!(slopes[k] > 0 && slopes[k + 1] <= 0)) continue;
      let low = grid[k], high = grid[k + 1];
      for (let step = 0; step < 200; step += 1) {
        const middle = (low + high) / 2;
        if (middle <= low || middle >= high) break;
        if (slope(middle) > 0) low = middle; else high = middle;
      }
      const root = (low + high) / 2, likelihood = givenTau2(y, v, root).likelihood;
      if (likelihood > highest) { best = root; highest = likelihood; }
    }
    return best;
  }

  const NONE = {
    mu: null, se: null, tau2: null, hk_low: null, hk_high: null, pi_low: null, pi_high: null, pooled: null,
    pooled_hk_low: null, pooled_hk_high: null, pooled_pi_low: null, pooled_pi_high: null,
  };

  function pool(claims, settings, order) {
    const width = settings.bare_width > 1 ? settings.bare_width : null;
    requireProbability(settings.level, "level");
    const ratios = settings.ratios || {};
    let given = claims.map((claim) => ({ ...claim, outcome: claim.counted || claim.outcome }));
    if (settings.outcome) {
      given = given.filter((claim) => claim.outcome === settings.outcome || Object.hasOwn(ratios, claim.outcome));
    }
    for (const [name, factor] of Object.entries(ratios)) {
      if (!(factor > 0 && Number.isFinite(factor))) {
        throw refused("ValueError", `A ratio is a factor above 0; ${factor} for ${name} is not.`);
      }
    }
    const { rows, because } = encode(given, settings.coverage, width);
    for (const row of rows) {
      const factor = Object.hasOwn(ratios, row.outcome) && row.outcome !== settings.outcome ? ratios[row.outcome] : 1;
      row.copy = settings.outcome ? row.outcome : "";
      for (const name of NUMBERS) if (row[name] !== null) row[name] *= factor;
      row.centre += Math.log(factor);
    }
    const outcomes = [...new Set(rows.map((row) => row.outcome))].sort(byCodePoints);
    const units = settings.by_lineage ? voices(rows) : rows;
    const facts = {
      ...NONE, k: units.length, claims: rows.length, outcomes, left_out_because: because,
      voices: settings.by_lineage ? "lineages" : "claims", holding: null, refused: null, refused_as: null,
    };
    const no = (why, column, value, expected) => (
      { ...facts, refused_as: why, refused: faultText(fault("claims", null, column, value, expected)) });
    if (!rows.length) {
      const wider = width === null ? `, or a width for bare points (${hint("width")})` : "";
      return no("no density", null, "no claim that has a density", `a claim with two ends${wider}`);
    }
    if (outcomes.length > 1 && !settings.outcome && !settings.mixed_outcomes) {
      return no("several outcomes", "outcome", outcomes.join(", "),
        `one outcome, since a pool of different things counts nothing (${hint("one outcome")})`);
    }
    if (units.length < 2) {
      if (rows.length === 1) {
        return no("one claim", null, `1 claim with a density (${rows[0].estimate})`,
          `two such claims at least (a claim with one end has none, a bare number only with a width: ${hint("width")})`);
      }
      return no("one lineage", "lineage", `${rows.length} claims of one lineage (${rows[0].lineage})`,
        `two lineages at least, each being one voice (${hint("each claim")})`);
    }
    const y = units.map((unit) => unit.centre), v = units.map((unit) => unit.sd ** 2);
    const k = y.length, tail = (1 - settings.level) / 2;
    const tau2 = reml(y, v), at = givenTau2(y, v, tau2);
    const q = Math.max(1, Math.sqrt(at.spread / (k - 1)));
    const reach = tQuantile(tail, k - 1) * q * at.se;
    const ahead = k > 2 ? tQuantile(tail, k - 2) * Math.hypot(Math.sqrt(tau2), at.se) : null;
    const found = {
      mu: at.mu, se: at.se, tau2, hk_low: at.mu - reach, hk_high: at.mu + reach,
      pi_low: ahead === null ? null : at.mu - ahead, pi_high: ahead === null ? null : at.mu + ahead,
    };
    const persons = {};
    for (const [name, from] of [["pooled", "mu"], ["pooled_hk_low", "hk_low"], ["pooled_hk_high", "hk_high"],
      ["pooled_pi_low", "pi_low"], ["pooled_pi_high", "pi_high"]]) {
      const value = found[from] === null ? Infinity : Math.exp(found[from]);
      persons[name] = Number.isFinite(value) ? value : null;
    }
    // How many of the claims pooled have a range, as it enters the pool, that holds the value in the middle.
    const { pooled } = persons;
    const holding = pooled === null ? 0 : rows.filter((row) => row.low <= pooled * (1 + 1e-6) && row.high >= pooled * (1 - 1e-6)).length;
    return { ...facts, ...found, ...persons, holding };
  }

  /* ---- all of it ---- */

  function compare(claims, settings) {
    const asked = { coverage: 0.9, bare_width: 1, by_lineage: true, level: 0.95, ...settings };
    let outcomes = asked.outcomes || null;
    if (!outcomes && asked.order) {
      // An outcome that no pair names stands by itself, save what the book never compares.
      const named = asked.order.flat().filter((name) => name);
      const alone = claims.map((claim) => claim.outcome).filter((name) => name && !APART.includes(name));
      outcomes = [...new Set([...named, ...alone])];
    }
    const order = makeOrder(asked.order, outcomes);
    const found = ends(claims, "the consistency gap", order);
    const claimed = [...new Set(claims.map((claim) => claim.outcome))];
    let about = asked.outcome;
    if (!about) about = claimed.length === 1 ? claimed[0] : order.place.has("executed") ? "executed" : order.names[0];
    const answer = { ...gap(claims, found, order), curve: curve(found, order, asked.places) };
    answer.bounds = bounds(claims, found, order);
    const framed = !missing(asked.reported) && !missing(asked.rest);
    const whole = asked.whole ? claims.filter((claim) => asked.whole.includes(claim.estimate)) : claims;
    answer.frontier = framed ? frontiers(whole, asked.reported, asked.rest, asked.intensities || [1]) : [];
    answer.implied_total = framed && !missing(asked.completeness)
      ? impliedTotal(asked.reported, asked.rest, asked.completeness, missing(asked.intensity) ? 1 : asked.intensity) : null;
    answer.belief = about ? belief(claims, found, about, order, asked.bare_width, asked.by_lineage) : [[0, 0, 0]];
    answer.belief_of = about || null;
    answer.pool = pool(claims, asked, order);
    return answer;
  }

  return Object.assign(compare, {
    landreformCompare: compare, compare, makeOrder, formOf, interval, speak, HINTS, COLUMNS, NUMBERS, NAMES, PAIRS, APART,
    parts: { fault, inputError, quoted, byCodePoints, hint },
  });
});
