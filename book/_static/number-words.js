/* Numbers in words, and words that give an order of magnitude, in English and Vietnamese, read where the reader is.

   landreformNumberWords for a page (a global) and for Node (module.exports).

   inFigures(said)   the figures of the one number that a text is, in small letters; empty where it is none
   magnitude(said)   the first and the last number of the order of magnitude that a text names; null where it names none

   What equals what (package landreform.contested, module.function):

   englishNumber       english_numbers.number_at
   vietnameseNumber    vietnamese_numbers.number_at
   unreadEnd, settled  scale_words.unread_end, scale_words.settled
   magnitude           magnitudes.magnitude */
(function (root, make) {
  "use strict";
  const node = typeof module === "object" && module.exports;
  const made = make();
  if (node) module.exports = made;
  root.landreformNumberWords = made;
})(typeof globalThis === "object" ? globalThis : this, function () {
  "use strict";

  /* Values are whole numbers of this part of one. */
  const ONE = 10n ** 60n;
  const END = "(?![\\p{L}\\p{N}_])", BEGIN = "(?<![\\p{L}\\p{N}_])";
  const sticky = (pattern) => new RegExp(pattern, "uy");
  function at(pattern, text, place) {
    pattern.lastIndex = place;
    return pattern.exec(text);
  }
  const endOf = (found) => found.index + found[0].length;
  const product = (factors) => factors.reduce((all, factor) => all * BigInt(factor), 1n);

  /* ---- words of scale ---- */

  const ENGLISH = { dozen: 12, hundred: 100, thousand: 1e3, lakh: 1e5, million: 1e6, crore: 1e7, billion: 1e9, trillion: 1e12 };
  const VIETNAMESE = { "chục": 10, "trăm": 100, "nghìn": 1e3, "ngàn": 1e3, "vạn": 1e4, "triệu": 1e6, "tỷ": 1e9, "tỉ": 1e9 };
  const EN = Object.keys(ENGLISH).join("|"), VI = Object.keys(VIETNAMESE).join("|");
  const OTHERS = "mille|milliers?|milliards?|dizaines?|centaines?|tausend|hundert|million(?:en|i|es)|milliarden?|mil|mill[oó]n|millones" +
    "|mila|milion[ei]|miliard[oi]|тыс[\\p{L}]*|млн|миллион[\\p{L}]*|млрд|миллиард[\\p{L}]*|mn|mln|mio|mrd|bn|tn|trn";
  const VAGUE = "(?:[\\s-]+(?:odd|some|plus|or\\s+so|or\\s+more|mấy|vài|dăm)|\\s*\\+)?";
  const UNREAD = sticky(`${VAGUE}(?:[\\s-]+|(?<=\\p{Nd}))(?:(?:${EN})(?:s|ths?|fold)?|${VI}|mươi|${OTHERS})${END}` +
    `|\\s*[十百千万萬亿億]|[km]${END}|s\\s+of${END}`);
  const OF = sticky(`\\s+(?:of|de)${END}`);
  const ENGLISH_CHAIN = sticky(`(?:[\\s-]+(?:${EN})s?${END})+`), VIETNAMESE_CHAIN = sticky(`(?:\\s+(?:${VI})${END})+`);
  const PLURAL = sticky(`\\s+(?:${EN})s${END}`);

  function chain(pattern, worth, text, place) {
    const found = at(pattern, text, place);
    if (!found) return { factors: [], end: place, worth: 1n };
    const factors = found[0].split(/[\s-]+/).filter(Boolean).map((word) => worth[word] || worth[word.replace(/s$/, "")]);
    return { factors, end: endOf(found), worth: product(factors) };
  }
  const englishChain = (text, place) => chain(ENGLISH_CHAIN, ENGLISH, text, place);
  const vietnameseChain = (text, place) => chain(VIETNAMESE_CHAIN, VIETNAMESE, text, place);

  const isYearBeforePlural = (text, start, end) => /^[12]\d{3}$/.test(text.slice(start, end)) && Boolean(at(PLURAL, text, end));

  function unreadEnd(text, place, tied = false) {
    const of = tied ? at(OF, text, place) : null;
    const unread = at(UNREAD, text, place) || (of && at(UNREAD, text, endOf(of)));
    return unread ? endOf(unread) : null;
  }

  function settled(text, start, found) {
    if (!found || !found.quantity || isYearBeforePlural(text, start, found.end)) return found;
    const end = unreadEnd(text, found.end, found.scaled);
    return end === null ? found : { ...found, value: null, end };
  }

  const made = (value, end, more = {}) => ({ value, end, inFigures: false, scaled: false, quantity: true, ...more });
  const decimal = (digits) => {
    const [head, tail = ""] = digits.split(".");
    return BigInt(head) * ONE + BigInt(tail.padEnd(60, "0").slice(0, 60));
  };

  /* ---- English ---- */

  const UNITS = "one two three four five six seven eight nine".split(" ");
  const TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(" ");
  const TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
  const SMALL = { ...Object.fromEntries([...UNITS, ...TEENS].map((word, k) => [word, k + 1])), ...Object.fromEntries(TENS.map((word, k) => [word, 10 * (k + 2)])) };
  const ALONE = { twice: 2, double: 2, single: 1, only: 1, once: 1, none: 0, both: 2, binary: 2 };
  const PARTS = { half: 2, third: 3, quarter: 4, fifth: 5, eighth: 8, tenth: 10 };
  const UNIT = UNITS.join("|"), COMPOUND = `-(?!(?:${EN})s?${END})[\\p{L}\\p{N}_]`;
  const SMALL_WORD = sticky(`(${TENS.join("|")})(?:(?:-|\\s+(?!(?:${UNIT})${COMPOUND}))(${UNIT})${END})?${END}|(${[...TEENS, ...UNITS].join("|")})${END}`);
  const FIGURES = sticky("(?:\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?)(?!\\d|\\.\\d|,\\d{1,2}(?!\\d))");
  const GLYPH = sticky("\\s?([½¼¾])");
  const SLASH = sticky(`(?:(\\d+)\\s+)?(\\d+)/([1-9]\\d*)(?!\\d|[.,/]\\d)(?:(?:\\s+of)?\\s+an?${END})?`);
  const FRACTION = sticky(`(?:(an?|${UNIT})[\\s-]+)?(${Object.keys(PARTS).join("|")})s?${END}((?:\\s+of)?\\s+(?:an?|one)${END})?`);
  const AND_PART = sticky(`\\s+and\\s+(an?|${UNIT})[\\s-]+(half|quarter)s?${END}`);
  const A = sticky(`an?(?=[\\s-]+(?:${EN})${END})`);
  const HUNDRED = sticky(`[\\s-]+hundreds?${END}`);
  const WORD = sticky(`(?:${[...Object.keys(ALONE), "half", "dozen"].join("|")})${END}`);
  const BETWEEN = new RegExp(`${BEGIN}between\\s+(?:(?:about|some|perhaps|roughly|approximately)\\s+)?$`, "u");
  const SPACE = sticky("[\\s-]+"), AND = sticky("[\\s-]+(?:and\\s+)?"), COMMA = sticky(",\\s+(?:and\\s+)?");
  const NO_LOWER = sticky(COMPOUND);
  const A_FEW = new RegExp(`${BEGIN}(?:few|several|many|couple\\s+of|handful\\s+of)\\s+$`, "u");
  const ENGLISH_START = new RegExp(`(?<![\\p{L}\\p{N}_.,])(?=\\p{Nd})|(?<![\\p{L}\\p{N}_])(?=[½¼¾])|${BEGIN}(?=(?:an?|${
    [...Object.keys(SMALL), ...Object.keys(ALONE), ...Object.keys(PARTS), "dozen"].join("|")})${END})`, "gu");

  const count = (word) => BigInt(SMALL[word] || 1);

  function partOf(many, of, scale) {
    const whole = many * scale.worth;
    return made(whole * 1000n % of === 0n ? whole * ONE / of : null, scale.end, { scaled: true });
  }

  function fraction(text, place) {
    const slash = at(SLASH, text, place), behind = slash && englishChain(text, endOf(slash));
    if (behind && behind.factors.length) {
      const of = BigInt(slash[3]);
      return partOf(BigInt(slash[1] || 0) * of + BigInt(slash[2]), of, behind);
    }
    const words = at(FRACTION, text, place), scale = words && englishChain(text, endOf(words));
    if (!scale || !scale.factors.length) return null;
    const found = partOf(count(words[1]), BigInt(PARTS[words[2]]), scale);
    return !["half", "quarter"].includes(words[2]) && !(words[3] || "").includes("of") ? { ...found, value: null } : found;
  }

  function andPart(text, value, end) {
    const part = at(AND_PART, text, end);
    if (!part || !englishChain(text, endOf(part)).factors.length) return [value, end];
    return [value + count(part[1]) * ONE / BigInt(PARTS[part[2]]), endOf(part)];
  }

  /* Behind a number that is not `below` nothing more is looked for, since it will not be joined to what is before it. */
  function figures(text, place, below = null) {
    const found = at(FIGURES, text, place), glyph = at(GLYPH, text, found ? endOf(found) : place);
    if (!found && !(glyph && glyph[0].length === 1)) return null;
    let value = found ? decimal(found[0].replaceAll(",", "")) : 0n, end = found ? endOf(found) : place;
    if (glyph) {
      value += { "½": 2n, "¼": 1n, "¾": 3n }[glyph[1]] * ONE / 4n;
      end = endOf(glyph);
    }
    if (isYearBeforePlural(text, place, end)) return made(value, end, { inFigures: true });
    [value, end] = andPart(text, value, end);
    const scale = englishChain(text, end), scaled = scale.factors.length > 0, worth = scaled ? BigInt(scale.factors.at(-1)) * ONE : 0n;
    value *= scale.worth;
    const lower = scaled && (below === null || value < below) ? at(SPACE, text, scale.end) : null;
    const more = lower ? figures(text, endOf(lower), worth) : null;
    if (more && more.scaled && more.value !== null && more.value < worth) return { ...more, value: value + more.value };
    return made(value, scale.end, { inFigures: true, scaled });
  }

  function small(text, place) {
    const found = at(SMALL_WORD, text, place);
    if (!found) return [0, place];
    return [found.slice(1).reduce((all, word) => all + (word ? SMALL[word] : 0), 0), endOf(found)];
  }

  function group(text, place, joined) {
    const article = at(A, text, place), [value, end] = article ? [1, endOf(article)] : small(text, place);
    if (!value) return null;
    const hundred = at(HUNDRED, text, end);
    if (!hundred) return made(BigInt(value) * ONE, end);
    const gap = at(joined ? AND : SPACE, text, endOf(hundred)), [lower, behind] = gap ? small(text, endOf(gap)) : [0, end];
    if (!lower || at(HUNDRED, text, behind) || at(NO_LOWER, text, behind)) return made(BigInt(100 * value) * ONE, endOf(hundred), { scaled: true });
    return made(BigInt(100 * value + lower) * ONE, behind);
  }

  function cardinal(text, place, joined = !BETWEEN.test(text.slice(Math.max(0, place - 40), place)), below = null) {
    const first = group(text, place, joined);
    if (!first) return null;
    const [value, end] = andPart(text, first.value, first.end), scale = englishChain(text, end);
    const number = made(value * scale.worth, scale.end, { scaled: first.scaled || scale.factors.length > 0 });
    if (!scale.factors.length || (below !== null && number.value >= below)) return number;
    const worth = BigInt(scale.factors.at(-1)) * ONE, part = at(AND_PART, text, scale.end);
    if (part) return made(number.value + count(part[1]) * worth / BigInt(PARTS[part[2]]), endOf(part), { scaled: true });
    const comma = joined ? at(COMMA, text, number.end) : null, gap = comma || at(joined ? AND : SPACE, text, number.end);
    const lower = gap ? cardinal(text, endOf(gap), joined, worth) : null;
    if (!lower || lower.value >= worth || (comma && lower.value < 100n * ONE) || at(NO_LOWER, text, lower.end)) return number;
    return { ...lower, value: number.value + lower.value };
  }

  function alone(text, place) {
    const found = at(WORD, text, place);
    if (!found) return null;
    const end = endOf(found), scale = englishChain(text, end);
    if (found[0] === "half") return made(ONE / 2n, end);
    if (found[0] !== "dozen") return made(scale.factors.length ? null : BigInt(ALONE[found[0]]) * ONE, end, { quantity: false });
    const few = A_FEW.test(text.slice(Math.max(0, place - 20), place));
    return made(few ? null : 12n * scale.worth * ONE, scale.end, { scaled: scale.factors.length > 0, quantity: !few });
  }

  const englishNumber = (text, place) =>
    settled(text, place, fraction(text, place) || figures(text, place) || cardinal(text, place) || alone(text, place));

  /* ---- Vietnamese ---- */

  const MOT = Object.fromEntries("một hai ba bốn năm sáu bảy tám chín".split(" ").map((word, k) => [word, k + 1]));
  const BEHIND = { ...MOT, "mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5, "bẩy": 7 };
  const FIRST = Object.keys(MOT).join("|"), SECOND = Object.keys(BEHIND).join("|");
  const SECOND_UNIT = `((?!năm${END}(?!\\s+(?:${VI})${END}))(?:${SECOND}))${END}(?!\\s+(?:mươi|trăm)${END})`;
  const VIETNAMESE_SMALL = sticky(`(?:(mười)|(${FIRST})\\s+(?:mươi|chục))${END}(?:\\s+${SECOND_UNIT})?|(${FIRST})${END}`);
  const VIETNAMESE_FIGURES = sticky("(?:\\d{1,3}(?:\\.\\d{3})+(?:,\\d+)?|\\d+(?:,(?!\\d{3}(?!\\d))\\d+)?)(?![\\p{L}\\p{N}_]|[.,]\\d)");
  const TRAM = sticky(`\\s+trăm${END}`), RUOI = sticky(`\\s+rưỡi${END}`), BLANK = sticky("\\s+");
  const EMPTY_PLACE = sticky(`\\s+(?:không\\s+trăm\\s+)?(?:linh|lẻ)\\s+(${SECOND})${END}`);
  const NUA = sticky(`nửa(?=\\s+(?:${VI})${END})`);
  const SHORTENED = sticky(`\\s+(?:(?!năm${END})(?:${SECOND})|\\d)${END}(?![.,]\\d|\\s+(?:${VI}|mươi)${END})`);
  const BEHIND_SCALE = sticky("\\s+(?:không\\s+trăm\\s+)?");
  const VIETNAMESE_START = new RegExp(`(?<![\\p{L}\\p{N}_.,])(?<!dăm )(?<!vài )(?=\\p{Nd}|(?!một\\s+vài${END})(?:${FIRST}|mười|nửa)${END})`, "gu");
  const YEARS = sticky(`\\s*năm${END}`);

  function vietnameseSmall(text, place) {
    const found = at(VIETNAMESE_SMALL, text, place);
    if (!found) return [0, place];
    if (found[4]) return [MOT[found[4]], endOf(found)];
    return [10 * (found[1] ? 1 : MOT[found[2]]) + (BEHIND[found[3]] || 0), endOf(found)];
  }

  function vietnameseGroup(text, place) {
    const [value, end] = vietnameseSmall(text, place);
    if (!value) return null;
    const hundred = at(TRAM, text, end);
    if (!hundred || value > 9) return made(BigInt(value) * ONE, end);
    const whole = 100 * value, behind = endOf(hundred), empty = at(EMPTY_PLACE, text, behind), half = at(RUOI, text, behind);
    if (empty) return made(BigInt(whole + BEHIND[empty[1]]) * ONE, endOf(empty));
    if (half) return made(BigInt(whole + 50) * ONE, endOf(half));
    const gap = at(BLANK, text, behind), [lower, after] = gap ? vietnameseSmall(text, endOf(gap)) : [0, behind];
    if (lower >= 10 && !at(TRAM, text, after)) return made(BigInt(whole + lower) * ONE, after);
    const shortened = at(SHORTENED, text, behind);
    return shortened ? made(null, endOf(shortened)) : made(BigInt(whole) * ONE, behind, { scaled: true });
  }

  function vietnamese(text, place, below = null) {
    const digits = at(VIETNAMESE_FIGURES, text, place);
    const first = digits ? made(decimal(digits[0].replaceAll(".", "").replace(",", ".")), endOf(digits), { inFigures: true }) : vietnameseGroup(text, place);
    if (!first || first.value === null) return first;
    const scale = vietnameseChain(text, first.end), number = { ...first, value: first.value * scale.worth, end: scale.end, scaled: scale.factors.length > 0 };
    if (!number.scaled || (below !== null && number.value >= below)) return number;
    const worth = BigInt(scale.factors.at(-1)) * ONE, half = at(RUOI, text, number.end), empty = at(EMPTY_PLACE, text, number.end);
    if (half) return { ...number, value: number.value + worth / 2n, end: endOf(half) };
    if (empty) return { ...number, value: number.value + BigInt(BEHIND[empty[1]]) * ONE, end: endOf(empty), scaled: false };
    const gap = at(BEHIND_SCALE, text, number.end), lower = gap ? vietnamese(text, endOf(gap), worth) : null;
    if (lower && lower.value !== null && lower.value < worth && (lower.scaled || lower.value >= 10n * ONE)) {
      const alike = lower.inFigures === number.inFigures && (lower.scaled || !lower.inFigures);
      return alike ? { ...lower, value: number.value + lower.value } : number;
    }
    const shortened = at(SHORTENED, text, number.end);
    return shortened ? { ...number, value: null, end: endOf(shortened) } : number;
  }

  function vietnameseNumber(text, place) {
    const half = at(NUA, text, place);
    if (!half) return settled(text, place, vietnamese(text, place));
    const scale = vietnameseChain(text, endOf(half));
    return settled(text, place, made(scale.worth * ONE / 2n, scale.end, { scaled: true }));
  }

  function behindVietnamese(text, found) {
    const years = at(YEARS, text, found.end);
    return !years || vietnameseChain(text, endOf(years)).factors.length ? found.end : endOf(years);
  }

  /* ---- numbers of a text ---- */

  function places(text, start, number, behind) {
    const found = [];
    for (let from = 0; ;) {
      start.lastIndex = from;
      const begins = start.exec(text);
      if (!begins) return found;
      const one = number(text, begins.index);
      if (one) found.push({ start: begins.index, ...one });
      from = one ? behind(text, one) : begins.index + 1;
    }
  }
  const englishPlaces = (text) => places(text, ENGLISH_START, englishNumber, (_, found) => found.end);
  const vietnamesePlaces = (text) => places(text, VIETNAMESE_START, vietnameseNumber, behindVietnamese);

  /* A point before three digits, with a word of scale behind them, may separate thousands. */
  const TWO_READINGS = /^\d{1,3}\.\d{3}(?!\d)/;

  function inFigures(said) {
    if (TWO_READINGS.test(said)) return "";
    const english = englishPlaces(said).filter(({ value }) => value !== null);
    const found = english.length ? english : vietnamesePlaces(said).filter(({ value }) => value !== null);
    if (found.length !== 1 || found[0].start !== 0 || found[0].end !== said.length) return "";
    const tail = (found[0].value % ONE).toString().padStart(60, "0").replace(/0+$/, "");
    return `${found[0].value / ONE}${tail ? `.${tail}` : ""}`;
  }

  /* ---- orders of magnitude ---- */

  const WHOLE = { "a few": [2, 11], "in six digits": [100000, 999999], "成千上万": [1000, 99999] };
  const WORTH = { ...ENGLISH, ...VIETNAMESE, ten: 10, score: 20, "mươi": 10 };
  const LEAST = [12, 20];
  const FEW = "a\\s+few|few|several|many|a\\s+couple\\s+of|a\\s+handful\\s+of";
  const FEW_VIETNAMESE = "một\\s+vài|vài\\s+ba|dăm\\s+ba|vài|dăm|mấy|hàng|hằng|nhiều";
  const MAGNITUDES = new RegExp(
    `${BEGIN}(?:(?:(?:${FEW}|some)\\s+)?(?<plural>(?:(?:${EN})[\\s-]+)*(?:ten|score|${EN})s)` +
    `|(?:${FEW})\\s+(?<single>${EN})|some\\s+(?<some>thousand))${END}(?<behind>(?:\\s+(?:of\\s+)?(?:${EN})s?${END})*)` +
    `|${BEGIN}(?:${FEW_VIETNAMESE})(?<vietnamese>(?:\\s+(?:${VI}|mươi)${END})+)` +
    `|${BEGIN}(?<whole>${Object.keys(WHOLE).join("|")})${END}`, "gu");
  const EVERY_SCALE = new RegExp(Object.keys(WORTH).join("|"), "gu");
  const OR = new RegExp("^\\s*(?:,|–|-|(?:or|to|and|if\\s+not|hoặc|đến|tới)(?![\\p{L}\\p{N}_]))\\s*" +
    "(?:(?:or|even|perhaps|possibly|maybe|if\\s+not|thậm\\s+chí)\\s+)?$", "u");

  function named(found) {
    const { plural, single, some, behind, vietnamese: words, whole } = found.groups;
    const factors = ([plural, single, some, behind, words].filter(Boolean).join(" ").match(EVERY_SCALE) || []).map((word) => WORTH[word]);
    return { start: found.index, end: endOf(found), factors, whole };
  }

  function ends({ factors, whole }) {
    if (whole) return WHOLE[whole].map(BigInt);
    const least = factors.find((factor) => LEAST.includes(factor)), rest = product(factors.filter((factor) => !LEAST.includes(factor)));
    return least ? [BigInt(least) * rest, 100n * rest - 1n] : [rest, 10n * rest - 1n];
  }

  function magnitude(said) {
    const numbers = [...englishPlaces(said), ...vietnamesePlaces(said)];
    const read = numbers.filter(({ value }) => value !== null), unread = numbers.filter(({ value, quantity }) => value === null && quantity);
    const meets = (one, others) => !one.whole && others.some(({ start, end }) => start < one.end && one.start < end);
    const found = [...said.matchAll(MAGNITUDES)].map(named)
      .filter((one) => !(one.factors.length === 1 && one.factors[0] === WORTH.score) && !meets(one, read));
    if (!found.length || found.some((one) => meets(one, unread) || unreadEnd(said, one.end, true) !== null)) return null;
    const served = found.map((one, k) => {
      const other = found[k + 1];
      const smaller = other && one.factors.length === 1 && other.factors.length > 1 && one.factors[0] < other.factors[0];
      return smaller && OR.test(said.slice(one.end, other.start)) ? { ...one, factors: [...one.factors, ...other.factors.slice(1)] } : one;
    }).map(ends);
    return served.reduce(([low, high], [least, most]) => [least < low ? least : low, most > high ? most : high]);
  }

  return { inFigures, magnitude };
});
