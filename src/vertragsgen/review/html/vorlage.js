"use strict";
const lies = id => JSON.parse(document.getElementById(id).textContent);
const D = lies("daten");
const ARTEN = {geaendert: "geändert", eingefuegt: "neu", geloescht: "gestrichen", verschoben: "verschoben", format: "nur Formatierung"};
const AUF_EINMAL = 60, suche = document.getElementById("suche"), inhalt = document.getElementById("inhalt");
let sicht = "inline", ansicht = "aenderung", worte = [], aktuell = "";

function teil(name, text, klasse, ...kinder) {
  const element = document.createElement(name);
  if (text !== undefined && text !== null) element.textContent = text;
  if (klasse) element.className = klasse;
  element.append(...kinder);
  return element;
}
const zahl = (menge, eines, viele) => menge.toLocaleString("de") + "\u00a0" + (menge === 1 ? eines : viele);
// What nobody sees is named: characters that turn the direction of text, and blanks that are all that changed.
const STEUERND = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const benannt = text => text.replace(STEUERND, z => "[U+" + z.codePointAt(0).toString(16).toUpperCase().padStart(4, "0") + "]");
const LEER = {" ": "␣", "\u00a0": "⍽", "\u202f": "⍽", "\n": "↵", "\t": "⇥", "\u00ad": "[U+00AD]"};
const geaendert = text => benannt(/^\s+$|\u00ad/.test(text) ? text.replace(/[\s\u00ad]/g, z => LEER[z] || z) : text);

// ---- one changed text: pieces [kind, text], kind „=“, „-“ or „+“
function stuecke(liste, ohne = "") {
  return liste.filter(([art]) => art !== ohne).map(([art, text]) =>
    art === "=" ? benannt(text) : teil(art === "-" ? "del" : "ins", geaendert(text)));
}
function setze(ort) {
  const a = ort.aenderung, neben = sicht === "neben" && a.a !== "format";
  ort.className = neben ? "wortlaut neben" : "wortlaut";
  if (!neben) { ort.replaceChildren(...stuecke(a.s)); return; }
  const seite = (titel, ohne) => teil("div", null, "", teil("b", titel), ...stuecke(a.s, ohne));
  ort.replaceChildren(seite(a.v && a.a === "verschoben" ? "alt: " + a.v : "alt", "+"), seite(a.a === "verschoben" ? "neu: " + a.o : "neu", "-"));
}
function wortlaut(a) {
  const ort = teil("div");
  ort.aenderung = a;
  setze(ort);
  const teile = a.s.length ? [ort] : [];
  if (a.f && a.f.length) teile.push(teil("ul", null, "leise", ...a.f.map(satz => teil("li", benannt(satz)))));
  return teile;
}
function was(a) { return a.a === "verschoben" && a.v ? `verschoben, vorher ${a.v}` : ARTEN[a.a]; }
function werListe(wer, eines, viele) {
  if (wer.length === 1) return teil("span", benannt(wer[0]), "leise");
  const liste = teil("details", null, "wer", teil("summary", zahl(wer.length, eines, viele)));
  liste.addEventListener("toggle", () => {
    if (liste.open && !liste.querySelector("ul")) liste.append(teil("ul", null, "", ...wer.map(name => teil("li", benannt(name)))));
  });
  return liste;
}
const traegernamen = nummern => nummern.map(k => D.namen[k]);

// ---- what an entry looks like
function karte(g) {
  const abweichend = g.x ? teil("span", `weicht ab: ${zahl(g.x, "Dokument", "Dokumente")} anders geändert`, "warnt leise") : "";
  return teil("div", null, "karte", teil("h3", benannt(g.o)), teil("span", was(g), "leise"), abweichend, ...wortlaut(g),
    ...g.folgen.flatMap(wortlaut), werListe(traegernamen(g.w), "Dokument", "Dokumente"));
}
const ZAHLKOPF = [["Träger"], ["Stelle"], ["bisher", 1], ["neu", 1], ["Δ", 1], ["Δ\u00a0%", 1], ["im Jahr", 1]];
const betrag = (text, art) => teil("td", null, "zahl", text ? teil(art, geaendert(text)) : "–");
function zahlzeile(z, ohneNamen = false) {
  const stelle = teil("td", benannt(z.b), "", teil("small", benannt(z.o)));
  if (z.u) stelle.prepend(teil("span", "ohne erkennbaren Grund: ", "warnt"));
  if (z.x) stelle.prepend(teil("span", "Ausreißer: ", "warnt"));
  if (z.w.length) stelle.append(teil("small", "ebenso: " + z.w.map(benannt).join("; ")));
  const wer = ohneNamen ? [] : [teil("td", benannt(z.wer ?? D.namen[z.t] ?? ""))];
  return teil("tr", null, "", ...wer, stelle, betrag(z.alt, "del"), betrag(z.neu, "ins"),
    ...[z.d, z.p, z.j].map(text => teil("td", text, "zahl")));
}
function tabelle(kopf, ...zeilen) {
  const titel = kopf.map(([text, rechts]) => { const th = teil("th", text, rechts ? "zahl" : ""); th.scope = "col"; return th; });
  return teil("table", null, "", teil("thead", null, "", teil("tr", null, "", ...titel)), teil("tbody", null, "", ...zeilen));
}
function position(p) {
  const stelle = teil("td", benannt(p.b), "", teil("small", benannt(p.o)));
  if (p.ohne.length) stelle.append(teil("small", "unverändert bei: " + p.ohne.map(benannt).join(", "), "warnt"));
  const liste = teil("details", null, "wer", teil("summary", zahl(p.n, "Träger", "Träger")));
  liste.addEventListener("toggle", () => {
    if (liste.open && !liste.querySelector("table")) liste.append(tabelle(ZAHLKOPF, ...lies(p.block).map(z => zahlzeile(z))));
  });
  const wer = p.n === 1 ? teil("td", benannt(D.namen[p.t])) : teil("td", null, "", liste);
  const zeile = teil("tr", null, "", wer, stelle, betrag(p.alt, "del"), betrag(p.neu, "ins"), ...[p.d, p.p, p.j].map(text => teil("td", text, "zahl")));
  // Opened, the rows need the whole width.
  liste.addEventListener("toggle", () => { wer.colSpan = liste.open ? 7 : 1; for (const td of zeile.cells) if (td !== wer) td.hidden = liste.open; });
  return zeile;
}
function absatzliste(titel, saetze) {
  return saetze.length ? [teil("h5", titel), teil("ul", null, "", ...saetze.map(satz => teil("li", benannt(satz))))] : [];
}
function dokument(d) {
  const titel = teil("h4", `${benannt(d.t)} `, "", teil("small", `${d.datei}${d.st ? ", " + d.st : ""}`));
  if (d.redline && D.redlines) {
    const verweis = teil("a", "mit nachverfolgten Änderungen öffnen");
    verweis.href = `${D.redlines}/${d.redline}`.split("/").map(encodeURIComponent).join("/");
    titel.append(" ", verweis);
  }
  const eintrag = a => teil("div", null, "eintrag", teil("b", benannt(a.o)), " ", teil("span", was(a), "leise"), ...wortlaut(a));
  // Cells with figures stand in the table of figures already.
  const zahlen = d.a.filter(a => a.z), texte = d.a.filter(a => !a.z).map(eintrag);
  if (zahlen.length) {
    const liste = teil("details", null, "wer", teil("summary", zahl(zahlen.length, "Stelle, an der sich nur Zahlen ändern", "Stellen, an denen sich nur Zahlen ändern")));
    liste.addEventListener("toggle", () => { if (liste.open && !liste.querySelector(".eintrag")) liste.append(...zahlen.map(eintrag)); });
    texte.push(liste);
  }
  return [titel, ...texte, ...d.listen.flatMap(([name, saetze]) => absatzliste(name, saetze))];
}
function traeger(t) {
  const ganz = teil("details", null, "", teil("summary", null, "", teil("b", benannt(t.t)), teil("span", t.kurz, "leise")));
  const fuelle = () => {
    if (!ganz.open || ganz.querySelector(".karte")) return;
    const b = lies(t.block);
    ganz.append(teil("div", null, "karte", ...b.listen.flatMap(([name, saetze]) => absatzliste(name, saetze)),
      ...(b.zahlen.length ? [teil("h4", "Zahlen"), tabelle(ZAHLKOPF.slice(1), ...b.zahlen.map(z => zahlzeile(z, true)))] : []), ...b.dokumente.flatMap(dokument)));
  };
  ganz.addEventListener("toggle", fuelle);
  ganz.fuelle = () => { ganz.open = true; fuelle(); };
  return ganz;
}
function befund(b) {
  return teil("div", null, "karte", teil("h3", `${b.code}: ${benannt(b.m)}`), teil("span", `${b.art}, ${b.s}`, b.warnt ? "warnt leise" : "leise"), werListe(b.w, "Träger", "Träger"));
}
const notiz = n => teil("div", null, "karte", teil("h3", benannt(n.dok)), teil("p", benannt(n.m), "wortlaut fest"), werListe(n.w, "Dokument", "Dokumente"));
const satz = text => teil("p", benannt(text), "karte");
const BAUEN = {gruppe: karte, zahl: z => zahlzeile(z), position, traeger, befund, notiz, satz};

// ---- sections and their entries; only what is open is built
const suchtext = wert => Array.isArray(wert) ? wert.map(suchtext).join(" ") : wert && typeof wert === "object" ? Object.values(wert).map(suchtext).join(" ") : typeof wert === "string" ? wert : "";
function eintrag(id, art, wert) {
  let text;
  const wer = wert.w && art === "gruppe" ? traegernamen(wert.w) : art === "zahl" || art === "position" ? [].concat(wert.wer || wert.t).map(k => D.namen[k] || "") : [];
  return {id, art, bauen: () => BAUEN[art](wert),
    passt: () => (text ??= suchtext([wert.s ? wert.s.map(s => s[1]).join("") : "", wert, wer]).toLocaleLowerCase("de"), worte.every(wort => text.includes(wort)))};
}
function abschnitt(titel, hinweis, offen, eintraege) {
  const ganz = teil("details"), kopf = teil("summary"), liste = teil("div", null, "liste"), stand = teil("span", "", "leise");
  kopf.append(teil("h2", titel), stand);
  ganz.append(kopf, liste);
  ganz.open = offen;
  const a = {ganz, eintraege, sichtbar: [], grenze: AUF_EINMAL, orte: new Map(), gebaut: false};
  a.baue = () => {
    a.gebaut = true;
    a.orte.clear();
    const zeilen = a.sichtbar.slice(0, a.grenze).map(e => { const ort = e.bauen(); ort.tabIndex = -1; a.orte.set(e.id, ort); return [e, ort]; });
    const inTabelle = zeilen.filter(([e]) => e.art === "zahl" || e.art === "position").map(([, ort]) => ort);
    liste.replaceChildren(...(inTabelle.length ? [tabelle(ZAHLKOPF, ...inTabelle)] : []), ...zeilen.map(([, ort]) => ort).filter(ort => ort.tagName !== "TR"));
    const rest = a.sichtbar.length - a.grenze;
    if (rest > 0) {
      const mehr = teil("button", `weitere ${Math.min(rest, AUF_EINMAL * 5)} von ${rest} zeigen`);
      mehr.addEventListener("click", () => { a.grenze += AUF_EINMAL * 5; a.baue(); });
      liste.append(teil("div", null, "karte mehr", mehr));
    }
  };
  a.filtern = () => {
    a.sichtbar = worte.length ? eintraege.filter(e => e.passt()) : eintraege;
    a.grenze = AUF_EINMAL;
    ganz.hidden = a.sichtbar.length === 0;
    stand.textContent = (a.sichtbar.length < eintraege.length ? a.sichtbar.length + " von " : "") + eintraege.length + (hinweis ? ", " + hinweis : "");
    if (ganz.open) a.baue(); else { a.gebaut = false; liste.replaceChildren(); }
  };
  ganz.addEventListener("toggle", () => { if (ganz.open && !a.gebaut) a.baue(); });
  return a;
}
function aenderungen() {
  const gruppen = r => D.gruppen.map((g, k) => [g, k]).filter(([g]) => g.r === r).map(([g, k]) => eintrag("g" + k, "gruppe", g));
  return [
    abschnitt("Befunde der Prüfungen", "", D.befunde.some(b => b.warnt), D.befunde.map((b, k) => eintrag("b" + k, "befund", b))),
    abschnitt("Zuerst ansehen", "Zahlen ohne erkennbaren Grund und Ausreißer", true, D.ausreisser.map((z, k) => eintrag("x" + k, "zahl", z))),
    abschnitt("Zahlen", D.positionen.length ? "je Stelle eine Zeile" : "nach Wirkung", true,
      [...D.positionen.map((p, k) => eintrag("p" + k, "position", p)), ...D.zahlen.map((z, k) => eintrag("z" + k, "zahl", z))]),
    ...D.risiken.map((titel, r) => abschnitt(titel, "", true, gruppen(r))),
    ...[...new Set(D.notizen.map(n => n.art))].map(art => abschnitt(art, "", !art.startsWith("Umnummeriert"), D.notizen.map((n, k) => [n, k]).filter(([n]) => n.art === art).map(([n, k]) => eintrag("n" + k, "notiz", n)))),
    abschnitt("Word-Rahmen des Pakets", "", false, D.rahmen.map((r, k) => eintrag("r" + k, "gruppe", r))),
    abschnitt("Hinweise", "", false, D.hinweise.map((text, k) => eintrag("h" + k, "satz", text))),
  ];
}
function dokumente() {
  const titel = new Map();
  const zu = (name, e) => titel.set(name, [...(titel.get(name) || []), e]);
  D.positionen.forEach((p, k) => zu(p.dok, eintrag("dp" + k, "position", p)));
  D.zahlen.forEach((z, k) => zu(z.dok, eintrag("dz" + k, "zahl", z)));
  D.gruppen.forEach((g, k) => zu(g.dok, eintrag("dg" + k, "gruppe", g)));
  return [...titel].sort(([a], [b]) => a.localeCompare(b, "de")).map(([name, liste]) => abschnitt(benannt(name), "", titel.size < 3, liste));
}
const ANSICHTEN = {aenderung: aenderungen, dokument: dokumente,
  traeger: () => [abschnitt("Träger", "", true, D.traeger.map((t, k) => eintrag("t" + k, "traeger", t)))]};
let abschnitte = [];
function zeige(name) {
  ansicht = name;
  aktuell = "";
  abschnitte = ANSICHTEN[name]();
  inhalt.replaceChildren(...abschnitte.map(a => a.ganz));
  for (const knopf of document.querySelectorAll("[data-ansicht]")) knopf.setAttribute("aria-pressed", knopf.dataset.ansicht === name);
  filtern();
}
function filtern() {
  worte = suche.value.toLocaleLowerCase("de").split(/\s+/).filter(Boolean);
  for (const a of abschnitte) a.filtern();
  document.getElementById("leer").hidden = !worte.length || abschnitte.some(a => a.sichtbar.length);
  for (const zeile of document.querySelectorAll("#kurz tbody tr")) zeile.hidden = !worte.every(wort => zeile.textContent.toLocaleLowerCase("de").includes(wort));
}
function gehe(id) {
  const a = abschnitte.find(eines => eines.sichtbar.some(e => e.id === id));
  if (!a) return;
  const stelle = a.sichtbar.findIndex(e => e.id === id);
  a.grenze = Math.max(a.grenze, stelle + AUF_EINMAL);
  a.ganz.open = true;
  if (!a.orte.has(id) || !a.gebaut) a.baue();
  const ort = a.orte.get(id);
  for (const altes of document.querySelectorAll(".aktuell")) altes.classList.remove("aktuell");
  ort.classList.add("aktuell");
  if (ort.fuelle) ort.fuelle();
  ort.scrollIntoView({block: "start"});
  ort.focus({preventScroll: true});
  aktuell = id;
  const folge = abschnitte.flatMap(eines => eines.sichtbar);
  document.getElementById("ansage").textContent = `${folge.findIndex(e => e.id === id) + 1} von ${folge.length}`;
}
function springe(schritt) {
  const folge = abschnitte.flatMap(a => a.sichtbar).map(e => e.id);
  const ort = folge.indexOf(aktuell);
  const ziel = ort < 0 ? (schritt > 0 ? 0 : folge.length - 1) : ort + schritt;
  if (folge[ziel]) gehe(folge[ziel]);
}
function stelleSicht(neu) {
  sicht = neu;
  for (const knopf of document.querySelectorAll("[data-sicht]")) knopf.setAttribute("aria-pressed", knopf.dataset.sicht === neu);
  for (const ort of document.querySelectorAll(".wortlaut:not(.fest)")) setze(ort);
}

// ---- the first screen
function kopf() {
  document.getElementById("staende").textContent = `${D.alt} → ${D.neu}`;
  const [erster, ...weitere] = D.urteil;
  document.getElementById("urteil").append(teil("h2", benannt(erster)), teil("p", weitere.map(benannt).join(" ")));
  document.body.classList.toggle("einzeln", D.einzeln);
  if (D.einzeln) suche.placeholder = "Stelle, Wort …";
  if (!D.kurz.length) return;
  const eng = (klasse, ...kinder) => teil("td", null, klasse, teil("div", null, "eng", ...kinder));
  const zeilen = D.kurz.map(z => {
    const verweis = teil("a", z.was, "marke r" + z.r);
    verweis.href = "#" + z.id;
    verweis.addEventListener("click", ereignis => { ereignis.preventDefault(); suche.value = ""; zeige(z.id[0] === "t" ? "traeger" : "aenderung"); gehe(z.id); });
    const wo = eng("wo", benannt(z.o)), oft = eng("oft", benannt(z.oft));
    wo.title = z.o; oft.title = z.oft;
    return teil("tr", null, "", teil("td", null, "was", verweis), wo, eng("", ...stuecke(z.s)), teil("td", z.d, "delta zahl"), oft);
  });
  const kopfzeile = [["", "was"], ["Stelle", "wo"], ["Änderung", ""], ["Δ", "delta zahl"], ["wie oft", "oft"]].map(([text, klasse]) => teil("th", text, klasse));
  kopfzeile[0].append(teil("span", "Art", "unsichtbar"));
  document.getElementById("kurz").append(teil("table", null, "", teil("thead", null, "", teil("tr", null, "", ...kopfzeile)), teil("tbody", null, "", ...zeilen)));
  if (D.mehr) document.getElementById("kurz").append(teil("p", D.mehr));
  if (D.vorschlag) document.getElementById("kurz").append(teil("details", null, "", teil("summary", "Vorschlag für das Profil (YAML)"), teil("pre", D.vorschlag)));
}
suche.addEventListener("input", filtern);
for (const knopf of document.querySelectorAll("[data-sicht]")) knopf.addEventListener("click", () => stelleSicht(knopf.dataset.sicht));
for (const knopf of document.querySelectorAll("[data-ansicht]")) knopf.addEventListener("click", () => zeige(knopf.dataset.ansicht));
document.getElementById("weiter").addEventListener("click", () => springe(1));
document.getElementById("zurueck").addEventListener("click", () => springe(-1));
document.addEventListener("keydown", ereignis => {
  if (ereignis.ctrlKey || ereignis.metaKey || ereignis.altKey) return;
  if (ereignis.target.matches?.("input, select, textarea")) { if (ereignis.key === "Escape") { suche.value = ""; filtern(); suche.blur(); } return; }
  const tun = {n: () => springe(1), j: () => springe(1), p: () => springe(-1), k: () => springe(-1),
    s: () => stelleSicht(sicht === "inline" ? "neben" : "inline"), "/": () => suche.focus()}[ereignis.key];
  if (tun) { ereignis.preventDefault(); tun(); }
});
// On paper nothing can be unfolded.
window.addEventListener("beforeprint", () => { for (const a of abschnitte) { a.grenze = 1000; if (!a.ganz.hidden) { a.ganz.open = true; a.baue(); } } });
kopf();
stelleSicht("inline");
zeige("aenderung");
