/* Releases start buttons one person after the other; without it they are free at once. ES5 only. */
(function () {
  'use strict';

  var LONGEST_WAIT_MS = 3600000;
  var openedAt = window.performance ? performance.now() : 0;

  function two(n) { return (n < 10 ? '0' : '') + n; }

  function waitFor(place) {
    var releasesAt = openedAt + Number(place.getAttribute('data-release-ms'));
    var button = place.querySelector('button');
    var sentence = place.querySelector('[data-sentence]');
    var timer = setInterval(tick, 500);

    function tick() {
      var left = Math.ceil((releasesAt - performance.now()) / 1000);
      if (left > 0) {
        sentence.textContent = sentence.getAttribute('data-sentence')
          .replace('{left}', Math.floor(left / 60) + ':' + two(left % 60));
        return;
      }
      clearInterval(timer);
      if (button) {
        sentence.hidden = true;
        button.disabled = false;
      } else {
        window.location.reload();
      }
    }

    if (button) { button.disabled = true; }
    sentence.hidden = false;
    tick();
  }

  var places = window.performance ? document.querySelectorAll('[data-release-ms]') : [];
  for (var i = 0; i < places.length; i++) {
    var wait = Number(places[i].getAttribute('data-release-ms'));
    if (wait > 0 && wait < LONGEST_WAIT_MS) { waitFor(places[i]); }
  }
}());
