// Have importers of JavaScript read every citation file: what becomes of title, book, version and author.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import * as converter from 'biblatex-csl-converter';
import * as retorquere from '@retorquere/bibtex-parser';

const require = createRequire(import.meta.url);
const Cite = require('citation-js');
const { Cite: CiteWithCff } = await import('@citation-js/core');
await import('@citation-js/plugin-cff');
await import('@citation-js/plugin-csl');
const astrociteRis = require('astrocite-ris');
const astrociteBibtex = require('astrocite-bibtex');
const orcid = require('@orcid/bibtex-parse-js');
const bibtex = require('bibtex');

const inputs = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const folder = path.join(path.dirname(process.argv[2]), 'citations');
const version = (name) => JSON.parse(fs.readFileSync(`node_modules/${name}/package.json`, 'utf8')).version;
const text = (work, ending) => fs.readFileSync(path.join(folder, `${work.name}.${ending}`), 'utf8');

const named = (author) =>
  author.literal ?? [author.given, [author['non-dropping-particle'], author.family].filter(Boolean).join(' ')].filter(Boolean).join(' | ');

function ofCsl(item) {
  return {
    title: item.title,
    book: item['container-title'] ?? '',
    version: item.version ?? item.edition ?? '',
    note: item.note ?? '',
    author: (item.author ?? []).map(named).join('; '),
    type: item.type,
  };
}

function ofFields(fields, type) {
  const { title, booktitle, version: said, note, author } = fields;
  return { title, book: booktitle ?? '', version: said ?? '', note: note ?? '', author: String(author), type };
}

const printed = (cited) => cited.format('bibliography', { template: 'apa', lang: 'en-US' }).trim();

function withCitationJs(source) {
  const cited = new Cite(source);
  return { ...ofCsl(cited.data[0]), printed: printed(cited) };
}

function converted(entries) {
  const [item] = Object.values(new converter.CSLExporter(entries).parse());
  const flat = (value) => (typeof value === 'string' ? value.replace(/<\/?span[^>]*>/g, '') : value);
  return ofCsl({ ...item, title: flat(item.title), 'container-title': flat(item['container-title']) });
}

const tools = [
  ['citation-js', 'ris', (work) => withCitationJs(text(work, 'ris'))],
  ['citation-js', 'bib', (work) => withCitationJs(text(work, 'bib'))],
  ['citation-js', 'csl.json', (work) => withCitationJs(text(work, 'csl.json'))],
  ['astrocite-ris', 'ris', (work) => ofCsl(astrociteRis.parse(text(work, 'ris'))[0])],
  ['astrocite-bibtex', 'bib', (work) => ofCsl(astrociteBibtex.parse(text(work, 'bib'))[0])],
  ['biblatex-csl-converter', 'ris', (work) => converted(new converter.RISParser(text(work, 'ris')).parse().entries)],
  ['biblatex-csl-converter', 'bib', (work) => converted(converter.parse(text(work, 'bib'), {}).entries)],
  [
    'biblatex-csl-converter',
    'csl.json',
    (work) => {
      const items = Object.fromEntries(JSON.parse(text(work, 'csl.json')).map((item) => [item.id, item]));
      const read = new converter.CSLParser(items).parse();
      return converted(read.entries ?? read);
    },
  ],
  [
    '@retorquere/bibtex-parser',
    'bib',
    (work) => {
      const [entry] = retorquere.parse(text(work, 'bib')).entries;
      const author = entry.fields.author
        .map((one) => one.name ?? [one.firstName, one.lastName].filter(Boolean).join(' | '))
        .join('; ');
      return ofFields({ ...entry.fields, author }, entry.type);
    },
  ],
  [
    '@orcid/bibtex-parse-js',
    'bib',
    (work) => {
      const [entry] = orcid.toJSON(text(work, 'bib'));
      return ofFields(entry.entryTags, entry.entryType);
    },
  ],
  [
    'bibtex',
    'bib',
    (work) => {
      const [entry] = bibtex.parseBibFile(text(work, 'bib')).entries_raw;
      const field = (name) => entry.getFieldAsString(name);
      return ofFields(Object.fromEntries(['title', 'booktitle', 'version', 'note', 'author'].map((n) => [n, field(n)])), entry.type);
    },
  ],
];

function tried(read, work) {
  try {
    return read(work);
  } catch (error) {
    return { error: error.name };
  }
}

const result = tools.map(([tool, format, read]) => ({
  tool,
  from: 'npm',
  version: version(tool),
  format,
  read: Object.fromEntries(inputs.works.map((work) => [work.name, tried(read, work)])),
}));
const cff = fs.readFileSync(path.join(folder, 'CITATION.cff'), 'utf8');
const cited = new CiteWithCff(cff);
const preferred = cited.data.find((item) => item.type === 'book') ?? cited.data[0];
result.push({
  tool: '@citation-js/plugin-cff',
  from: 'npm',
  version: version('@citation-js/plugin-cff'),
  format: 'CITATION.cff',
  read: { book: { ...ofCsl(preferred), printed: printed(cited) } },
});
process.stdout.write(JSON.stringify(result));
