// Search within a table of the ledger: keeps the rows that contain every word typed, with or without diacritics.
// Without this script the table is simply whole.
(() => {
  const plain = (text) =>
    text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");

  for (const table of document.querySelectorAll("table.ledger")) {
    const region = table.closest(".ledger-scroll");
    const box = document.createElement("p");
    box.className = "ledger-search";
    const field = document.createElement("input");
    field.type = "search";
    field.id = "ledger-search-" + Math.abs(table.caption.textContent.length);
    const label = document.createElement("label");
    label.htmlFor = field.id;
    label.textContent = "Search this table ";
    const count = document.createElement("output");
    count.htmlFor = field.id;
    box.append(label, field, " ", count);
    region.before(box);

    const texts = new Map([...table.tBodies[0].rows].map((row) => [row, plain(row.textContent)]));
    const filter = () => {
      const words = plain(field.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const [row, text] of texts) {
        row.hidden = !words.every((word) => text.includes(word));
        shown += row.hidden ? 0 : 1;
      }
      count.value = words.length ? `${shown} of ${texts.size} rows` : "";
    };
    field.addEventListener("input", filter);
    // A link to a row must find it, whatever was typed before.
    window.addEventListener("hashchange", () => {
      field.value = "";
      filter();
    });
  }
})();
