import Screen
import Testing
import Trading

@testable import Interface

private let kept = Remembered(
  sentences: ["take 10%", "stop to breakeven", "take 30%"], reasons: ["news is out", "level held"])

/// Older sentences and reasons: what keys bring up, and what is handed out to be kept.
@Suite struct OlderLinesTests {
  @Test(arguments: [
    (":↑", "take 30%"), (":↑↑", "stop to breakeven"), (":↑↑↑↑↑", "take 10%"), (":↑↑↓", "take 30%"),
    // What was being typed comes back.
    (":close↑↑↓↓", "close"), (":close↑↓↓↓", "close"), (":close↓", "close"),
    // A search: the newest that holds it, then older ones, then back.
    (":Ⓡtake⏎", "take 30%"), (":ⓇtakeⓇ⏎", "take 10%"), (":ⓇtakeⓇ↓⏎", "take 30%"),
    (":ⓇBREAK⏎", "stop to breakeven"),
    (":closeⓇtake⎋", "close"), (":closeⓇtakeⒼ", "close"), (":closeⓇxyz⏎", "close"),
    // Letters taken away look anew; a key that moves takes what was found.
    (":Ⓡtake 1⌫⏎", "take 30%"), (":Ⓡtake 1ⒶX", "Xtake 10%"), (":Ⓡ⏎", ""),
    (":enter 50%⏎↑", "level held"), (":enter 50%⏎↑↑", "news is out"), (":enter 50%⏎Ⓡnews⏎", "news is out"),
  ]) func keysBringThemUp(keys: String, line: String) {
    var driver = Driver(Samples.long, remembered: kept)
    driver.press(keys)
    #expect(driver.state.line.text == line)
    #expect(driver.acts.isEmpty)
  }

  /// Enter in a search takes the line, and only the next one, once its preview has stood there, acts.
  @Test func aFoundLineIsPreviewedBeforeItActs() {
    var driver = Driver(Samples.long, remembered: kept)
    driver.press(":Ⓡbreak")
    #expect(driver.previewed.last == "stop to breakeven")
    #expect(driver.frame().text.contains("seek: break"))
    driver.press("⏎")
    #expect(driver.acts.isEmpty && driver.state.mode == .command)
    driver.press("⏎")
    #expect(driver.acts == ["stop to breakeven"])
  }

  @Test func whatActsIsHandedOutToBeKept() {
    var driver = Driver(Samples.long, remembered: kept)
    driver.press(":take 10%⏎")
    #expect(driver.intents.contains(.keep(.sentence("take 10%"))))
    #expect(driver.state.remembered.sentences == ["stop to breakeven", "take 30%", "take 10%"])
    driver.press(":enter 50%⏎why not⏎")
    #expect(driver.acts.last == "enter 50% because \"why not\"")
    #expect(driver.intents.suffix(1) == [.keep(.reason("why not"))])
    driver.press("nbe patient⏎a⏎")
    let lines = driver.intents.count { if case .keep = $0 { true } else { false } }
    #expect(lines == 3, "neither notes nor keys are kept")
  }

  @Test func whatIsLeftIsNotKept() {
    var driver = Driver(Samples.long)
    driver.press(":take 10%⎋:zzz⏎⎋")
    #expect(driver.intents.isEmpty && driver.state.remembered == Remembered())
  }

  /// The oldest go first, and a line that comes again is the newest.
  @Test func onlySoManyAreKept() {
    var remembered = Remembered(sentences: (0..<Remembered.most).map { "take \($0 + 1)" })
    remembered.add(.sentence("take 1"))
    #expect(remembered.sentences.count == Remembered.most && remembered.sentences.last == "take 1")
    remembered.add(.sentence("close"))
    #expect(remembered.sentences.count == Remembered.most && remembered.sentences.first == "take 3")
    remembered.add(.sentence(""))
    #expect(remembered.sentences.last == "close")
  }

  /// What another program has written into the files is text like any other.
  @Test func foreignLinesAreCleaned() {
    var driver = Driver(Samples.long, remembered: Remembered(sentences: ["\u{1B}[2Jtake\u{202E} 10%\u{7}"]))
    driver.press(":↑")
    #expect(driver.state.line.text == "[2Jtake 10%")
    #expect(driver.acts.isEmpty)
  }

  @Test func recentReasonsStandBesideTheRefusal() {
    var driver = Driver(Samples.long, remembered: kept)
    driver.press(":enter 50%⏎")
    let text = driver.frame().text
    #expect(
      text.contains("recent reasons") && text.contains("  level held") && text.contains("  news is out"))
    driver.press("↑")
    #expect(driver.frame().text.contains("> level held"))
    driver.press("⏎")
    #expect(driver.acts == ["enter 50% because \"level held\""])
  }
}
