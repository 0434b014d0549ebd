/* Pictures that a bad network kept from arriving are asked for again, until they are there. */
(function () {
  'use strict';
  var waits = [3000, 6000, 12000, 30000];

  function askAgain(picture) {
    if (!picture.naturalWidth) { picture.src = picture.getAttribute('src'); }
  }

  function later(picture) {
    var tried = Number(picture.getAttribute('data-tried') || 0);
    picture.setAttribute('data-tried', tried + 1);
    setTimeout(function () { askAgain(picture); }, waits[Math.min(tried, waits.length - 1)]);
  }

  function missing() {
    return Array.prototype.filter.call(document.querySelectorAll('fieldset img'), function (picture) {
      return picture.complete && !picture.naturalWidth;
    });
  }

  // An error does not bubble; those from before this script ran are found by looking.
  document.addEventListener('error', function (event) {
    if (event.target.nodeName === 'IMG') { later(event.target); }
  }, true);
  missing().forEach(later);
  window.addEventListener('online', function () { missing().forEach(askAgain); });
})();
