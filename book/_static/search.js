// The search of the book. MiniSearch finds documents (sections, figures, rows of the ledger); here stands what it is asked,
// in which order its answers come and how they are shown. The library and the index are loaded when somebody searches.
((begin) => {
  const here = document.currentScript.src;
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", () => begin(here));
  } else {
    begin(here);
  }
})((here) => {
  "use strict";

  const LIBRARY = new URL("vendor/minisearch/minisearch.min.js", here).href;
  const INDEX = new URL("../search-index.js", here).href;

  const FIELDS = ["title", "also", "prose", "cells"];
  const GROUPS = [
    { kind: 0, id: "found-pages", title: "Pages", one: "section", many: "sections" },
    { kind: 1, id: "found-figures", title: "Figures and tables", one: "figure or table", many: "figures and tables" },
    { kind: 2, id: "found-rows", title: "Rows of the ledger", one: "row", many: "rows" },
  ];
  const ROW = 2;
  const FIRST = 10; // results of a group that are shown at once
  const LENGTH = 260; // of a snippet, in characters
  const LONGEST_TITLE = 160;
  const APART = " · ";

  const { words } = globalThis.bookFolding;
  const TOKEN = /[\p{L}\p{M}\p{N}]+(?:[.,\u00a0\u2007\u2009\u202f][0-9]+)*/gu;
  const QUOTED = /["“”„«»]([^"“”„«»]+)["“”„«»]/g;
  const LETTERS = /^\p{L}+$/u;

  const form = document.querySelector("form.book-search");
  const field = document.getElementById("search-field");
  const status = document.getElementById("search-status");
  const results = document.getElementById("search-results");
  const elsewhere = document.getElementById("search-elsewhere");
  const address = (query) => "?" + new URLSearchParams({ q: query });

  // ---- What is loaded, once

  const script = (source) =>
    new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.src = source;
      element.onload = resolve;
      element.onerror = () => reject(new Error(source));
      document.head.append(element);
    });

  // A place of the book, as the index has it.
  class Place {
    constructor([page, kind, anchor, title, also, prose, cells], pages) {
      const [path, pageTitle, language, weight = 1, headings = []] = pages[page];
      Object.assign(this, { kind, title, also, prose, cells, pageTitle, language, weight, headings });
      this.address = path + (anchor && "#" + encodeURI(anchor));
      this.isTop = !anchor;
    }

    // Its words, field by field, taken apart when they are first asked for.
    get words() {
      this.known ??= Object.fromEntries(FIELDS.map((name) => [name, words(this[name])]));
      return this.known;
    }

    // What it is called, each name by itself.
    get names() {
      return [...this.title.split(APART).map(words), words(this.also)];
    }
  }

  const options = { fields: FIELDS, tokenize: words, processTerm: (term) => term };

  // Read the steps of one term in one field: calls back with each place and how often the term stands there.
  const read = (steps, tell) => {
    let place = -1;
    for (let i = 0; i < steps.length; i++) {
      const repeated = steps[i] < 0;
      place += Math.abs(steps[i]);
      tell(place, repeated ? steps[++i] : 1);
    }
  };

  // What the library must know of the whole index, whichever terms it gets: how many words each field of a place has.
  const frameOf = ({ documents, postings }) => {
    const lengths = documents.map(() => FIELDS.map(() => 0));
    postings.forEach((fields) => fields.forEach((steps, number) => read(steps, (place) => lengths[place][number]++)));
    return {
      documentCount: documents.length,
      nextId: documents.length,
      documentIds: Object.fromEntries(documents.map((_, id) => [id, id])),
      fieldIds: Object.fromEntries(FIELDS.map((name, number) => [name, number])),
      fieldLength: Object.fromEntries(lengths.map((of, id) => [id, of])),
      averageFieldLength: FIELDS.map((_, number) => lengths.reduce((sum, of) => sum + of[number], 0) / documents.length),
      storedFields: {},
      dirtCount: 0,
      serializationVersion: 2,
    };
  };

  // Give MiniSearch the index as it would have written it itself, with the terms that are wanted: it finds the same with
  // these as with all, and is there at once.
  const engineOf = ({ frame, terms, postings }, isWanted) => {
    const index = [];
    terms.forEach((term, number) => {
      if (isWanted(term)) {
        const counts = postings[number].map((steps) => {
          const of = {};
          read(steps, (place, count) => {
            of[place] = count;
          });
          return of;
        });
        index.push([term, Object.fromEntries(counts.entries())]);
      }
    });
    return MiniSearch.loadJS({ ...frame, index }, options);
  };

  let book;
  const load = () => {
    book ??= new Promise((resolve, reject) => {
      let content;
      globalThis.bookSearchIndex = (text) => {
        content = JSON.parse(text);
      };
      Promise.all([script(LIBRARY), script(INDEX)])
        .then(() => {
          const { documents, pages, terms, postings } = content;
          const places = documents.map((one) => new Place(one, pages));
          resolve({ places, terms, postings, known: new Set(terms), frame: frameOf(content) });
        })
        .catch(reject);
    });
    return book;
  };

  // ---- What is asked

  const hasDigit = (word) => /[0-9]/.test(word);

  // Whether words stand one after another, each in one of its forms.
  const stands = (passage, text) => {
    for (let start = 0; start + passage.length <= text.length; start++) {
      if (passage.every((forms, i) => forms.has(text[start + i]))) {
        return true;
      }
    }
    return false;
  };

  const asForms = (list) => list.map((word) => new Set([word]));

  const weighed = ({ places }) => ({ boost: { title: 4, also: 2, cells: 0.5 }, boostDocument: (id) => places[id].weight });

  // Places that have every word: a longer word counts by its beginning, a number only as a whole.
  const isBegun = (word) => word.length > 3 && !hasDigit(word);
  const exact = (all, asked, combineWith = "AND") =>
    engineOf(all, (term) => asked.some((word) => term === word || (isBegun(word) && term.startsWith(word)))).search(
      asked.join(" "),
      { ...weighed(all), tokenize: (text) => text.split(" "), combineWith, prefix: isBegun },
    );

  // The words of the book that differ from a word by one letter, or by two letters that have changed places. Short words
  // have too many of these, so that they are tried only where the book does not have the word and others stand beside it.
  const near = ({ whole, known, terms }, word, alone) => {
    const isThere = known.has(word) || (isBegun(word) && terms.some((term) => term.startsWith(word)));
    if (!LETTERS.test(word) || word.length < 3 || (word.length < 5 && (isThere || alone))) {
      return [];
    }
    const found = whole.search(word, { tokenize: (text) => [text], fuzzy: 1, prefix: false });
    const forms = new Set(found.flatMap((result) => Object.keys(result.match)));
    for (let i = 0; i + 1 < word.length; i++) {
      const swapped = word.slice(0, i) + word[i + 1] + word[i] + word.slice(i + 2);
      if (known.has(swapped)) {
        forms.add(swapped);
      }
    }
    return [...forms].filter((form) => form !== word && !hasDigit(form));
  };

  const misspelt = (all, asked) => {
    all.whole ??= engineOf(all, () => true);
    const forms = asked.map((word) => [word, ...near(all, word, asked.length === 1)]);
    const queries = forms.map((of) => ({ queries: of, combineWith: "OR", tokenize: (text) => [text] }));
    const found = all.whole.search({ combineWith: "AND", queries }, weighed(all));
    return { found, passage: forms.map((of) => new Set(of)) };
  };

  // How well a place answers: 3 where it is called that, 2 where its name has it, 1 where it says it, 0 where it has the
  // words; what only speaks of other rows never comes before these.
  const rank = (place, passage, result) => Math.min(rankByName(place, passage, result), place.weight < 1 ? 1 : 3);

  const rankByName = (place, passage, { match }) => {
    // Only what has every word can have them one after another: few places have to be taken apart.
    const has = (name) => passage.every((forms) => [...forms].some((form) => match[form]?.includes(name)));
    if (has("title") || has("also")) {
      if (place.names.some((name) => name.length === passage.length && stands(passage, name))) {
        return 3;
      }
      if (stands(passage, place.words.title)) {
        return 2;
      }
    }
    const says = (name) => has(name) && (passage.length === 1 || stands(passage, place.words[name]));
    return says("prose") || says("cells") ? 1 : 0;
  };

  const ordered = ({ places }, found, passage, quoted) =>
    found
      .map((result) => {
        const place = places[result.id];
        return { place, result, rank: rank(place, passage, result) };
      })
      .filter(({ place }) => quoted.every((part) => FIELDS.some((name) => stands(part, place.words[name]))))
      .sort((a, b) => b.rank - a.rank || b.result.score - a.result.score || a.result.id - b.result.id);

  // What a query finds, and what to say of it where not every word was found as it was typed.
  const answer = (all, query) => {
    const quoted = [...query.matchAll(QUOTED)].map((part) => asForms(words(part[1])));
    const unquoted = query.replace(/["“”„«»]/g, " ");
    // Somebody may write the thousands of a number with spaces.
    const joined = words(unquoted.replace(/([0-9]) (?=[0-9]{3}(?![0-9]))/g, "$1,"));
    const asked = words(unquoted);
    if (!asked.length) {
      return { found: [], asked };
    }
    for (const list of joined.length < asked.length ? [joined, asked] : [asked]) {
      const found = ordered(all, exact(all, list), asForms(list), quoted);
      if (found.length) {
        return { found, asked };
      }
    }
    const close = misspelt(all, asked);
    const found = ordered(all, close.found, close.passage, []);
    if (found.length) {
      return { found, asked, note: "No place has all of this as it is typed. These have words that differ by one letter." };
    }
    const some = asked.length > 1 ? ordered(all, exact(all, asked, "OR"), asForms(asked), []) : [];
    return { found: some, asked, note: some.length ? "No place has all of these words. These have some of them." : "" };
  };

  // ---- What is shown

  const make = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  // A text with its hits marked.
  const marked = (text, hits) => {
    const parts = [];
    let end = 0;
    for (const token of text.matchAll(TOKEN)) {
      if (words(token[0]).some((word) => hits.has(word))) {
        parts.push(text.slice(end, token.index), make("mark", {}, token[0]));
        end = token.index + token[0].length;
      }
    }
    return [...parts, text.slice(end)];
  };

  const count = (text, hits) => new Set(words(text).filter((word) => hits.has(word))).size;

  const cutFrom = (text, start) => {
    const cut = text.lastIndexOf(" ", start + LENGTH);
    const end = start + LENGTH >= text.length || cut <= start ? text.length : cut;
    return (start ? "… " : "") + text.slice(start, end) + (end < text.length ? " …" : "");
  };

  // The paragraph of a place that has most of the hits, prose before tables, and of a long one the part that has most. What
  // is called as was asked shows how it begins.
  const snippet = ({ kind, prose, cells, headings }, hits, isCalled) => {
    let lines = cells.split("\n");
    if (kind === ROW) {
      lines = [lines.flatMap((cell, column) => (cell ? [`${headings[column]}: ${cell}`] : [])).join(APART)];
    } else {
      lines = [...prose.split("\n"), ...lines];
    }
    if (isCalled) {
      return cutFrom(lines[0].normalize("NFC"), 0);
    }
    let best = lines[0];
    let most = count(best, hits);
    for (const line of lines) {
      const found = count(line, hits);
      if (found > most) {
        [best, most] = [line, found];
      }
    }
    const text = best.normalize("NFC");
    if (text.length <= LENGTH) {
      return text;
    }
    const tokens = [...text.matchAll(TOKEN)].filter((token) => words(token[0]).some((word) => hits.has(word)));
    let from = 0;
    most = 0;
    for (const { index } of tokens) {
      const found = tokens.filter((token) => token.index >= index && token.index < index + LENGTH - 60).length;
      if (found > most) {
        [from, most] = [index, found];
      }
    }
    return cutFrom(text, from < 80 ? 0 : text.indexOf(" ", from - 60) + 1);
  };

  const shortened = (title) =>
    title.length > LONGEST_TITLE ? title.slice(0, title.lastIndexOf(" ", LONGEST_TITLE)) + " …" : title;

  const item = ({ place, result, rank }) => {
    const hits = new Set(Object.keys(result.match));
    const link = make("a", { href: place.address }, ...marked(shortened(place.title), hits));
    const entry = make("li", {}, link);
    if (!place.isTop) {
      const where = place.kind === ROW ? `Ledger: ${place.pageTitle}` : place.pageTitle;
      entry.append(" ", make("span", { className: "search-place" }, where));
    }
    const text = snippet(place, hits, rank === 3);
    if (text) {
      const said = make("p", { className: "search-snippet" }, ...marked(text, hits));
      if (place.language) {
        said.lang = link.lang = place.language;
      }
      entry.append(said);
    }
    return entry;
  };

  const groupOf = ({ id, title }, found) => {
    const heading = make("h2", { id }, title, " ", make("span", { className: "search-count" }, `(${found.length})`));
    const list = make("ol", { className: "search-list" }, ...found.slice(0, FIRST).map(item));
    const section = make("section", {}, heading, list);
    section.setAttribute("aria-labelledby", id);
    if (found.length > FIRST) {
      const more = make("button", { type: "button", className: "search-more" }, `Show all ${found.length}`);
      more.addEventListener("click", () => {
        list.append(...found.slice(FIRST).map(item));
        more.remove();
        list.children[FIRST].querySelector("a").focus();
      });
      section.append(more);
    }
    return section;
  };

  const listed = (parts) =>
    parts.length > 1 ? parts.slice(0, -1).join(", ") + " and " + parts[parts.length - 1] : parts.join("");

  const show = ({ found, asked, note }) => {
    const groups = GROUPS.map((group) => ({ group, of: found.filter(({ place }) => place.kind === group.kind) }))
      .filter(({ of }) => of.length)
      .sort((a, b) => b.of[0].rank - a.of[0].rank || a.group.kind - b.group.kind);
    const counts = groups.map(({ group, of }) => `${of.length} ${of.length === 1 ? group.one : group.many}`);
    results.replaceChildren(...groups.map(({ group, of }) => groupOf(group, of)));
    const nothing = asked.length ? "Nothing in the book has this." : "";
    status.textContent = [note, counts.length ? `Found: ${listed(counts)}.` : nothing].filter(Boolean).join(" ");
    elsewhere.hidden = found.length > 0;
  };

  // ---- When

  let latest = 0;
  const run = async (query) => {
    const turn = ++latest;
    const title = document.title.replace(/^“.*” - /u, "");
    document.title = query ? `“${query}” - ${title}` : title;
    if (!query) {
      show({ found: [], asked: [] });
      return;
    }
    try {
      if (!book) {
        status.textContent = "Searching …";
      }
      const all = await load();
      if (turn === latest) {
        show(answer(all, query));
      }
    } catch (error) {
      book = undefined;
      status.textContent = "The search could not load its index.";
      throw error;
    }
  };

  const asked = () => (new URLSearchParams(location.search).get("q") ?? "").trim();
  // In a folder, without a server, a browser does not let a script change the address.
  const isServed = location.protocol !== "file:";

  let waiting;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const query = field.value.trim();
      if (isServed) {
        history.replaceState(null, "", query ? address(query) : location.pathname);
      }
      run(query);
    }, 150);
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(waiting);
    if (isServed) {
      event.preventDefault();
      const query = field.value.trim();
      history.pushState(null, "", query ? address(query) : location.pathname);
      run(query);
    }
  });
  window.addEventListener("popstate", () => {
    field.value = asked();
    run(asked());
  });

  field.value = asked();
  if (asked()) {
    run(asked());
  } else {
    field.focus();
  }
});
