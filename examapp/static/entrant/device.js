/* The device check: storage, network, browser, encryption and clock, each with a sentence on what to do. */
(function () {
  'use strict';
  var ROUNDS = 7;
  var PATIENCE_MS = 8000;
  var GOOD_MS = 600;
  var USABLE_MS = 3000;
  var OLD_CHROME = 80;
  var OLDEST_CHROME = 51;
  var checks = document.getElementById('checks');
  var grades = {};

  function now() {
    return window.performance && window.performance.now ? window.performance.now() : Date.now();
  }

  function say(check, grade, key, values) {
    var line = checks.querySelector('[data-check="' + check + '"]');
    var text = checks.getAttribute('data-' + key) || '';
    Object.keys(values || {}).forEach(function (name) { text = text.replace('{' + name + '}', values[name]); });
    line.className = 'outcome ' + grade;
    line.textContent = text;
    grades[check] = grade;
  }

  function sayGrade(check, grade, values) { say(check, grade, check + '-' + grade, values); }

  function checkStorage() {
    var works = false;
    try {
      window.localStorage.setItem('examapp.device', '1');
      works = window.localStorage.getItem('examapp.device') === '1';
      window.localStorage.removeItem('examapp.device');
    } catch (error) { works = false; }
    sayGrade('storage', works ? 'good' : 'warn');
  }

  function checkBrowser() {
    var chrome = /Chrome\/(\d+)/.exec(window.navigator.userAgent);
    var apple = / OS (\d+)_/.exec(window.navigator.userAgent);
    var able = Boolean(window.FormData && window.JSON && document.documentElement.classList);
    var version = chrome ? Number(chrome[1]) : apple ? OLDEST_CHROME + 3 * (Number(apple[1]) - 10) : OLD_CHROME;
    var grade = !able || version < OLDEST_CHROME ? 'bad' : version < OLD_CHROME ? 'warn' : 'good';
    sayGrade('browser', grade);
  }

  function checkSecure() {
    var can = Boolean(window.crypto && window.crypto.subtle && window.isSecureContext !== false);
    sayGrade('secure', can ? 'good' : 'warn');
  }

  function median(numbers) {
    var sorted = numbers.slice().sort(function (one, other) { return one - other; });
    return sorted[Math.floor(sorted.length / 2)];
  }

  function sayNetwork(times, lost) {
    var middle = times.length ? Math.round(median(times)) : 0;
    var grade = lost > 2 || !times.length || middle > USABLE_MS ? 'bad' : lost || middle > GOOD_MS ? 'warn' : 'good';
    sayGrade('network', grade, { n: middle, lost: lost });
  }

  function sayClock(differences) {
    var minutes;
    if (!differences.length) { say('clock', '', 'clock-unknown'); return; }
    minutes = Math.round(Math.abs(median(differences)) / 60000);
    say('clock', 'good', minutes ? 'clock-off' : 'clock-good', { n: minutes });
  }

  function sayVerdict() {
    var found = Object.keys(grades).map(function (check) { return grades[check]; });
    var verdict = document.getElementById('verdict');
    var grade = found.indexOf('bad') >= 0 ? 'bad' : found.indexOf('warn') >= 0 ? 'warn' : 'good';
    verdict.hidden = false;
    verdict.className = 'box verdict outcome ' + grade;
    verdict.textContent = checks.getAttribute('data-' + { bad: 'bad', warn: 'usable', good: 'fine' }[grade]);
    document.getElementById('again').disabled = false;
  }

  function measure(done) {
    var times = [], differences = [], lost = 0;

    function ask() {
      var request = new XMLHttpRequest(), began;
      if (times.length + lost === ROUNDS) { done(times, lost, differences); return; }
      request.open('GET', checks.getAttribute('data-echo') + '?' + times.length + lost + Date.now());
      request.timeout = PATIENCE_MS;
      request.onloadend = function () {
        var took = now() - began;
        if (request.status === 200) {
          times.push(took);
          differences.push(Date.now() - took / 2 - JSON.parse(request.responseText).now_ms);
        } else { lost += 1; }
        ask();
      };
      began = now();
      request.send();
    }
    ask();
  }

  function check() {
    document.getElementById('again').disabled = true;
    document.getElementById('again').hidden = false;
    document.getElementById('verdict').hidden = true;
    grades = {};
    say('network', '', 'checking');
    say('clock', '', 'checking');
    checkStorage();
    checkBrowser();
    checkSecure();
    measure(function (times, lost, differences) {
      sayNetwork(times, lost);
      sayClock(differences);
      sayVerdict();
    });
  }

  document.getElementById('again').addEventListener('click', check);
  check();
}());
