// Fold text into the words under which it is searched: one form for every way in which a name or a number is written.
// For the search of the book and for that of a table; src/landreform/text/folding.py does the same, and a test holds the
// two to each other.
globalThis.bookFolding = (() => {
  "use strict";

  // Marks that stand apart once a letter is taken apart, and characters that are never seen.
  const UNSEEN = /[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]+/g;
  const OWNER = /['’]s(?![\p{L}\p{N}])/gu;

  // In this order: thousands in groups with or without decimals, decimals, whole numbers (of decades too), other words.
  const WORD = new RegExp(
    "(?<![\\p{L}\\p{N}])([1-9][0-9]{0,2}(?:[,.\\u00a0\\u2007\\u2009\\u202f][0-9]{3})+)(?![0-9])(?:[.,]([0-9]+))?" +
      "|(?<![\\p{L}\\p{N}])([0-9]+)(?:\\.|,(?=[0-9]{1,2}(?![0-9])))([0-9]+)" +
      "|(?<![\\p{L}\\p{N}])([0-9]+)s?(?![\\p{L}\\p{N}])" +
      "|[\\p{L}\\p{N}]+",
    "gu",
  );

  const fold = (text) => text.toLowerCase().normalize("NFD").replace(UNSEEN, "").replace(/đ/g, "d");

  const written = ([all, grouped, fraction, whole, decimals, plain]) => {
    if (grouped) {
      return grouped.replace(/[^0-9]/g, "") + (fraction ? "." + fraction : "");
    }
    return whole ? `${whole}.${decimals}` : plain || all;
  };

  const words = (text) => Array.from(fold(text).replace(OWNER, "").matchAll(WORD), written);

  return { fold, words };
})();
