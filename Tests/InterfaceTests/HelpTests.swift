import Screen
import Testing
import Trading

@testable import Interface

/// The help begins where one is.
@Suite struct HelpTests {
  private func text(_ snapshot: Snapshot, _ keys: String, _ size: Size = Size(columns: 60, rows: 16))
    -> String
  {
    var driver = Driver(snapshot, size: size)
    driver.press(keys)
    return driver.frame().text
  }

  @Test(arguments: [
    ("?", "page 1 of", "add: the next tranche"), ("a?", "keys: preview first", "add: the next tranche"),
    ("g①", "keys: grab first", "flatten at once"), (":①", "keys: command line first", "take 25%"),
    (":enter 50%⏎①", "keys: reason first", "help on what is on the screen"),
    ("n①", "keys: note first", "help on what is on the screen"),
  ]) func itBeginsWithTheKeysOfThisPlace(keys: String, title: String, first: String) {
    let text = text(Samples.long, keys)
    #expect(text.contains(title) && text.contains(first), "\(text)")
  }

  /// Esc goes back to what was being done, with all that was typed and shown.
  @Test(arguments: ["a", "s", "g→", ":take 10%", ":enter 50%⏎late", "nlate", ":take 10%⎋:Ⓡ"])
  func itGoesBackToWhereItCameFrom(keys: String) {
    var driver = Driver(Samples.long)
    driver.press(keys)
    let (before, intents) = (driver.state, driver.intents)
    driver.press("①")
    #expect(driver.state.mode == .help)
    driver.press("⎋")
    #expect(driver.state.mode == before.mode)
    #expect(driver.state.line == before.line)
    #expect(driver.state.panel?.sentence == before.panel?.sentence)
    #expect(driver.intents == intents)
  }

  /// What stood under the help has to stand on the screen again before an Enter means it.
  @Test func anEnterRightBehindTheHelpDoesNotCount() {
    var driver = Driver(Samples.long)
    driver.press("a①⎋")
    driver.press("⏎", after: 20)
    #expect(driver.acts.isEmpty)
    driver.press("⏎")
    #expect(driver.acts == ["enter next"])
  }

  @Test func aKeyThatDoesNothingSaysWhy() {
    let wide = text(Samples.waiting, "?", Size(columns: 200, rows: 60))
    #expect(wide.contains("stop to breakeven: nothing is open"), "\(wide)")
    #expect(wide.contains("  there is no alarm"), "\(wide)")
  }
}
