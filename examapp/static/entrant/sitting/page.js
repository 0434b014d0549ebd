/* What every part of the sitting uses. The files of this folder are sent as one script, inside one function, in the
   order that web/static_files.py names; ES5 only: they run on the webviews of seven-year-old phones. */

var form = document.getElementById('sitting');
var data = form.dataset;
var words = byId('words').dataset;
var root = document.documentElement;
var storage = triedStorage();

function byId(id) { return document.getElementById(id); }

function on(target, kind, does, how) { target.addEventListener(kind, does, how); }

function tapped(id, does) { on(byId(id), 'click', does); }

function write(id, text) { byId(id).textContent = text; }

function hide(id, hidden) { byId(id).hidden = hidden; }

function press(element, pressed) { element.setAttribute('aria-pressed', pressed); }

function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, function (whole, name) { return values[name]; });
}

function now() { return performance.now(); }

function json(value) { return JSON.stringify(value); }

function parsed(string) {
  try {
    return JSON.parse(string);
  } catch (broken) {
    return null;
  }
}

/* Null where the phone stores nothing. */
function triedStorage() {
  try {
    localStorage.setItem('examapp.try', '1');
    localStorage.removeItem('examapp.try');
    return localStorage;
  } catch (refused) {
    return null;
  }
}

function recall(key) { return storage && parsed(storage.getItem(key)); }

/* Where the page was, how large its text is: good to have, and no loss where there is no room. */
function remember(key, value) {
  try { storage.setItem(key, json(value)); } catch (none) { return; }
}
