/* What covers the sitting for a moment: one at a time, with the focus kept inside. */
var Panels = (function () {
  var shown = null;
  var openedFrom = null;

  function open(id) {
    if (shown) { shown.hidden = true; } else { openedFrom = document.activeElement; }
    shown = byId(id);
    shown.hidden = false;
    byId('page').setAttribute('aria-hidden', 'true');
    document.body.classList.add('covered');
    shown.scrollTop = 0;
    shown.querySelector('h2').focus();
  }

  function close() {
    if (!shown) { return; }
    shown.hidden = true;
    shown = null;
    byId('page').removeAttribute('aria-hidden');
    document.body.classList.remove('covered');
    if (openedFrom && openedFrom.focus) { openedFrom.focus(); }
  }

  function mayClose() { return shown && shown.querySelector('[data-close]:not([hidden])'); }

  function isVisible(element) { return element.getClientRects().length > 0; }

  function keepFocusInside(event) {
    if (event.key === 'Escape' && mayClose()) { close(); }
    if (event.key !== 'Tab' || !shown) { return; }
    var stops = shown.querySelectorAll('button, input, textarea, a[href]');
    stops = Array.prototype.filter.call(stops, isVisible);
    var first = stops[0];
    var last = stops[stops.length - 1];
    var now = document.activeElement;
    if (!first) {
      event.preventDefault();
    } else if (event.shiftKey ? now === first || !shown.contains(now) || now.tagName === 'H2' : now === last) {
      event.preventDefault();
      (event.shiftKey ? last : first).focus();
    }
  }

  /* The browser's Back closes a panel; where it can't, it asks. An entry of the history stands in its way. */
  function trapBack(ask) {
    function isTrap() { return history.state && history.state.trap; }

    function trap() {
      if (!isTrap()) { history.pushState({ trap: true }, ''); }
    }

    on(window, 'popstate', function () {
      if (isTrap()) { return; }
      trap();
      if (mayClose()) { close(); } else { ask(Boolean(shown)); }
    });
    trap();
  }

  function begin(ask) {
    var closers = document.querySelectorAll('[data-close]');
    for (var i = 0; i < closers.length; i++) { on(closers[i], 'click', close); }
    on(document, 'keydown', keepFocusInside);
    trapBack(ask);
  }

  return { open: open, close: close, begin: begin };
}());
