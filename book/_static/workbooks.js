/* Which cells stand in a sheet of a workbook of Excel (.xlsx), read where the reader is.

   landreformWorkbooks(bytes, file, columns), a global, after fflate and compare.js: {rows: list of [row of the sheet, cells], readAs}, every
   cell as text such as it would have in a CSV file, for readTable of claims-tables.js. It reads and refuses what
   landreform.contested.workbooks of the Python does. */
(function () {
  "use strict";
  const { fault, inputError, quoted } = globalThis.landreformCompare.parts;
  const EXPECTED = "a workbook .xlsx, or a table in CSV, encoded in UTF-8";
  /* More than any table of claims takes; a few kilobytes can unfold to more memory than there is. */
  const MOST = 200e6;
  const DAY = 86400000;
  /* Formats that files name by number alone and that change how a number is written. */
  const FORMATS = { 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    37: "#,##0_);(#,##0)", 38: "#,##0_);[Red](#,##0)", 39: "#,##0.00_);(#,##0.00)", 40: "#,##0.00_);[Red](#,##0.00)",
    41: '_(* #,##0_);_(* \\(#,##0\\);_(* "-"_);_(@_)', 43: '_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)', 48: "##0.0E+0",
    5: '"$"#,##0_);("$"#,##0)', 6: '"$"#,##0_);[Red]("$"#,##0)', 7: '"$"#,##0.00_);("$"#,##0.00)', 8: '"$"#,##0.00_);[Red]("$"#,##0.00)',
    42: '_("$"* #,##0_);_("$"* \\(#,##0\\);_("$"* "-"_);_(@_)', 44: '_("$"* #,##0.00_)_("$"* \\(#,##0.00\\)_("$"* "-"??_)_(@_)', 49: "@", 14: "mm-dd-yy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "m/d/yy h:mm", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0" };

  const all = (node, name) => [...node.getElementsByTagNameNS("*", name)];
  const first = (node, name) => node.getElementsByTagNameNS("*", name)[0] || null;

  function parts(bytes) {
    let size = 0;
    const files = globalThis.fflate.unzipSync(bytes, { filter: ({ name, originalSize }) => {
      const wanted = /^xl\/.*\.(?:xml|rels)$/i.test(name);
      if (wanted) size += originalSize;
      if (size > MOST) throw new Error(`more than ${MOST.toLocaleString("en-US")} bytes when unfolded`);
      return wanted;
    } });
    return (name) => {
      const found = Object.keys(files).find((one) => one.toLowerCase() === name.toLowerCase());
      if (!found) return null;
      const read = new DOMParser().parseFromString(new TextDecoder().decode(files[found]), "application/xml");
      if (first(read, "parsererror")) throw new Error(`${found} is no well-formed XML`);
      return read;
    };
  }

  /* A text of several runs, without the readings that Japanese writes above it. */
  const written = (node) => all(node, "t").filter((one) => one.parentNode.localName !== "rPh").map((one) => one.textContent).join("");

  function formats(styles) {
    if (!styles) return [];
    const own = new Map(all(styles, "numFmt").map((one) => [one.getAttribute("numFmtId"), one.getAttribute("formatCode")]));
    const used = first(styles, "cellXfs");
    return used ? all(used, "xf").map((one) => {
      const id = one.getAttribute("numFmtId") || "0";
      return own.get(id) || FORMATS[id] || "General";
    }) : [];
  }

  const isDate = (format) => /[dmhysDMHYS]/.test(format.replace(/"[^"]*"|\\.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|General/gi, ""));

  function date(value, from1904) {
    const days = value + (from1904 ? 1462 : 0);
    // Excel has a 29 February 1900, which no calendar has.
    const moment = new Date(Date.UTC(1899, 11, days < 60 && !from1904 ? 31 : 30) + Math.round(days * DAY / 1000) * 1000);
    const [day, time] = moment.toISOString().slice(0, 19).split("T");
    return days < 1 ? time : time === "00:00:00" ? day : `${day} ${time}`;
  }

  /* A number as a sheet holds it, to fifteen digits: its sign, and its digits before and behind the point. */
  function held(value) {
    const [mantissa, power] = Math.abs(value).toExponential(14).split("e");
    return { negative: value < 0, digits: mantissa.replace(".", ""), point: Number(power) + 1 };
  }

  function plain({ negative, digits, point }) {
    const zeros = "0".repeat(Math.max(0, 1 - point)), all = zeros + digits, at = point + zeros.length;
    const head = all.slice(0, at).padEnd(at, "0").replace(/^0+(?=\d)/, ""), tail = all.slice(at).replace(/0+$/, "");
    const text = tail ? `${head}.${tail}` : head;
    return negative && /[1-9]/.test(text) ? `-${text}` : text;
  }

  const TOKEN = /"(?<quoted>[^"]*)"?|\\(?<escaped>[^])|(?<space>_[^]|\*[^]|\s)|\[(?<bracket>[^\]]*)\]|(?<general>general)|(?<exponent>e[+-]?)|(?<digit>[0#?])|(?<sign>[.,%/@;])|(?<letter>[^])/giu;
  const COLOUR_OR_LANGUAGE = /^(?:black|blue|cyan|green|magenta|red|white|yellow|color\s?\d{1,2}|\$-[0-9a-z-]*)$/i;

  const tokens = (code) => [...code.matchAll(TOKEN)].map((found) => {
    const [kind, text] = Object.entries(found.groups).find(([, text]) => text !== undefined);
    return { kind, text, start: found.index };
  });

  function section(code, value) {
    const found = tokens(code), condition = found.find(({ kind, text }) => kind === "bracket" && /^[<>=]/.test(text));
    if (condition) throw new Error(`whose format has no [${condition.text}]`);
    const ends = found.filter(({ kind, text }) => kind === "sign" && text === ";").map(({ start }) => start);
    const sections = [0, ...ends.map((end) => end + 1)].map((start, at) => code.slice(start, at < ends.length ? ends[at] : code.length));
    if (value < 0 && sections.length > 1) return sections[1];
    return value === 0 && sections.length > 2 ? sections[2] : sections[0];
  }

  /* What a cell holds, as number_formats.written and workbooks.cell_as_text of the Python write it; an Error with the half of a
     sentence where its format says something else. */
  function number(value, code) {
    if (!Number.isFinite(value)) throw new Error("that is finite");
    const made = held(value);
    let percent = "", placeholders = "", beside = "", asMany = false;
    for (const { kind, text } of tokens(section(code, value))) {
      if (kind === "bracket" && !COLOUR_OR_LANGUAGE.test(text)) throw new Error(`whose format has no [${text}]`);
      if (["quoted", "escaped", "letter"].includes(kind)) beside += text;
      else if (kind === "sign" && text === "%") { made.point += 2; percent += "%"; }
      else if (["general", "exponent"].includes(kind) || (kind === "sign" && "@/".includes(text))) asMany = true;
      else if (kind === "digit" || kind === "sign") placeholders += text;
    }
    percent += "%".repeat(beside.split("%").length - 1);
    beside = beside.replaceAll("%", "").trim();
    const exact = plain(made);
    if (value === 0 && beside === "-" && !placeholders.includes("0")) return exact + percent; // as accountants write nothing
    if ((value < 0 ? /[^()+'’-]/ : /[^+'’]/).test(beside)) throw new Error(`without ${quoted(beside)} beside it`);
    if (percent.length > 1) throw new Error("with no more than one sign of per cent");
    const fixed = /^[0#?,]*(?:\.(0*))?$/.exec(placeholders), places = fixed ? (fixed[1] || "").length : 0;
    const nothing = Number(exact) === 0 || Math.abs(Number(exact)) < 0.5 * 10 ** -places;
    if (!asMany && !placeholders.includes("0") && (!placeholders || nothing)) throw new Error("that is not hidden");
    return exact + percent + (!percent && /\.\d{3}$/.test(exact) ? "0" : "");
  }

  /* A cell of a column that is wanted is refused where its format cannot be read; of another it is what the cell holds. */
  function shown(value, format, from1904, refused) {
    if (format !== "General" && isDate(format)) return date(value, from1904);
    try {
      return number(value, format);
    } catch (error) {
      const text = Number.isFinite(value) ? plain(held(value)) : String(value);
      refused(text, `a number ${error.message}; set the format of the cell to 0`);
      return text;
    }
  }

  function columnOf(place) {
    let at = 0;
    for (const letter of /^[A-Z]+/.exec(place)[0]) at = 26 * at + letter.charCodeAt(0) - 64;
    return at - 1;
  }

  function cellText(cell, strings, styles, from1904, refused) {
    const kind = cell.getAttribute("t") || "n", value = first(cell, "v"), text = value ? value.textContent : "";
    if (kind === "inlineStr") return written(cell);
    if (!text) return null;
    if (kind === "s") return strings[Number(text)] || "";
    if (kind === "b") return text === "1" ? "TRUE" : "FALSE";
    if (kind !== "n") return text;
    const format = styles[Number(cell.getAttribute("s") || 0)] || "General";
    return shown(Number(text), format, from1904, (held, expected) => refused(`${held} in the format ${format}`, expected));
  }

  function sheetRows(sheet, title, file, strings, styles, from1904, wanted) {
    const ranges = all(sheet, "mergeCell").map((one) => one.getAttribute("ref"));
    const corner = (range) => [Number(/\d+/.exec(range)[0]), columnOf(range)];
    ranges.sort((a, b) => corner(a)[0] - corner(b)[0] || corner(a)[1] - corner(b)[1]);
    const faults = ranges.map((range) => fault(file, corner(range)[0], null, `merged cells ${range}`, "every cell with a value of its own"));
    const rows = [];
    let line = 0, width = 0, names = null;
    for (const row of all(sheet, "row")) {
      line = Number(row.getAttribute("r")) || line + 1;
      const cells = [];
      let at = -1;
      for (const cell of all(row, "c")) {
        const place = cell.getAttribute("r"), formula = first(cell, "f");
        at = place ? columnOf(place) : at + 1;
        const text = cellText(cell, strings, styles, from1904, (found, expected) => {
          if (names && names[at]) faults.push(fault(file, line, names[at], `${found}, sheet ${title}`, expected));
        });
        if (text === null && formula) {
          faults.push(fault(file, line, null, `${place} =${formula.textContent}`,
            "the result of the formula, which the file does not hold; open it in a spreadsheet and save it"));
        }
        cells[at] = text || "";
      }
      if (!names && cells.some((cell) => cell && cell.trim())) {
        names = Array.from(cells, (cell) => wanted.get((cell || "").trim().split(/\s+/).join(" ").toLowerCase()));
      }
      width = Math.max(width, cells.length);
      rows.push([line, cells]);
    }
    const whole = rows.map(([at, cells]) => [at, Array.from({ length: width }, (_, k) => cells[k] || "")]);
    return { faults, rows: whole.filter(([, cells]) => cells.some((cell) => cell.trim())) };
  }

  function read(bytes, file, columns) {
    const part = parts(bytes), book = part("xl/workbook.xml");
    if (!book) throw new Error("no workbook in it");
    const from1904 = ["1", "true"].includes((first(book, "workbookPr") || book.documentElement).getAttribute("date1904"));
    const targets = new Map(all(part("xl/_rels/workbook.xml.rels"), "Relationship").map((one) => [one.getAttribute("Id"), one.getAttribute("Target")]));
    const texts = part("xl/sharedStrings.xml"), styles = formats(part("xl/styles.xml"));
    const strings = texts ? all(texts, "si").map(written) : [];
    const wanted = new Map(columns.map((name) => [name.toLowerCase(), name]));
    const listed = all(book, "sheet").map((one) => {
      const id = [...one.attributes].find((attribute) => attribute.localName === "id" && attribute.prefix);
      const target = id ? targets.get(id.value) : null;
      const sheet = target && part(target.startsWith("/") ? target.slice(1) : `xl/${target}`);
      return { title: one.getAttribute("name"), visible: (one.getAttribute("state") || "visible") === "visible", sheet };
    }).filter(({ sheet }) => sheet && first(sheet, "sheetData"));
    const sheets = listed.filter(({ visible }) => visible).map((one) => ({ ...one, ...sheetRows(one.sheet, one.title, file, strings, styles, from1904, wanted) }));
    if (!sheets.length) throw new Error("no sheet with cells");
    const fit = ({ rows }) => new Set((rows.length ? rows[0][1] : []).map((cell) => cell.trim().toLowerCase()).filter((cell) => wanted.has(cell))).size;
    const best = sheets.reduce((one, other) => (fit(other) > fit(one) ? other : one));
    if (best.faults.length) throw inputError(best.faults);
    return { rows: best.rows, readAs: [listed.length > 1 ? `sheet ${quoted(best.title)} of a workbook` : "a workbook"] };
  }

  const readWorkbook = (bytes, file, columns) => {
    try {
      return read(bytes, file, columns);
    } catch (error) {
      if (error.faults) throw error;
      throw inputError([fault(file, null, null, error.message || String(error), EXPECTED)]);
    }
  };
  globalThis.landreformWorkbooks = Object.assign(readWorkbook, { number });
})();
