// Have the libraries of JavaScript read our dates: the first and last day, and whether a mark of doubt is kept.
import fs from 'node:fs';
import edtf from 'edtf';
import * as core from '@edtf-ts/core';

const inputs = JSON.parse(fs.readFileSync(process.argv[2], 'utf8')).dates;
const texts = [...Object.values(inputs.examples), ...inputs.ledger].map((item) => item.text);
const version = (name) => JSON.parse(fs.readFileSync(`node_modules/${name}/package.json`, 'utf8')).version;

function day(value) {
  if (value === null || value === undefined) return 'open';
  const number = Number(value);
  // a date at the ends of what JavaScript can count stands for an open side
  return Number.isFinite(number) && Math.abs(number) < 8e15 ? new Date(number).toISOString().slice(0, 10) : 'open';
}

function qualified(value) {
  const written = JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? String(part) : part));
  return /"(uncertain|approximate|uncertainApproximate)":true/.test(written);
}

const tools = {
  edtf(text) {
    const found = edtf(text);
    const parts = [found, found.lower, found.upper, ...(found.values ?? [])];
    const kept = parts.some((part) => part?.uncertain?.value || part?.approximate?.value);
    return { first: day(found.min), last: day(found.max), mark_kept: kept };
  },
  '@edtf-ts/core'(text) {
    const found = core.parse(text);
    if (!found.success) throw new Error(JSON.stringify(found.errors));
    return { first: day(found.value.min), last: day(found.value.max), mark_kept: qualified(found.value) };
  },
};

function tried(read, text) {
  try {
    return read(text);
  } catch (error) {
    return { error: error.name };
  }
}

const result = Object.entries(tools).map(([tool, read]) => ({
  tool,
  from: 'npm',
  version: version(tool),
  read: Object.fromEntries(texts.map((text) => [text, tried(read, text)])),
}));
process.stdout.write(JSON.stringify(result));
