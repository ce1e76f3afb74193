/* Somebody's own tables of claims and of outcomes, read where the reader is, by the rules of the commands of this book.

   landreformTables for a page (a global, after compare.js and number-words.js) and for Node (module.exports).

   decode(bytes, file, encoding)      the text of a file, with words that say how it was read where that was a choice
   readTable(given, file, how)        claims, outcomes, pairs, titles, notes; or an InputError with every fault
   readOutcomes(given, file, how)     outcomes, pairs, titles
   advice(text)                       where what a cell says belongs that should hold a number; empty where nothing is known
   know(encodings)                    the letters of encodings that are not Unicode: {halves: {name: the letters of the
                                      bytes from 0x80 on}, controls: {name: {byte: letter}}, vni: {marks, letters}}

   given   a text; or what decode gives; or {rows: list of [line, cells], readAs} of a workbook
   how     order     what readOutcomes gave, where there is a table of outcomes
           task      what the claims are wanted for
           signs     {decimal, thousands}: what separates them, where the reader says it: one of . , ' and a space
           notes     the list to which notes are added

   What equals what (package landreform.contested, module.function):

   decode               text_encodings.decode, vietnamese_encodings.decode
   openTable            table_input.TableReader.read, csv_input.parse
   readColumn           typed_numbers.read_column for whole numbers of persons
   advice               number_words.advice
   nameKey, alikeFaults alike_names.name_key, alike_names.alike_faults
   readTable            claims.read_table
   readOutcomes, slips  outcome_tables.read_outcomes, outcome_tables.slips */
(function (root, make) {
  "use strict";
  const node = typeof module === "object" && module.exports;
  const made = node
    ? make(require("./compare.js"), require("./number-words.js"))
    : make(root.landreformCompare, root.landreformNumberWords);
  if (node) module.exports = made;
  root.landreformTables = made;
})(typeof globalThis === "object" ? globalThis : this, function (compare, numberWords) {
  "use strict";

  const { NUMBERS, COLUMNS, NAMES, PAIRS, APART, makeOrder } = compare;
  const { fault, inputError, quoted, byCodePoints, hint } = compare.parts;
  const { inFigures, magnitude } = numberWords;
  const SEPARATORS = { ",": "commas", ";": "semicolons", "\t": "tabulators", "|": "vertical bars" };
  const AT_MOST = 100, LARGEST = 1e12, NAMED = 10;

  /* ---- which text bytes hold ---- */

  const WANTED = "a table in CSV, encoded in UTF-8";
  const NOTHING_THERE = "\uFFFD";
  const OTHER_FILES = [
    [[0xd0, 0xcf, 0x11, 0xe0], "a workbook of Excel before 2007 or another old Office file"],
    [[0x25, 0x50, 0x44, 0x46], "a PDF"],
    [[0x1f, 0x8b], "a compressed file"],
    [[0x50, 0x41, 0x52, 0x31], "a Parquet file"],
  ];
  const MARKS = [
    [[0xef, 0xbb, 0xbf], "utf-8", "UTF-8 with a byte order mark"],
    [[0xff, 0xfe, 0, 0], "utf-32-le", "UTF-32"],
    [[0, 0, 0xfe, 0xff], "utf-32-be", "UTF-32"],
    [[0xff, 0xfe], "utf-16-le", "UTF-16"],
    [[0xfe, 0xff], "utf-16-be", "UTF-16"],
  ];
  const LETTER = "(?:\\p{L}|\\p{Nl}|\\p{No})";
  /* Signs that no western language writes between two letters; words without one plain letter. */
  const SIGN_IN_WORD = new RegExp(`${LETTER}[¡¢£¤¥¦§¨©«¬®¯°±²³´µ¶¸¹»¼½¾¿†‡ˆ‰‹›˜™]${LETTER}`, "u");
  const NO_PLAIN_LETTER = new RegExp(`(?<!${LETTER})[À-ÖØ-öø-ÿ]{3,}(?!${LETTER})`, "u");
  const LINE_ENDS = /\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/;

  let known = { halves: {}, controls: {}, vni: { marks: {}, letters: {} } };
  const know = (encodings) => { known = encodings; };

  const startsWith = (bytes, start) => start.every((byte, at) => bytes[at] === byte);
  const lineAt = (bytes, place) => bytes.subarray(0, place).reduce((count, byte) => count + (byte === 10), 1);
  const bytesShown = (bytes) => {
    const inner = [...bytes].map((byte) => {
      const c = String.fromCharCode(byte);
      if (byte > 126 || (byte < 32 && !"\n\r\t".includes(c))) return `\\x${byte.toString(16).padStart(2, "0")}`;
      return { "\n": "\\n", "\r": "\\r", "\t": "\\t", "\\": "\\\\" }[c] || c;
    }).join("");
    return inner.includes("'") && !inner.includes('"') ? `b"${inner}"` : `b'${inner.replaceAll("'", "\\'")}'`;
  };

  /* Where the bytes are no UTF-8; -1 where they are. */
  function wrongInUtf8(bytes) {
    for (let at = 0; at < bytes.length;) {
      const first = bytes[at];
      let more = 0, low = 0x80, high = 0xbf;
      if (first >= 0xc2 && first <= 0xdf) more = 1;
      else if (first >= 0xe0 && first <= 0xef) {
        more = 2;
        if (first === 0xe0) low = 0xa0;
        if (first === 0xed) high = 0x9f;
      } else if (first >= 0xf0 && first <= 0xf4) {
        more = 3;
        if (first === 0xf0) low = 0x90;
        if (first === 0xf4) high = 0x8f;
      } else if (first > 0x7f) return at;
      for (let k = 1; k <= more; k += 1) {
        const byte = bytes[at + k];
        if (byte === undefined || byte < (k === 1 ? low : 0x80) || byte > (k === 1 ? high : 0xbf)) return at;
      }
      at += more + 1;
    }
    return -1;
  }

  /* Text in UTF-16 or UTF-32; the place of what is none, or -1. */
  function wide(bytes, size, little, from = 0) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const unit = (at) => (size === 2 ? view.getUint16(at, little) : view.getUint32(at, little));
    const parts = [];
    for (let at = from; at < bytes.length; at += size) {
      if (at + size > bytes.length) return { wrong: at };
      const here = unit(at);
      if (size === 4) {
        if (here > 0x10ffff || (here >= 0xd800 && here <= 0xdfff)) return { wrong: at };
        parts.push(String.fromCodePoint(here));
      } else if (here >= 0xd800 && here <= 0xdfff) {
        const next = here < 0xdc00 && at + 4 <= bytes.length ? unit(at + 2) : 0;
        if (next < 0xdc00 || next > 0xdfff) return { wrong: at };
        parts.push(String.fromCharCode(here, next));
        at += 2;
      } else parts.push(String.fromCharCode(here));
    }
    return { wrong: -1, text: parts.join("") };
  }

  const utf8 = (bytes) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);

  /* One letter a byte; the place of a byte that stands for nothing, or -1. */
  function narrow(bytes, encoding) {
    const half = [...known.halves[encoding]], controls = known.controls[encoding] || {};
    const wrong = bytes.findIndex((byte) => byte > 127 && half[byte - 128] === NOTHING_THERE);
    if (wrong >= 0) return { wrong };
    const parts = [];
    for (const byte of bytes) parts.push(byte > 127 ? half[byte - 128] : controls[byte] || String.fromCharCode(byte));
    return { wrong, text: parts.join("") };
  }

  function vni(bytes) {
    const read = narrow(bytes, "cp1252"), { marks, letters } = known.vni;
    if (read.wrong >= 0) return read;
    const pattern = new RegExp(`([aeouyôöAEOUYÔÖ])([${Object.keys(marks).join("")}])|([${Object.keys(letters).join("")}])`, "g");
    const text = read.text.replace(pattern, (_, vowel, mark, letter) =>
      (letter ? letters[letter] : (letters[vowel] || vowel) + marks[mark]));
    return { wrong: -1, text };
  }

  function named(bytes, file, encoding) {
    let read;
    if (encoding === "utf-8") read = { wrong: wrongInUtf8(bytes), text: utf8(bytes) };
    else if (encoding === "utf-16") {
      const big = startsWith(bytes, [0xfe, 0xff]), marked = big || startsWith(bytes, [0xff, 0xfe]);
      read = wide(bytes, 2, !big, marked ? 2 : 0);
    } else read = encoding === "vni" ? vni(bytes) : narrow(bytes, encoding);
    if (read.wrong < 0) return read.text.replace(/^\uFEFF/, "");
    throw inputError([fault(file, lineAt(bytes, read.wrong), null, bytesShown(bytes.subarray(read.wrong, read.wrong + 1)),
      `text in ${encoding}, ${hint("encoding said")}`)]);
  }

  function recognised(bytes, file) {
    const no = (line, found, expected) => inputError([fault(file, line, null, found, expected)]);
    for (const [start, what] of OTHER_FILES) {
      if (startsWith(bytes, start)) throw no(null, what, `${WANTED}, or a workbook .xlsx`);
    }
    for (const [mark, encoding, title] of MARKS) {
      if (!startsWith(bytes, mark)) continue;
      const after = bytes.subarray(mark.length);
      const read = encoding === "utf-8" ? { wrong: wrongInUtf8(after), text: utf8(after) }
        : wide(bytes, encoding.startsWith("utf-16") ? 2 : 4, encoding.endsWith("le"), mark.length);
      if (read.wrong < 0) return [read.text, title];
      const whole = encoding === "utf-8" ? after : bytes;
      throw no(null, bytesShown(whole.subarray(read.wrong, read.wrong + 2)), `${WANTED}; it begins as ${title} does`);
    }
    if (bytes.length > 3 && bytes.length % 2 === 0) {
      for (const [little, first] of [[true, 1], [false, 0]]) {
        const every = bytes.subarray(0, 400).filter((_, at) => at % 2 === first);
        if (every.filter((byte) => byte === 0).length <= 0.6 * every.length) continue;
        const read = wide(bytes, 2, little);
        if (read.wrong < 0) return [read.text, "UTF-16 without a byte order mark"];
      }
    }
    const wrong = wrongInUtf8(bytes);
    if (wrong < 0) return [utf8(bytes), ""];
    const line = lineAt(bytes, wrong), western = narrow(bytes, "cp1252");
    const choose = `${WANTED}, or ${hint("encoding")}`;
    if (western.wrong >= 0) throw no(line, bytesShown(bytes.subarray(wrong, wrong + 1)), choose);
    const strange = SIGN_IN_WORD.exec(western.text) || NO_PLAIN_LETTER.exec(western.text);
    if (strange) {
      const start = western.text.lastIndexOf("\n", strange.index - 1) + 1, end = western.text.indexOf("\n", strange.index);
      throw no(line, western.text.slice(start, end < 0 ? undefined : end).trim(), choose);
    }
    if (western.text.includes("\0")) throw no(line, "a zero byte", choose);
    return [western.text, `Windows code page 1252${firstLine(western.text)}`];
  }

  /* The first line that is not in ASCII alone, or the first. */
  function firstLine(text) {
    const lines = text.split(LINE_ENDS);
    if (lines.length > 1 && !lines[lines.length - 1]) lines.pop();
    const found = lines.findIndex((line) => /[^\0-\x7f]/.test(line)), at = Math.max(found, 0), line = [...lines[at].trim()];
    return ` (line ${at + 1} is ${quoted(line.length <= 60 ? line.join("") : `${line.slice(0, 59).join("")}…`)})`;
  }

  function decode(bytes, file, encoding = "") {
    let text, title;
    if (encoding) {
      text = named(bytes, file, encoding).normalize("NFC");
      title = `${["tcvn3", "vni", "viscii"].includes(encoding) ? encoding.toUpperCase() : encoding}${firstLine(text)}`;
    } else [text, title] = recognised(bytes, file);
    return composed(text, file, title ? [title] : []);
  }

  function composed(text, file, readAs) {
    if (text.includes("\0")) {
      const line = text.slice(0, text.indexOf("\0")).split("\n").length;
      throw inputError([fault(file, line, null, "a zero byte", `${WANTED}; this is no text`)]);
    }
    const found = text.normalize("NFC");
    return { text: found, readAs: found === text ? readAs : [...readAs, "letters brought to Unicode normal form C"] };
  }

  /* ---- names ---- */

  /* A name as all its spellings have it. */
  function nameKey(name) {
    const plain = name.normalize("NFD").replace(/[\u00ad\u200b-\u200d\u2060\ufeff]+/g, "").toUpperCase();
    return plain.split(/[\s\x1c-\x1f\x85]+/).filter(Boolean).join(" ").normalize("NFC");
  }

  /* A fault for each further spelling of a name; cells are [line, column, name]. */
  function alikeFaults(file, cells) {
    const first = new Map(), known = new Set(), faults = [];
    for (const [line, column, name] of cells) {
      if (!name || known.has(name)) continue;
      known.add(name);
      const key = nameKey(name);
      if (!first.has(key)) { first.set(key, [name, line]); continue; }
      const [spelling, before] = first.get(key);
      faults.push(fault(file, line, column, name,
        `${quoted(spelling)} as in ${hint("row").replace("{row}", before)}, or another name: only capitals, spaces or unseen characters differ`));
    }
    return faults;
  }

  const byRow = (faults) => faults.map((one, at) => [one, at]).sort((a, b) => (a[0].row || 0) - (b[0].row || 0) || a[1] - b[1]).map(([one]) => one);

  /* ---- cells and columns ---- */

  /* Records of a text in CSV, each with the line on which it ends. */
  function parseCsv(text, file, separator) {
    const lines = text.match(/[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$/g) || [];
    const records = [];
    let cells = [], cell = "", state = "start", read = 0;
    const wrong = (words) => {
      const begins = records.length ? records[records.length - 1].line + 1 : 1;
      return inputError([fault(file, begins, null, words,
        "well-formed CSV: a cell with a quotation mark at its start ends with one, and has others doubled")]);
    };
    const finish = () => { cells.push(cell); cell = ""; };
    for (const line of lines) {
      read += 1;
      let ended = false;
      for (const c of line) {
        const end = c === "\n" || c === "\r";
        if (state === "quoted") { if (c === '"') state = "quote"; else cell += c; } else if (ended) continue;
        else if (end) { if (state !== "start" || cells.length) finish(); state = "start"; ended = true; } else if (state === "quote") {
          if (c === '"') { cell += c; state = "quoted"; } else if (c === separator) { finish(); state = "next"; } else throw wrong(`'${separator}' expected after '"'`);
        } else if (c === separator) { finish(); state = "next"; } else if (c === '"' && (state === "start" || state === "next")) state = "quoted";
        else { cell += c; state = "field"; }
      }
      if (state !== "quoted") {
        if (!ended && (state !== "start" || cells.length)) finish();
        records.push({ line: read, cells });
        cells = [];
        state = "start";
      }
    }
    if (state === "quoted") throw wrong("unexpected end of data");
    return records;
  }

  function splitTable(text, file, wanted) {
    const said = /^"?sep=([^\w"\r\n])"?[ ]*(?:\r\n|\n|\r)/i.exec(text);
    if (said) {
      const records = parseCsv(text.slice(said[0].length), file, said[1]).map(({ line, cells }) => ({ line: line + 1, cells }));
      return [records.filter(({ cells }) => cells.some((cell) => cell)), said[1]];
    }
    const names = new Set(wanted.map((name) => name.toLowerCase()));
    const head = text.split(LINE_ENDS).find((line) => line.trim()) || "";
    let separator = null, best = [-1, -1];
    for (const one of Object.keys(SEPARATORS)) {
      const cells = head.split(one).map((cell) => cell.replace(/^[ "]+|[ "]+$/g, "").toLowerCase());
      const fit = [new Set(cells.filter((cell) => names.has(cell))).size, cells.length];
      if (fit[0] > best[0] || (fit[0] === best[0] && fit[1] > best[1])) { separator = one; best = fit; }
    }
    return [parseCsv(text, file, separator).filter(({ cells }) => cells.some((cell) => cell.trim())), separator];
  }

  function openTable(given, file, columns, optional, least, notes) {
    const wanted = [...columns, ...optional];
    const whole = typeof given === "string" ? composed(given.replace(/^\uFEFF/, ""), file, []) : given;
    const [lines, separator] = whole.rows
      ? [whole.rows.map(([line, cells]) => ({ line, cells })), ","] : splitTable(whole.text, file, wanted);
    const [head, ...body] = lines.length ? lines : [{ line: 1, cells: [] }];
    const names = head.cells.map((cell) => cell.split(/\s+/).filter(Boolean).join(" "));
    while (names.length && !names[names.length - 1]) names.pop();
    const between = separator === "," ? [] : [`with ${SEPARATORS[separator] || quoted(separator)} between the cells`];
    const readAs = [...whole.readAs, ...between];
    for (const name of wanted) {
      const those = names.map((_, at) => at).filter((at) => nameKey(names[at]) === nameKey(name));
      if (!names.includes(name) && those.length === 1) {
        readAs.push(`column ${names[those[0]]} as ${name}`);
        names[those[0]] = name;
      }
    }
    const shown = names.join(",");
    const spelt = (name) => names.filter((one) => nameKey(one) === nameKey(name));
    const twice = wanted.filter((name) => spelt(name).length > 1).sort(byCodePoints);
    if (twice.length) {
      throw inputError(twice.map((name) => {
        const spellings = [...new Set(spelt(name))];
        const several = spellings.length > 1 ? `, not as ${spellings.map(quoted).join(" and ")}` : "";
        return fault(file, head.line, name, shown, `each column once${several}`);
      }));
    }
    const absent = columns.filter((name) => !names.includes(name));
    if (absent.length) {
      const also = optional.length ? ` (and, if wanted, ${optional.join(", ")})` : "";
      throw inputError([fault(file, head.line, null, shown,
        `the columns ${columns.join(", ")}${also}, between commas, semicolons or tabulators; not there: ${absent.join(", ")}`)]);
    }
    if (readAs.length) notes.push(`${file}: read ${/^(?:with|column)/.test(readAs[0]) ? "" : "as "}${readAs.join(", ")}`);
    const rows = body.map(({ line, cells }) => ({ line, cells: cells.map((cell) => cell.trim()) })).filter(({ cells }) => cells.some(Boolean));
    if (!rows.length) throw inputError([fault(file, null, null, "no rows", least)]);
    const cut = rows.map(({ line, cells }) => ({ line, cells: cells.slice(names.length).some(Boolean) ? cells : cells.slice(0, names.length) }));
    const faults = cut.filter(({ cells }) => cells.length !== names.length).map(({ line, cells }) => fault(file, line, null, `${cells.length} cells`,
      `${names.length} cells, as many as the header has (the row is too ${cells.length < names.length ? "short" : "long"})`));
    if (faults.length) throw inputError(faults);
    return cut.map(({ line, cells }) => ({ line, row: Object.fromEntries(names.map((name, at) => [name, cells[at]])) }));
  }

  /* ---- numbers as people type them ---- */

  const SIGN = { ".": "point", ",": "comma", " ": "space", "'": "apostrophe" };
  const PERSONS = "a whole number of persons in figures, such as 15000, or an empty cell";

  const same = (text) => text.replace(/[\u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u202f]/g, " ").replace(/[’ʼ′＇]/g, "'").replace(/[\u200b\ufeff]/g, "");

  /* A number as its digits before and behind the point, moved by some places. */
  function decimalOf(whole, part = "", places = 0) {
    let digits = whole + part, point = whole.length + places;
    if (point <= 0) { digits = "0".repeat(1 - point) + digits; point = 1; }
    digits = digits.padEnd(point, "0");
    const head = digits.slice(0, point).replace(/^0+(?=\d)/, ""), tail = digits.slice(point).replace(/0+$/, "");
    const text = tail ? `${head}.${tail}` : head;
    return { head, tail, value: Number(text), shown: text.length <= 30 ? text : `${text.slice(0, 29)}…` };
  }

  const isGrouped = ([first, ...rest]) => first.length <= 3 && !first.startsWith("0") && rest.every((one) => one.length === 3);

  function readingsOf(number) {
    if (!/^[0-9]+(?:[., '][0-9]+)*$/.test(number)) return [];
    const groups = number.split(/[., ']/), between = number.match(/[., ']/g) || [];
    if (!between.length) return [{ value: decimalOf(number), decimal: "", thousands: "" }];
    const found = [];
    if (new Set(between).size === 1 && isGrouped(groups)) {
      found.push({ value: decimalOf(groups.join("")), decimal: "", thousands: between[0] });
      if (between.length === 1 && between[0] === " ") found.push({ value: null, decimal: "", thousands: "two numbers" });
    }
    const thousands = between.slice(0, -1), last = between[between.length - 1];
    const alike = new Set(thousands).size <= 1 && last !== " " && !thousands.includes(last);
    if (alike && (!thousands.length || isGrouped(groups.slice(0, -1)))) {
      found.push({ value: decimalOf(groups.slice(0, -1).join(""), groups[groups.length - 1]), decimal: last, thousands: thousands[0] || "" });
    }
    return found;
  }

  const NUMBER = "[0-9][0-9., '’\\u00a0\\u202f]*";
  const exactly = (pattern) => new RegExp(`^(?:${pattern})$`);
  const RANGE = exactly(`(?:between|from|từ)?\\s*(${NUMBER}?)\\s*(?:-|–|—|−|~|\\.\\.+|to|and|or|đến|bis|à)\\s*(${NUMBER})`);
  const PLACED = [
    [exactly(`(?:>=?|≥|⩾|at least|more than|over|above|from|minimum|min\\.?|no fewer than|upwards of|ít nhất|hơn|trên)\\s*(${NUMBER})|(${NUMBER})\\s*(?:\\+|or more|and more|and above)`),
      "what is at least so much has its number in the column low, and high is empty"],
    [exactly(`(?:<=?|≤|⩽|at most|less than|fewer than|under|below|up to|maximum|max\\.?|no more than|dưới|tối đa)\\s*(${NUMBER})|(${NUMBER})\\s*(?:or less|or fewer|at most)`),
      "what is at most so much has its number in the column high, and low is empty"],
    [exactly(`(?:c\\.?|ca\\.?|cca\\.?|circa|about|approx\\.?|approximately|around|roughly|nearly|almost|some|estimated|est\\.?|~|≈|±|khoảng|chừng|gần)\\s*(${NUMBER})|(${NUMBER})\\s*(?:approx\\.?|\\?|\\(est\\.?\\))`),
      "what is about right has its number in the column point, with low and high where the source gives any"],
  ];
  const SHORT = /^([0-9]{1,12}(?:\.[0-9]{1,9})?)\s*(k|m|bn|thousand|million|billion|nghìn|ngàn|triệu)$/;
  const POWERS = { k: 3, thousand: 3, "nghìn": 3, "ngàn": 3, m: 6, million: 6, "triệu": 6, bn: 9, billion: 9 };
  const NOTHING = ["-", "–", "—", "?", "n/a", "na", "n.a.", "nan", "none", "null", "unknown", "not known", "không rõ", "x", "…"];

  function advice(text) {
    const said = text.toLowerCase().split(/\s+/).filter(Boolean).join(" ");
    if (said.length > 100) return "";
    if (NOTHING.includes(said)) return "what is not known is an empty cell";
    const short = SHORT.exec(said);
    if (short) {
      const [head, tail = ""] = short[1].split("."), power = POWERS[short[2]];
      if (tail.length !== 3 && tail.length <= power) return `in figures it is ${decimalOf(head, tail, power).head}`;
    }
    const both = RANGE.exec(said);
    if (both) return `a range has its first number in the column low and its last in the column high: ${both[1].trim()} and ${both[2].trim()}`;
    for (const [form, what] of PLACED) {
      const found = form.exec(said);
      if (found) return `${what}: ${(found[1] || found[2]).trim()}`;
    }
    if (/^[-−]/.test(said)) return "it cannot be below 0";
    const ends = magnitude(said);
    if (ends) return `as an order of magnitude it is low ${ends[0]}, high ${ends[1]}, and the word itself in the column printed`;
    const figures = inFigures(said);
    return figures ? `in figures it is ${figures}` : "";
  }

  function inOurDigits(text) {
    const isDigit = (c) => c !== undefined && /\p{Nd}/u.test(c);
    return [...text].map((c) => {
      if (!isDigit(c) || /[0-9]/.test(c)) return c;
      let before = 0;
      while (isDigit(String.fromCodePoint(c.codePointAt(0) - before - 1))) before += 1;
      return String(before % 10);
    }).join("");
  }

  /* Whether a reading agrees with what somebody said of the signs. */
  function isAllowed(reading, signs) {
    if (reading.value === null) return signs.thousands !== " ";
    const { decimal, thousands } = reading;
    if (signs.decimal && (thousands === signs.decimal || (decimal && decimal !== signs.decimal))) return false;
    return !(signs.thousands && (decimal === signs.thousands || (thousands && thousands !== signs.thousands)));
  }

  function readCell(line, text, signs) {
    const plain = same(text).trim(), no = (expected) => ({ line, text, readings: [], all: [], expected });
    if (!plain) return null;
    if ([...plain].length > AT_MOST) return no(PERSONS);
    const share = /^(.*[0-9])\s*(%|‰|per\s?cent|per\s?mill?e?)$/is.exec(plain);
    if (share) return no(`${PERSONS}; ${share[2]} makes it a share`);
    const power = /^([0-9]+(?:\.[0-9]+)?)[eE]\+?(-?[0-9]{1,3})$/.exec(plain);
    if (power) {
      const [head, tail = ""] = power[1].split(".");
      const readings = [{ value: decimalOf(head, tail, Number(power[2])), decimal: "", thousands: "" }];
      return { line, text, readings, all: readings, expected: "" };
    }
    const all = readingsOf(plain);
    if (all.length) {
      const readings = all.filter((one) => isAllowed(one, signs));
      if (readings.length) return { line, text, readings, all, expected: "" };
      const said = ["decimal", "thousands"].filter((what) => signs[what]).map((what) => hint(`${what} said`, SIGN[signs[what]]));
      return no(`a number as ${said.join(" and ")} has it`);
    }
    const digits = inOurDigits(plain);
    if (digits !== plain && readingsOf(digits.replaceAll("٬", ",").replaceAll("٫", ".")).length) {
      return no(`the digits 0 to 9, in which it is ${digits}`);
    }
    const words = advice(plain);
    return no(words ? `${PERSONS}; ${words}` : PERSONS);
  }

  function bounded(value) {
    if (value.value > LARGEST) return `a number no greater than ${LARGEST.toLocaleString("en-US")}`;
    if (value.value > 0 && value.value < 1e-9) return "a number that is 0 or no smaller than 0.000000001";
    if (value.tail) return `a whole number of persons: ${value.shown} is a fraction, ${decimalOf(value.head, value.tail, 3).shown} if it counts thousands`;
    return "";
  }

  /* Values of the cells of one column: a number, null where empty, undefined where at fault. */
  function readColumn(cells, file, column, signs, faults, notes) {
    const read = cells.map(([line, text]) => readCell(line, text, signs));
    const proved = new Map(), taken = new Map();
    for (const cell of read) {
      if (!cell || cell.all.length !== 1) continue;
      const [{ decimal: sign, thousands }] = cell.all;
      for (const [one, what] of [[sign, "decimals"], [thousands, "thousands"]]) {
        if (one && !proved.has(one + what)) proved.set(one + what, [cell.line, cell.text.trim()]);
      }
    }
    const values = read.map((cell) => {
      if (!cell) return null;
      let expected = cell.expected, value = null;
      if (!expected) {
        const text = cell.text.trim(), sign = [...same(text)].find((c) => c in SIGN) || "";
        let left = cell.readings;
        const because = (words) => {
          if (!taken.has(words)) taken.set(words, []);
          taken.get(words).push(`${text} in row ${cell.line} is ${left[0].value ? left[0].value.shown : "two numbers"}`);
        };
        if (left.length > 1) {
          const ways = ["thousands", "decimals"].filter((what) => proved.has(sign + what));
          if (ways.length !== 1) expected = bothReadings(left, sign, ways.map((way) => proved.get(sign + way)));
          else {
            left = left.filter((one) => one.value && (ways[0] === "decimals" ? one.decimal : one.thousands) === sign);
            const [line, example] = proved.get(sign + ways[0]);
            because(`the ${SIGN[sign]} separates ${ways[0]}, as it must in row ${line} (${example})`);
          }
        } else if (cell.all.length > 1) {
          because(`the ${SIGN[sign]} separates ${left[0].decimal === sign ? "decimals" : "thousands"}, ${hint("signs said")}`);
        }
        if (!expected) {
          value = left[0].value;
          expected = value === null ? `one number; ${quoted(text)} may be two` : bounded(value);
        }
      }
      if (expected) { faults.push(fault(file, cell.line, column, cell.text, expected)); return undefined; }
      return value.value;
    });
    for (const [words, those] of taken) {
      const more = those.length > 1 ? ` and ${those.length - 1} more like it` : "";
      notes.push(`${file}, column ${column}: ${words}; so ${those[0]}${more}`);
    }
    return values;
  }

  function bothReadings(left, sign, mixed) {
    const name = SIGN[sign];
    if (mixed.length) {
      const places = mixed.map(([line, text]) => `row ${line} (${text})`).join(" and ");
      return `one reading: the ${name} separates thousands and decimals in this column, see ${places}`;
    }
    const [thousands, other] = left;
    if (other.value === null) {
      return `one number: ${thousands.value.shown} if the ${name} separates thousands, else two numbers; write it without, or ${hint("thousands", name)}`;
    }
    return `one reading: ${thousands.value.shown} if the ${name} separates thousands, ${other.value.shown} if it separates decimals; write it without, or ${hint("thousands or decimals", name)}`;
  }

  /* ---- tables of claims and of outcomes ---- */

  const NOBODY = "a number above 0 (that nobody died is a clear answer, and no factor leads from it to any other number: " +
    "such a row stands beside every comparison and not in it)";

  function faultsOfNumbers(cells, values) {
    if (!NUMBERS.some((column) => cells[column])) return [[null, "an empty claim", "a number in at least one of low, point and high"]];
    const { low, point, high } = values;
    if (low === undefined || point === undefined || high === undefined) return [];
    const nobody = ["point", "high"].filter((column) => values[column] === 0).map((column) => [column, cells[column], NOBODY]);
    if (nobody.length) return nobody;
    if (low === 0 && point === null && high === null) {
      return [["low", cells.low, "a number above 0, or another in point or high: at least 0 says nothing"]];
    }
    if (low !== null && high !== null && low > high) return [["low", cells.low, `no more than high, which is ${cells.high}`]];
    if (point !== null && ((low !== null && point < low) || (high !== null && point > high))) {
      return [["point", cells.point, `a value from low to high (${cells.low} to ${cells.high})`]];
    }
    return [];
  }

  /* How alike two names are: twice the letters in matching blocks over all letters (difflib.SequenceMatcher.ratio). */
  function alike(a, b) {
    const blocks = (alo, ahi, blo, bhi) => {
      let best = [alo, blo, 0], before = new Map();
      for (let i = alo; i < ahi; i += 1) {
        const now = new Map();
        for (let j = blo; j < bhi; j += 1) {
          if (a[i] !== b[j]) continue;
          const size = (before.get(j - 1) || 0) + 1;
          now.set(j, size);
          if (size > best[2]) best = [i - size + 1, j - size + 1, size];
        }
        before = now;
      }
      const [i, j, size] = best;
      return size ? size + blocks(alo, i, blo, j) + blocks(i + size, ahi, j + size, bhi) : 0;
    };
    return a.length + b.length ? (2 * blocks(0, a.length, 0, b.length)) / (a.length + b.length) : 1;
  }

  function slips(names) {
    const isKnown = (name) => NAMES.includes(name) || APART.includes(name), found = new Map();
    const known = new Map(names.filter(isKnown).map((name) => [nameKey(name), name]));
    for (const name of names) {
      const key = nameKey(name);
      if (known.has(key)) continue;
      const near = [...known.keys()].map((one) => [alike([...one], [...key]), one]).filter(([how]) => how >= 0.87)
        .sort((a, b) => b[0] - a[0] || byCodePoints(b[1], a[1]));
      if (near.length) found.set(name, known.get(near[0][1]));
    }
    return found;
  }

  function chosenOrder(names) {
    const others = names.filter((name) => !NAMES.includes(name) && !APART.includes(name));
    if (!others.length) {
      const book = makeOrder(), parts = [];
      for (const name of names.filter((one) => NAMES.includes(one))) {
        const wholes = NAMES.filter((one, at) => one !== name && names.includes(one) && book.within[book.place.get(name)][at]);
        if (wholes.length) parts.push(`${name} within ${wholes.join(" and ")}`);
      }
      const note = `Outcomes: named and ordered as in the book (${parts.join(", ")}); ${hint("outcomes")} would say otherwise.`;
      return { outcomes: NAMES, pairs: PAIRS, titles: {}, apart: APART, notes: parts.length ? [note] : [] };
    }
    const listed = names.length <= 6 ? `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}` : `all ${names.length} outcomes`;
    const note = `Outcomes: nobody said which is part of which, so that ${listed} are each compared with themselves alone; ${hint("outcomes")} would say it.`;
    return { outcomes: names, pairs: [], titles: {}, apart: [], notes: names.length > 1 ? [note] : [] };
  }

  const namedClaims = (names) => names.slice(0, NAMED).join(", ") + (names.length > NAMED ? ` and ${names.length - NAMED} more` : "");

  const UNSAID = { decimal: "", thousands: "" };

  function readTable(given, file, { order = null, task = "the consistency gap", signs = UNSAID, notes = [] } = {}) {
    const faults = [];
    const rows = openTable(given, file, COLUMNS, ["printed"], "at least one row under the header", notes);
    const numbers = {};
    for (const column of NUMBERS) numbers[column] = readColumn(rows.map(({ line, row }) => [line, row[column]]), file, column, signs, faults, notes);
    const names = [...new Set(rows.map(({ row }) => row.outcome).filter(Boolean))];
    const chosen = order ? { ...order, apart: [], notes: [] } : chosenOrder(names);
    const misspelt = order ? new Map() : slips(names), known = [...chosen.outcomes, ...chosen.apart];
    const more = order ? "" : `; with ${hint("outcomes")} a claim may have any other`;
    const expectedOutcome = (outcome) => {
      if (misspelt.has(outcome)) return `${quoted(misspelt.get(outcome))}, as other claims have it${more}`;
      if (!outcome) return order ? `one of ${known.join(", ")}` : "what the claim counts, such as died";
      if (!known.includes(outcome)) return `one of ${known.join(", ")}`;
      if (task && !chosen.outcomes.includes(outcome)) return `a toll, as ${task} needs: one of ${chosen.outcomes.join(", ")}${more}`;
      return "";
    };
    const opened = [];
    rows.forEach(({ line, row }, at) => {
      const values = Object.fromEntries(NUMBERS.map((column) => [column, numbers[column][at]]));
      const found = faultsOfNumbers(row, values);
      if (!row.estimate) found.push(["estimate", "", "a name for the claim"]);
      const expected = expectedOutcome(row.outcome);
      if (expected) found.push(["outcome", row.outcome, expected]);
      faults.push(...found.map((one) => fault(file, line, ...one)));
      if (values.low === 0) { numbers.low[at] = null; opened.push(row.estimate); }
    });
    const named = new Map(), seen = new Set();
    for (const { row } of rows) if (row.lineage && !named.has(nameKey(row.lineage))) named.set(nameKey(row.lineage), row.lineage);
    for (const column of ["lineage", "estimate"]) faults.push(...alikeFaults(file, rows.map(({ line, row }) => [line, column, row[column]])));
    for (const { line, row } of rows) {
      if (row.estimate && seen.has(row.estimate)) faults.push(fault(file, line, "estimate", row.estimate, "a name that no other claim has"));
      seen.add(row.estimate);
      const lineage = row.lineage ? undefined : named.get(nameKey(row.estimate));
      if (lineage) {
        const own = row.estimate === lineage ? "" : `this is ${quoted(row.estimate)} and `;
        faults.push(fault(file, line, "lineage", "", `a lineage, since ${own}${quoted(lineage)} is the lineage of other claims: ${quoted(lineage)} to join them, another name to stand alone`));
      }
    }
    if (!order) faults.push(...alikeFaults(file, rows.map(({ line, row }) => [line, "outcome", row.outcome])));
    if (faults.length) throw inputError(byRow(faults));
    const claims = rows.map(({ row }, at) => ({
      estimate: row.estimate, low: numbers.low[at], point: numbers.point[at], high: numbers.high[at],
      outcome: row.outcome, lineage: row.lineage || row.estimate,
    }));
    notes.push(...chosen.notes);
    if (opened.length) notes.push(`Open at the low end, since a low of 0 limits nothing: ${namedClaims(opened)}.`);
    const exact = claims.filter((claim) => claim.low !== null && claim.low === claim.high).map((claim) => claim.estimate);
    if (exact.length) notes.push(`Exact, since both ends are the same number: ${namedClaims(exact)}.`);
    return { claims, outcomes: chosen.outcomes, pairs: chosen.pairs, titles: chosen.titles, notes };
  }

  function readOutcomes(given, file, { notes = [] } = {}) {
    const rows = openTable(given, file, ["outcome", "part_of"], ["title"], "at least one outcome under the header", notes);
    const faults = [], names = new Set(), pairs = new Map(), titles = {};
    for (const { line, row: { outcome: name, part_of: whole, title = "" } } of rows) {
      const key = JSON.stringify([name, whole]);
      if (!name) faults.push(fault(file, line, "outcome", "", "the name of an outcome"));
      else if (pairs.has(key)) {
        faults.push(fault(file, line, "outcome", [name, whole].filter(Boolean).join(", "), "each pair of outcome and part_of once"));
      } else if (title && Object.hasOwn(titles, name) && titles[name] !== title) {
        faults.push(fault(file, line, "title", title, `one title of ${name}, as before: ${titles[name]}`));
      }
      names.add(name);
      pairs.set(key, [name, whole]);
      if (title) titles[name] = title;
    }
    faults.push(...alikeFaults(file, rows.flatMap(({ line, row }) => ["outcome", "part_of"].map((column) => [line, column, row[column]]))));
    if (faults.length) throw inputError(byRow(faults));
    const stated = [...pairs.values()].filter(([, whole]) => whole);
    const outcomes = [...new Set([...names, ...stated.map(([, whole]) => whole)])];
    try {
      makeOrder(stated, outcomes);
    } catch (error) {
      if (error.faults) throw inputError(error.faults.map((one) => ({ ...one, file, column: "part_of" })));
      throw error;
    }
    return { outcomes, pairs: stated, titles };
  }

  return { advice, decode, readTable, readOutcomes, know };
});
