// What the engine of ODK Web Forms needs for the same form as ours, on the same machine: the mark that
// form_load_vs_engine and answer_vs_engine are measured against.
//
//     node engine.mjs FORM.xml     prints load_ms=... answers_ms=... answers=...
//
// Run it in a folder with node_modules/@getodk/xforms-engine and node_modules/jsdom, since node has no
// parser of XML of its own; jsdom's start is not in the times. load_ms: from the text of the form to an
// instance that can be answered. answers_ms: what all questions set off that answer.c answers too,
// together. As there every answer is given several times, each time to a new instance, and its best
// time counts.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRequire } from 'node:module';

const ROUNDS = 3;

// The engine wants a browser, and takes node for an old module system if it finds its version.
const { JSDOM } = createRequire(join(process.cwd(), 'x.js'))('jsdom');
const { window } = new JSDOM('<!doctype html>');
for (const key of Object.getOwnPropertyNames(window))
  if (!(key in globalThis) && /^(DOMParser|XMLSerializer|Node|NodeFilter|Element|HTMLElement|Document|XMLDocument|Attr|Text|Comment|CDATASection|CharacterData|XPath.*|document)$/.test(key))
    globalThis[key] = window[key];
globalThis.window = window;
Object.defineProperty(process, 'versions', { value: { ...process.versions, node: undefined } });
console.warn = console.error = () => {};
const { createInstance } = await import(join(process.cwd(), 'node_modules/@getodk/xforms-engine/dist/index.js'));

function* questions(node) {
  if (Array.isArray(node.currentState.children)) for (const c of node.currentState.children) yield* questions(c);
  else if (/^(input|select|trigger)$/.test(node.nodeType)) yield node;
}

// A plausible answer as a call; undefined if there is none to give.
function answer(n) {
  const values = { int: 3n, decimal: 3, string: 'words', date: '2024-03-01' };
  if (n.nodeType === 'trigger') return () => n.setValue(true);
  if (n.nodeType === 'input') return n.valueType in values ? () => n.setValue(values[n.valueType]) : undefined;
  const first = n.currentState.valueOptions[0];
  return first && (() => n.selectValues([first.value]));
}

const timed = (call) => {
  const from = performance.now();
  call();
  return performance.now() - from;
};

// Milliseconds of each answer.
function answers(root) {
  const took = [];
  for (const n of questions(root)) {
    const given = n.currentState.relevant && !n.currentState.readonly && answer(n);
    if (given) took.push(timed(given));
  }
  return took;
}

const xml = readFileSync(process.argv[2], 'utf8');
const nothing = async () => new Response('', { status: 404 });
let load = Infinity;
let best = [];
for (let i = 0; i < ROUNDS; i++) {
  const from = performance.now();
  const { root } = await createInstance(xml, { form: { fetchFormAttachment: nothing } });
  load = Math.min(load, performance.now() - from);
  best = answers(root).map((ms, at) => Math.min(ms, best[at] ?? ms));
}
const all = best.reduce((sum, ms) => sum + ms, 0);
console.log(`load_ms=${load.toFixed(1)} answers_ms=${all.toFixed(1)} answers=${best.length}`);
