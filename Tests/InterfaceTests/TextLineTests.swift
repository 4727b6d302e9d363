import Screen
import Testing
import Trading

@testable import Interface

/// Keys make a text with the caret at `|`.
@Test(arguments: [
  ("take 10%", "take 10%|"), ("take 10%ⒶⒹ", "|ake 10%"), ("take 10%⇱⌦", "|ake 10%"),
  ("take 10%←←⌦", "take 1|%"),
  ("take 10%Ⓗ⌫", "take 1|"), ("take 10%ⒷⒷⒻ", "take 10|%"), ("take 10%ⒶⒺ", "take 10%|"),
  ("take 10%⇱⇲→", "take 10%|"), ("take 10%Ⓤ", "|"), ("take 10%ⒷⓊ", "|%"), ("take 10%ⒶⓀ", "|"),
  ("take 10%Ⓦ", "take |"), ("take 10% Ⓦ", "take |"), ("take 10%ⓌⓌⓌ", "|"), ("take 10%ⓑ", "take |10%"),
  ("take 10%ⓑⓑⓑ", "|take 10%"), ("take 10%Ⓐⓕ", "take| 10%"), ("take 10%Ⓐⓕⓕⓕ", "take 10%|"),
  ("take 10%Ⓐⓓ", "| 10%"), ("take 10%ⓦ", "take |"), ("take 10%ⓌⒶⓎ", "10%|take "),
  ("take 10%ⓊⓎⓎ", "take 10%take 10%|"),
  ("take 10%ⒶⓀⓀⓎ", "take 10%|"), ("tkaeⒷⒷⓉ", "tak|e"), ("atⓉ", "ta|"),
  ("aⓉ", "a|"), ("Ⓣ⌫⌦ⒹⓌⓎ", "|"),
]) func linesAreEditedAsShellsEditThem(keys: String, text: String) {
  var line = TextLine()
  for character in keys {
    let edits = line.edit(Driver.names[character] ?? .character(character))
    #expect(edits, "\(character)")
  }
  #expect(line.head + "|" + line.tail == text)
}

/// Whatever is typed, each character takes one cell, and the caret stays within.
@Test func linesHoldOnlyWhatACellCan() {
  let seed = UInt64.random(in: 0 ... .max)
  print("seed \(seed)")
  var random = SeededGenerator(state: seed)
  let pieces = ["take ", "字", "e\u{301}", "\u{202E}", "\u{1B}[31m", "שלום", "👨‍👩‍👧", "\u{200B}", "\t", "x"]
  let keys: [Key] = Array(Driver.names.values).sorted { "\($0)" < "\($1)" }
  for _ in 0..<200 {
    var line = TextLine()
    for _ in 0..<30 {
      if Bool.random(using: &random) {
        line.insert(pieces[Int.random(in: 0..<pieces.count, using: &random)])
      } else {
        _ = line.edit(keys[Int.random(in: 0..<keys.count, using: &random)])
      }
      #expect(
        SafeText.kept(line.text) == line.characters && SafeText.columns(line.text) == line.characters.count,
        "seed \(seed)")
      #expect((0...line.characters.count).contains(line.caret), "seed \(seed)")
      #expect(line.characters.count <= TextLine.limit, "seed \(seed)")
    }
  }
}

/// Alt with a letter edits text, and elsewhere is the Esc that it begins with.
@Test func altIsAnEscWhereNoTextIs() {
  var driver = Driver(Samples.long)
  driver.press("aⓑ")
  #expect(driver.state.mode == .normal)
  driver.press(":take 10%ⓑ5")
  #expect(driver.state.mode == .command && driver.state.line.text == "take 510%")
}

/// What a line cannot take is not lost without a word.
@Suite struct LossTests {
  @Test(arguments: [
    ("a plain note", "", "a plain note"), ("tab\there", "", "tab here"),
    ("one\ntwo", "only the first line was taken", "one"),
    ("a\u{200B}b", "some characters cannot be kept", "ab"),
  ]) func ofAPaste(pasted: String, said: String, kept: String) {
    var driver = Driver(Samples.long)
    driver.press("n")
    driver.send(.pasted(pasted))
    #expect(driver.state.line.text == kept)
    #expect(
      (driver.state.currentNotice ?? "").hasPrefix(said)
        && (said.isEmpty == (driver.state.currentNotice == nil)))
  }

  @Test func ofALongText() {
    var driver = Driver(Samples.long)
    driver.press("n")
    driver.send(.pasted(String(repeating: "x", count: 1000)))
    #expect(driver.state.line.characters.count == TextLine.limit)
    #expect(driver.state.currentNotice?.contains("the rest was left out") == true)
    driver.press("y")
    #expect(driver.state.line.characters.count == TextLine.limit)
    #expect(driver.state.currentNotice?.contains("a line holds") == true)
  }
}
