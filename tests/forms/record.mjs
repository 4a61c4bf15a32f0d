// Plays a form on another engine, the one of ODK Web Forms, and writes down what happened: a trace that
// our engine must be able to repeat. See README.md for how to run it and how to read a trace.
//
//     node record.mjs FORM.xml NAME >NAME.trace
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createRequire } from 'node:module';

const [file, name] = process.argv.slice(2);
const QUESTIONS = 40; // that are answered in one form, so that a trace stays readable
const CHOICES = 12; // that are written down of one question
const NOW = Date.UTC(2024, 4, 17, 10, 30, 0);

// The engine wants a browser, and takes node for an old module system if it finds its version.
process.env.TZ = 'UTC';
const { JSDOM } = createRequire(join(process.cwd(), 'x.js'))('jsdom');
const { window } = new JSDOM('<!doctype html>');
const wanted = /^(DOMParser|XMLSerializer|Node|NodeFilter|Element|HTMLElement|Document|XMLDocument|Attr|Text|Comment|CDATASection|CharacterData|XPath.*|document)$/;
for (const key of Object.getOwnPropertyNames(window))
  if (!(key in globalThis) && wanted.test(key)) globalThis[key] = window[key];
globalThis.window = window;
Object.defineProperty(process, 'versions', { value: { ...process.versions, node: undefined } });
const RealDate = Date;
globalThis.Date = class extends RealDate {
  constructor(...args) { super(...(args.length ? args : [NOW])); }
  static now() { return NOW; }
};
console.warn = console.error = () => {};
const engine = join(process.cwd(), 'node_modules/@getodk/xforms-engine/dist/index.js');
const { createInstance } = await import(engine);

// Files beside the form, as the kiosk looks for them.
const folders = [file.replace(/\.[^.]*$/, '') + '-media', dirname(file)];
async function fetchFormAttachment(url) {
  const found = folders.map((f) => join(f, basename(String(url)))).find(existsSync);
  if (!found) return new Response('', { status: 404 });
  const type = found.endsWith('.csv') ? 'text/csv' : found.endsWith('json') ? 'application/geo+json' : 'text/xml';
  return new Response(readFileSync(found), { headers: { 'content-type': type } });
}

const loaded = await createInstance(readFileSync(file, 'utf8'), { form: { fetchFormAttachment } });
const root = loaded.root;
if (!root) throw new Error('not loaded');

const lines = [];
const say = (line) => lines.push(line);
const quoted = (text) => JSON.stringify(text);

// What chance and the clock decide is left out on both sides.
function masked(text) {
  return text
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'UUID')
    .replace(/(T\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)?/g, '$1');
}

// Of words a trace keeps the FNV-1a hash. Where lines end within them is a matter of the screen.
function words(label) {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(masked(label?.asString ?? '').replace(/\s+/g, ' ').trim()))
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return '#' + hash.toString(16).padStart(8, '0');
}

function all(node, found = []) {
  found.push(node);
  if (Array.isArray(node.currentState.children)) node.currentState.children.forEach((c) => all(c, found));
  return found;
}
const isLeaf = (n) => !Array.isArray(n.currentState.children);
const isQuestion = (n) => /^(input|select|range|rank|trigger|note|upload)$/.test(n.nodeType);
const reference = (n) => n.currentState.reference;

function valueText(n) {
  const value = n.currentState.value;
  if (value === null || value === undefined || value === false) return '';
  if (n.nodeType === 'trigger') return 'OK';
  if (Array.isArray(value)) return value.map(String).join(' ');
  if (typeof value === 'object' && 'latitude' in value)
    return [value.latitude, value.longitude, value.altitude ?? 0, value.accuracy ?? 0].join(' ');
  return masked(String(value));
}

function state(n) {
  const s = n.currentState;
  if (!s.relevant) return '-';
  const violation = n.validationState?.violation?.condition;
  const flags = !isQuestion(n) ? '' :
    (s.readonly ? ' readonly' : '') + (s.required ? ' required' : '') +
    (violation === 'required' ? ' missing' : violation ? ' invalid' : '');
  return quoted(valueText(n)) + flags;
}

let known = new Map();
function sayChanges() {
  const now = new Map();
  for (const n of all(root)) if (isLeaf(n) && !/instanceID$/.test(reference(n))) now.set(reference(n), state(n));
  for (const [ref, s] of now) if (known.get(ref) !== s) say(`= ${ref} ${s}`);
  for (const ref of known.keys()) if (!now.has(ref)) say(`= ${ref} gone`);
  known = now;
}

function sayWords(n) {
  say(`label ${reference(n)}`);
  say(`: ${words(n.currentState.label)}`);
  if (n.nodeType !== 'select' && n.nodeType !== 'rank') return;
  say(`choices ${reference(n)}`);
  for (const o of n.currentState.valueOptions.slice(0, CHOICES))
    say(`: ${quoted(String(o.value))} ${words(o.label)}`);
}

// A plausible answer: [what to call, the same as text]; undefined if there is none to give.
function answer(n) {
  const options = n.currentState.valueOptions;
  switch (n.nodeType) {
    case 'select': {
      if (!options.length) return undefined;
      const values = [options[Math.min(1, options.length - 1)].value];
      if (n.selectType === 'select' && options.length > 2) values.push(options[2].value);
      return [() => n.selectValues(values), values.join(' ')];
    }
    case 'rank': {
      const values = options.map((o) => o.value).reverse();
      return [() => n.setValues(values), values.join(' ')];
    }
    case 'trigger':
      return [() => n.setValue(true), 'OK'];
    case 'range': {
      const bounds = n.definition?.bounds ?? {};
      const value = Number(bounds.max ?? bounds.end ?? NaN);
      return Number.isNaN(value) ? undefined : [() => n.setValue(n.valueType === 'int' ? BigInt(value) : value), String(value)];
    }
    case 'input': {
      const values = { int: '7', decimal: '2.5', string: 'some words', date: '2024-03-05' };
      const value = values[n.valueType];
      return value && [() => n.setValue(n.valueType === 'int' ? 7n : n.valueType === 'decimal' ? 2.5 : value), value];
    }
    default:
      return undefined;
  }
}

function play(what, step) {
  try {
    step();
  } catch {
    return false;
  }
  say(what);
  sayChanges();
  return true;
}

say(`form ${name}`);
sayChanges();
const done = new Set();
for (let i = 0; i < QUESTIONS; i++) {
  const n = all(root).find((c) => isQuestion(c) && c.currentState.relevant && !c.currentState.readonly && !done.has(reference(c)));
  if (!n) break;
  done.add(reference(n));
  sayWords(n);
  const given = answer(n);
  if (given) play(`set ${reference(n)} ${given[1]}`, given[0]);
}
for (const range of all(root).filter((n) => n.nodeType === 'repeat-range:uncontrolled' && n.currentState.relevant)) {
  play(`add ${reference(range)}`, () => range.addInstances());
  if (range.currentState.children.length > 1)
    play(`remove ${reference(range.currentState.children[0])}`, () => range.removeInstances(0));
}
for (const language of root.languages) {
  if (!language.language || !play(`lang ${language.language}`, () => root.setLanguage(language))) continue;
  for (const n of all(root).filter((c) => isQuestion(c) && c.currentState.relevant).slice(0, QUESTIONS)) sayWords(n);
}

// The record, element by element; how it is written as XML is no matter.
function flatten(e, path) {
  const here = `${path}/${e.localName}`;
  const leaf = !e.children.length;
  if (!/instanceID$/.test(here)) say(`> ${here}${leaf ? ' ' + quoted(masked(e.textContent.trim())) : ''}`);
  for (const a of [...e.attributes].filter((x) => !/^xmlns/.test(x.name)).sort((x, y) => (x.localName < y.localName ? -1 : 1)))
    say(`> ${here}/@${a.localName} ${quoted(masked(a.value))}`);
  for (const c of e.children) flatten(c, here);
}
say('submit');
const payload = await root.prepareInstancePayload({ payloadType: 'monolithic' });
for (const part of payload.data) {
  const xml = await part.get('xml_submission_file').text();
  flatten(new DOMParser().parseFromString(xml, 'text/xml').documentElement, '');
}
process.stdout.write(lines.join('\n') + '\n');
