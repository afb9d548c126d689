// The device itself reads the page: nothing is sent anywhere. The button is hidden where the device cannot.
const button = document.querySelector("[data-read-aloud-button]");
const speaker = window.speechSynthesis;
if (button && speaker && window.SpeechSynthesisUtterance) {
  const [start, stop] = [button.textContent, button.dataset.stop];
  const marked = "gt-idea__words--read";
  let run = 0;

  const quiet = () => {
    run += 1;
    speaker.cancel();
    button.textContent = start;
    document.querySelectorAll(`.${marked}`).forEach((each) => each.classList.remove(marked));
  };
  const read = () => {
    const mine = (run += 1);
    button.textContent = stop;
    const places = [...document.querySelectorAll("main h1, main h2, [data-read-aloud]")];
    places.forEach((place, at) => {
      const words = new SpeechSynthesisUtterance(place.innerText);
      words.lang = document.documentElement.lang || "en";
      words.rate = 0.9;
      words.onstart = () => mine === run && place.classList.add(marked);
      words.onend = () => {
        place.classList.remove(marked);
        if (mine === run && at === places.length - 1) quiet();
      };
      speaker.speak(words);
    });
  };
  button.addEventListener("click", () => (button.textContent === stop ? quiet() : read()));
  window.addEventListener("pagehide", quiet);
  button.hidden = false;
}
