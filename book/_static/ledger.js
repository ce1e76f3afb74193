// Search within a table of the ledger: keeps the rows that contain every word typed, with or without diacritics, and
// every number, with or without commas. What names and numbers are is said by folding.js, for the search of the book too.
// Columns whose heading has data-filter get a choice of their values too.
// Without this script the table is simply whole.
(() => {
  const { fold, words } = globalThis.bookFolding;

  const labelled = (id, text, control, box) => {
    control.id = id;
    const label = document.createElement("label");
    label.htmlFor = id;
    label.textContent = text;
    const pair = document.createElement("span");
    pair.append(label, control);
    box.append(pair, " ");
  };

  for (const table of document.querySelectorAll("table.ledger")) {
    const region = table.closest(".ledger-scroll");
    const box = document.createElement("p");
    box.className = "ledger-search";
    const name = "ledger-search-" + Math.abs(table.caption.textContent.length);
    const field = document.createElement("input");
    field.type = "search";
    labelled(name, "Search this table ", field, box);

    const rows = [...table.tBodies[0].rows];
    const choices = [...table.tHead.rows[0].cells]
      .filter((cell) => "filter" in cell.dataset)
      .map((cell) => {
        const column = cell.cellIndex;
        const values = new Map(rows.map((row) => [row, row.cells[column].dataset.filter.split("|")]));
        const select = document.createElement("select");
        select.add(new Option("all", ""));
        for (const value of [...new Set([...values.values()].flat())].sort((a, b) => a.localeCompare(b))) {
          select.add(new Option(value, value));
        }
        labelled(`${name}-${column}`, cell.textContent.trim() + " ", select, box);
        return { select, values };
      });

    const count = document.createElement("output");
    count.htmlFor = [field, ...choices.map((choice) => choice.select)].map((control) => control.id).join(" ");
    box.append(count);
    region.before(box);

    const texts = new Map(
      rows.map((row) => {
        const text = [...row.cells].map((cell) => cell.textContent).join(" ");
        return [row, { plain: fold(text), words: words(text).join(" ") }];
      }),
    );
    const filter = () => {
      const typed = fold(field.value).split(/\s+/).filter(Boolean);
      const asked = words(field.value);
      const chosen = choices.filter((choice) => choice.select.value);
      let shown = 0;
      for (const [row, text] of texts) {
        row.hidden =
          !(typed.every((word) => text.plain.includes(word)) || asked.every((word) => text.words.includes(word))) ||
          !chosen.every(({ select, values }) => values.get(row).includes(select.value));
        shown += row.hidden ? 0 : 1;
      }
      count.value = typed.length || chosen.length ? `${shown} of ${texts.size} rows` : "";
    };
    field.addEventListener("input", filter);
    for (const { select } of choices) {
      select.addEventListener("change", filter);
    }
    // A link to a row must find it, whatever was typed before.
    window.addEventListener("hashchange", () => {
      field.value = "";
      for (const { select } of choices) {
        select.value = "";
      }
      filter();
    });
  }
})();
