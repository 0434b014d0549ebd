/* The receipt as a PNG: WeChat's webview downloads nothing, but a long press keeps a picture that is shown.
   Where anything of this is missing, the link goes on downloading the SVG. */
(function () {
  "use strict";
  var link = document.getElementById("keep");
  var shown = document.getElementById("picture");
  var source = new Image();

  function draw() {
    var canvas = document.createElement("canvas");
    canvas.width = source.naturalWidth || 720;
    canvas.height = source.naturalHeight || 1130;
    try {
      canvas.getContext("2d").drawImage(source, 0, 0, canvas.width, canvas.height);
      return canvas.toDataURL("image/png");
    } catch (refused) {
      return "";
    }
  }

  source.onload = function () {
    var png = draw();
    var picture = new Image();
    if (png.indexOf("data:image/png") !== 0) { return; }
    picture.src = png;
    picture.className = "kept";
    picture.alt = shown.getAttribute("data-alt");
    shown.appendChild(picture);
    link.href = png;
    link.setAttribute("download", link.getAttribute("data-name"));
    link.addEventListener("click", function () {
      shown.hidden = false;
      shown.scrollIntoView();
    });
  };
  source.src = link.href;
}());
