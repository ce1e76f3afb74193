/* Somebody's own table on the page on choices: pasted or opened, in whatever encoding or as a workbook, and refused in words
   that name the fields of the page. What reads workbooks is loaded when one is opened, from the folder of this script.

   landreformOwnTable(page), a global: page has make and labelled (what-if.js), encodings, and the functions use(read),
   leave(), refused(), emptied() (no table stands in the field) and say(words). */
(function () {
  "use strict";
  const here = document.currentScript.src;
  const WORKBOOKS = ["vendor/fflate/fflate.min.js", "workbooks.js"].map((name) => new URL(name, here).href);
  /* Bytes above which a file is no table of claims; so many faults are told one by one. */
  const MOST = 20e6, TOLD = 20;
  const ENCODINGS = {
    "": "found by itself", "utf-8": "UTF-8", "utf-16": "UTF-16", cp1258: "Vietnamese, Windows 1258", tcvn3: "Vietnamese, TCVN3 (ABC)",
    vni: "Vietnamese, VNI", viscii: "Vietnamese, VISCII", cp1252: "Western, Windows 1252", cp1250: "Central European, Windows 1250",
    cp1251: "Cyrillic, Windows 1251",
  };
  /* Three rows, of which no two say what they know in the same way: a range with a middle, one end, a bare number. */
  const EXAMPLE = "estimate,low,point,high,outcome,lineage\nwitness,2500,4000,9000,died,\nministry,900,,,died,government\nnewspaper,,1100,,died,government\n";
  const THOUSANDS = { "": "not said", ".": "point", ",": "comma", " ": "space", "'": "apostrophe" };
  const DECIMALS = { "": "not said", ".": "point", ",": "comma" };

  function ownTable({ make, labelled, encodings, use, leave, refused, emptied, say }) {
    const tables = globalThis.landreformTables, compare = globalThis.landreformCompare;
    const { fault, inputError } = compare.parts;
    tables.know(encodings);
    const faults = make("ul", { class: "what-if-faults" });
    const opened = make("p", { class: "what-if-opened" });
    const sources = {
      claims: source("Table of claims", 6, "estimate,low,point,high,outcome,lineage", compare.COLUMNS),
      outcomes: source("Table of outcomes", 3, "outcome,part_of", ["outcome", "part_of"]),
    };
    const thousands = select(THOUSANDS), decimal = select(DECIMALS), encoding = select(ENCODINGS, reopened);
    const signFields = make("div", { hidden: true }, labelled("What separates thousands", thousands), labelled("What separates decimals", decimal));
    const encodingField = make("div", { hidden: true }, labelled("Encoding of the file", encoding, "For the file that was opened."));

    function select(words, changed) {
      return make("select", changed ? { on: { change: changed } } : {}, ...Object.entries(words).map(([value, name]) => make("option", { value }, name)));
    }

    /* A table: what stands in its field, or the file that was opened as long as nobody has changed its text. */
    function source(name, rows, placeholder, columns) {
      const made = { name, columns, file: null, bytes: null, given: null };
      made.area = make("textarea", { rows, spellcheck: false, placeholder, on: { input: () => { made.file = made.bytes = made.given = null; opened.textContent = ""; if (!made.area.value.trim() && made === sources.claims) { faults.replaceChildren(); emptied(); } } } });
      return made;
    }

    const script = (address) => new Promise((done, failed) => {
      const made = make("script", { src: address, on: { load: done, error: () => { made.remove(); failed(new Error(address)); } } });
      document.head.append(made);
    });

    async function workbook(bytes, file, columns) {
      try {
        for (const address of WORKBOOKS) if (!document.querySelector(`script[src="${address}"]`)) await script(address);
      } catch {
        throw inputError([fault(file, null, null, "a workbook (.xlsx)", "a table in CSV: what reads workbooks could not be loaded; in a spreadsheet, save the sheet as “CSV UTF-8” and open that")]);
      }
      return globalThis.landreformWorkbooks(bytes, file, columns);
    }

    const csv = (rows) => rows.map(([, cells]) => cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(",")).join("\n");

    async function read(into) {
      const zip = [0x50, 0x4b, 3, 4].every((byte, at) => into.bytes[at] === byte);
      into.given = zip ? await workbook(into.bytes, into.file, into.columns) : tables.decode(into.bytes, into.file, encoding.value);
      into.area.value = into.given.rows ? csv(into.given.rows) : into.given.text;
      opened.textContent = `${into.file} stands above as it was read; “Use this table” compares it.`;
      say(opened.textContent);
    }

    async function attempt(act) {
      try {
        await act();
      } catch (error) {
        if (!["InputError", "ValueError", "NotATollError"].includes(error.name)) throw error;
        tell(error);
      }
    }

    function tell(error) {
      const lines = error.lines || [error.message];
      faults.replaceChildren(...lines.slice(0, TOLD).map((line) => make("li", {}, line)));
      if (lines.length > TOLD) faults.append(make("li", {}, `and ${(lines.length - TOLD).toLocaleString("en-US")} more fault${lines.length - TOLD > 1 ? "s" : ""}`));
      offer(lines);
      refused();
      faults.scrollIntoView({ block: "nearest" });
      say(`The table cannot be used: ${error.message}`);
    }

    /* Show the choices that faults or notes speak of. */
    function offer(lines) {
      const said = lines.join("\n");
      if (/“What separates/.test(said)) signFields.hidden = false;
      if (/“Encoding of the file”|read as (?:Windows code page|UTF-16 without)/.test(said)) encodingField.hidden = false;
    }

    function opener(words, into) {
      const input = make("input", { type: "file", accept: ".csv,.tsv,.txt,.xlsx,text/csv", on: { change: () => attempt(async () => {
        const [file] = input.files;
        if (!file) return;
        faults.replaceChildren();
        opened.textContent = "";
        Object.assign(into, { file: file.name, bytes: null, given: null });
        into.area.value = "";
        if (file.size > MOST) throw inputError([fault(file.name, null, null, `${file.size.toLocaleString("en-US")} bytes`, `a table of no more than ${MOST.toLocaleString("en-US")} bytes`)]);
        into.bytes = new Uint8Array(await file.arrayBuffer());
        await read(into);
      }) } });
      return labelled(words, input);
    }

    /* Read what was opened in another encoding. */
    function reopened() {
      attempt(async () => {
        faults.replaceChildren();
        for (const into of Object.values(sources)) if (into.bytes) await read(into);
      });
    }

    function used() {
      attempt(() => {
        const { claims, outcomes } = sources, notes = [];
        const signs = { thousands: thousands.value, decimal: decimal.value };
        faults.replaceChildren();
        if (signs.decimal && signs.decimal === signs.thousands) {
          throw inputError([fault("“What separates decimals”", null, null, DECIMALS[signs.decimal], "another sign than under “What separates thousands”")]);
        }
        for (const one of Object.values(sources)) {
          if (one.bytes && !one.given) throw inputError([fault(one.file, null, null, "a file that could not be read", "another encoding under “Encoding of the file”, or another file")]);
        }
        const given = outcomes.given || outcomes.area.value;
        const order = outcomes.given || outcomes.area.value.trim() ? tables.readOutcomes(given, outcomes.file || outcomes.name, { notes }) : null;
        use(tables.readTable(claims.given || claims.area.value, claims.file || claims.name, { order, signs, notes }));
      });
    }

    /* Three invented claims; what the reader has written is kept, and they stand where nothing does. */
    function exampled() {
      if (sources.claims.area.value.trim()) {
        opened.textContent = "The field of the table is not empty: what stands there is kept. Empty it, and the example can be put in.";
      } else {
        sources.claims.area.value = EXAMPLE;
        Object.assign(sources.claims, { file: null, bytes: null, given: null });
        opened.textContent = "Three invented claims stand above; “Use this table” compares them.";
      }
      say(opened.textContent);
    }

    /* The fold, with what was noted of the table in use. */
    function fold(own) {
      const notes = own ? own.notes : [];
      offer(notes);
      return make("details", own ? { class: "what-if-own", open: "" } : { class: "what-if-own" }, make("summary", {}, "Your own table"),
        make("p", {}, "Paste or open a table of claims with the columns estimate, low, point, high, outcome, lineage: CSV or a workbook (.xlsx). Nothing leaves this machine, and the address does not hold it."),
        make("p", {}, "A claim has numbers under low, point or high: a range has low and high; “at least” has low, with high left empty; “at most” has high, with low left empty; a bare number stands under point alone. The outcome is what is counted. Claims with the same lineage go back to one origin and are one voice; where lineage is empty, a claim stands for itself."),
        make("p", { class: "what-if-buttons" }, make("button", { type: "button", on: { click: exampled } }, "Put in an example")),
        opener("Open claims", sources.claims), labelled("Table of claims", sources.claims.area), opener("Open outcomes", sources.outcomes),
        labelled("Table of outcomes, if some are parts of others", sources.outcomes.area), encodingField, signFields, opened,
        make("p", { class: "what-if-buttons" }, make("button", { type: "button", on: { click: used } }, "Use this table"),
          ...(own ? [make("button", { type: "button", on: { click: leave } }, "Back to the claims of the book")] : [])),
        faults, make("ul", { class: "what-if-notes" }, ...notes.map((note) => make("li", {}, note))));
    }

    return { fold };
  }

  globalThis.landreformOwnTable = ownTable;
})();
