/* Reading and tapping: text sizes, pictures that open large, swiping, a field that the keyboard does not hide. */
var Reading = (function () {
  var SIZES = ['', 't20', 't24', 't30'];
  var SIZE_KEY = 'examapp.size';
  var SELECT_KEY = 'examapp.select';
  var SWIPE_PX = 70;
  var SWIPE_MS = 800;
  var EDGE_PX = 24;
  var KEYBOARD_MS = 350;

  var size = 0;

  function closest(element, test) {
    while (element && element !== document.body) {
      if (test(element)) { return element; }
      element = element.parentElement;
    }
    return null;
  }

  /* ---- how large, and whether text can be selected: kept on the phone ---- */

  function setSize(wanted) {
    size = wanted;
    for (var i = 1; i < SIZES.length; i++) { root.classList.toggle(SIZES[i], i === size); }
    root.classList.toggle('large', size > 0);
    write('size', words['size' + size]);
    byId('smaller').disabled = size === 0;
    byId('larger').disabled = size === SIZES.length - 1;
    remember(SIZE_KEY, size);
    makeRoom();
  }

  /* Whoever needs the text selectable says so, and nobody else is hindered in reading. */
  function setSelectable(allowed) {
    root.classList.toggle('selectable', allowed);
    byId('selectable').checked = allowed;
    remember(SELECT_KEY, allowed);
  }

  function discourage(event) {
    if (event.target.type !== 'text' && !byId('selectable').checked) { event.preventDefault(); }
  }

  /* ---- the bars never cover what is being read or typed ---- */

  function isFixed(bar) { return getComputedStyle(bar).position === 'fixed'; }

  /* A keyboard laid over the page takes room from its end; two fingers that zoom don't. */
  function makeRoom() {
    var bar = byId('below');
    var view = window.visualViewport;
    var keyboard = view && view.scale < 1.05 ? Math.max(0, window.innerHeight - view.height) : 0;
    form.parentElement.style.paddingBottom = (isFixed(bar) ? bar.offsetHeight : 0) + 24 + keyboard + 'px';
  }

  function reveal() {
    var field = document.activeElement;
    if (!field || field.type !== 'text') { return; }
    var view = window.visualViewport;
    var box = field.getBoundingClientRect();
    var bar = byId('below');
    var from = view ? view.offsetTop : 0;
    var to = from + (view ? view.height : window.innerHeight);
    var top = Math.max(from, byId('above').getBoundingClientRect().bottom);
    var bottom = isFixed(bar) ? Math.min(to, bar.getBoundingClientRect().top) : to;
    if (box.top < top || box.bottom > bottom) {
      window.scrollBy(0, box.top - top - (bottom - top - box.height) / 2);
    }
  }

  /* ---- swiping ---- */

  function scrollsSideways(element) {
    return element.type === 'text'
      || (element.scrollWidth > element.clientWidth && /auto|scroll/.test(getComputedStyle(element).overflowX));
  }

  function startOf(event) {
    var touch = event.touches[0];
    var zoomed = window.visualViewport && visualViewport.scale > 1.05;
    var atEdge = touch.clientX < EDGE_PX || touch.clientX > window.innerWidth - EDGE_PX;
    var mayTurn = event.touches.length === 1 && !zoomed && !atEdge && !closest(event.target, scrollsSideways);
    return mayTurn ? { x: touch.clientX, y: touch.clientY, since: event.timeStamp } : null;
  }

  /* 1 for onward, -1 for back, 0 for anything that is no clear swipe. */
  function stepOf(from, event) {
    var across = event.changedTouches[0].clientX - from.x;
    var down = event.changedTouches[0].clientY - from.y;
    var isSwipe = event.timeStamp - from.since < SWIPE_MS && Math.abs(across) > SWIPE_PX
      && Math.abs(across) > 2 * Math.abs(down);
    return isSwipe ? (across < 0 ? 1 : -1) : 0;
  }

  function swipes(turn) {
    var from = null;
    on(form, 'touchstart', function (event) { from = startOf(event); }, { passive: true });
    on(form, 'touchend', function (event) {
      var step = from ? stepOf(from, event) : 0;
      from = null;
      if (step) { turn(step); }
    });
  }

  /* ---- pictures ---- */

  function setZoomed(zoomed) {
    byId('picture-large').classList.toggle('zoomed', zoomed);
    press(byId('picture-zoom'), zoomed);
  }

  function toggleZoom() { setZoomed(!byId('picture-large').classList.contains('zoomed')); }

  function enlarge(event) {
    var large = byId('picture-large');
    if (event.target.tagName !== 'IMG') { return; }
    event.preventDefault();
    large.src = event.target.src;
    large.alt = event.target.alt;
    setZoomed(false);
    Panels.open('picture');
  }

  function pictures() {
    var found = form.querySelectorAll('fieldset img');
    for (var i = 0; i < found.length; i++) {
      found[i].tabIndex = 0;
      found[i].setAttribute('role', 'button');
    }
    on(form, 'click', enlarge);
    on(form, 'keydown', function (event) {
      if (event.key === 'Enter' || event.key === ' ') { enlarge(event); }
    });
    tapped('picture-zoom', toggleZoom);
    tapped('picture-large', toggleZoom);
  }

  /* turn(step) goes to another question. */
  function begin(turn) {
    tapped('large', function () { Panels.open('reading'); });
    tapped('smaller', function () { setSize(size - 1); });
    tapped('larger', function () { setSize(size + 1); });
    on(byId('selectable'), 'change', function () { setSelectable(byId('selectable').checked); });
    setSize(words['size' + recall(SIZE_KEY)] ? recall(SIZE_KEY) : 0);
    setSelectable(Boolean(recall(SELECT_KEY)));
    on(form, 'contextmenu', discourage);
    on(form, 'copy', discourage);
    on(form, 'focusin', function () { setTimeout(reveal, KEYBOARD_MS); });
    [window, window.visualViewport || window].forEach(function (view) {
      on(view, 'resize', function () {
        makeRoom();
        reveal();
      });
    });
    pictures();
    swipes(turn);
  }

  return { begin: begin, makeRoom: makeRoom };
}());
