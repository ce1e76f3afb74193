// Search within a table of the ledger: keeps the rows that contain every word typed, with or without diacritics, and
// every number, with or without commas. What names and numbers are is said by folding.js, for the search of the book too.
// Columns whose heading has data-filter get a choice of their values too. Rows are sorted by a heading, or by what a line
// within a cell is called (data-lines of its heading). Without this script the table is simply whole.
(() => {
  const { fold, words } = globalThis.bookFolding;

  // What stands in a row, with a space between lines that stand below each other.
  const textOf = (row) => {
    const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
    const parts = [];
    while (walker.nextNode()) {
      parts.push(walker.currentNode.data);
    }
    return parts.join(" ");
  };

  const labelled = (id, text, control, box) => {
    control.id = id;
    const label = document.createElement("label");
    label.htmlFor = id;
    label.textContent = text;
    const pair = document.createElement("span");
    pair.append(label, control);
    box.append(pair, " ");
  };

  // What a cell is sorted by: its value where it has one, its first line, or the line with a label.
  const valueOf = (cell, label) => {
    if (!label) {
      return cell.dataset.sort ?? cell.textContent.split("\n")[0].trim();
    }
    const line = cell.textContent.split(/\n|; /).find((part) => part.startsWith(label + ": "));
    return line ? line.slice(label.length + 2).replace(/,(?=\d{3})/g, "") : "";
  };

  const compare = (one, other) => {
    if (!one || !other) {
      return (one ? 0 : 1) - (other ? 0 : 1); // rows without the value stand last
    }
    return isNaN(one) || isNaN(other) ? one.localeCompare(other, undefined, { numeric: true }) : one - other;
  };

  const sortable = (table, name, box) => {
    const head = [...table.tHead.rows[0].cells];
    const ways = head.flatMap((cell, column) => {
      const lines = cell.dataset.lines ? cell.dataset.lines.split("|") : [];
      return ["", ...lines].map((label) => ({ column, label, text: label || cell.textContent.trim() }));
    });
    // A heading is a button for those who use the keyboard; a click on it is read by the script that sorts.
    for (const cell of head) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...cell.childNodes);
      cell.append(button);
    }
    const select = document.createElement("select");
    select.add(new Option("the order of the file", ""));
    ways.forEach((way, position) => select.add(new Option(way.text, position)));
    labelled(name, "Sort by ", select, box);
    const turn = document.createElement("button");
    turn.type = "button";
    turn.textContent = "Reverse";
    box.append(turn, " ");

    const inFile = [...table.tBodies[0].rows];
    const put = (rows) => {
      for (const cell of head) {
        cell.removeAttribute("aria-sort");
      }
      table.tBodies[0].append(...rows);
    };
    select.addEventListener("change", () => {
      if (!select.value) {
        return put(inFile);
      }
      const { column, label } = ways[select.value];
      const keyed = inFile.map((row) => [valueOf(row.cells[column], label), row]);
      put(keyed.sort(([one], [other]) => compare(one, other)).map(([, row]) => row));
    });
    turn.addEventListener("click", () => put([...table.tBodies[0].rows].reverse()));
  };

  for (const table of document.querySelectorAll("table.ledger:not(.earlier)")) {
    const region = table.closest(".ledger-scroll") ?? table;
    const kept = region.previousElementSibling;
    const box = kept?.matches(".ledger-search") ? kept : document.createElement("div");
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
    if (table.classList.contains("sortable")) {
      sortable(table, `${name}-sort`, box);
    }

    const count = document.createElement("output");
    count.htmlFor = [field, ...choices.map((choice) => choice.select)].map((control) => control.id).join(" ");
    box.append(count);
    if (box !== kept) {
      region.before(box);
    }

    let texts; // folded when somebody searches
    const filter = () => {
      texts ??= new Map(
        rows.map((row) => {
          const text = textOf(row);
          return [row, { plain: fold(text), words: words(text).join(" ") }];
        }),
      );
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
      if (!field.value && !choices.some(({ select }) => select.value)) {
        return;
      }
      field.value = "";
      for (const { select } of choices) {
        select.value = "";
      }
      filter();
    });
  }
})();
