import Testing
import Trading

/// What Tab makes of a line, pressed again and again; it begins anew behind the last.
private func tabs(_ line: String, _ count: Int) -> [String] {
  var driver = Driver(Samples.long)
  driver.press(":" + line)
  return (0..<count).map { _ in
    driver.press("⇥")
    return driver.previewed.last ?? ""
  }
}

/// The words of the language, in the order of its grammar, then the values that often stand there.
@Test(arguments: [
  // Behind the only word that fits a blank is set, so that the next Tab goes on.
  ("st", ["stop", "stop to", "stop to entry"]), ("stop ", ["stop to"]), ("ca", ["cancel"]),
  (
    "stop to ",
    [
      "stop to entry", "stop to breakeven", "stop to first", "stop to last", "stop to tranche",
      "stop to target", "stop to breakout", "stop to node.1", "stop to high.1d", "stop to node.2",
      "stop to fib.1.618", "stop to 1R", "stop to 2R", "stop to 30412.3",
    ]
  ),
  ("stop to node.", ["stop to node.1", "stop to node.2", "stop to node.1"]),
  ("STOP TO B", ["STOP TO breakeven", "STOP TO breakout"]),
  ("enter ", ["enter next", "enter 25%", "enter 50%", "enter 100%", "enter next"]),
  (
    "enter 10% on ",
    ["enter 10% on break", "enter 10% on touch", "enter 10% on return", "enter 10% on retest"]
  ),
  ("when close ", ["when close below", "when close above"]),
  (
    "trail ", ["trail at", "trail behind", "trail 1R", "trail 0.5R", "trail 0.5%"]
  ),
  ("trail behind ", ["trail behind levels", "trail behind ema", "trail behind sma", "trail behind swing"]),
  ("trail 2 atr 14 on 1", ["trail 2 atr 14 on 1m", "trail 2 atr 14 on 15m"]),
  ("trail at ", ["trail at entry"]), ("trail at 2R by ", ["trail at 2R by 1R"]),
  // Only what waits can be cancelled.
  ("cancel tranche ", ["cancel tranche 3"]),
  ("stop to tranche ", ["stop to tranche 1", "stop to tranche 2", "stop to tranche 3"]),
  ("cancel target ", ["cancel target 1", "cancel target 2"]), ("ti", ["time"]),
  ("time 48h be", ["time 48h be"]),
  ("close bec", ["close because"]), ("close because ", ["close because \""]),
  // A mistyped word is put right, and none is offered that only a plan can hold.
  ("stop to brekeven", ["stop to breakeven"]), ("d", ["d"]), ("pyr", ["pyr"]), ("ra", ["ra"]),
  ("trail 2 atr ", ["trail 2 atr 14"]), ("after ", ["after 15m", "after 1h", "after 48h"]),
]) func tabOffersWhatFits(line: String, texts: [String]) {
  #expect(tabs(line, texts.count) == texts)
}

/// The word before the caret is completed, and what stands behind it stays.
@Test func completionLeavesWhatStandsBehindTheCaret() {
  var driver = Driver(Samples.long)
  driver.press(":stop to because \"late\"Ⓐⓕⓕ b⇥")
  #expect(driver.previewed.last == "stop to breakeven because \"late\"")
  driver.press("⇥⇥⇤")
  #expect(driver.previewed.last == "stop to breakout because \"late\"")
}

/// The panel names what fits, and marks what Tab has chosen.
@Test func thePanelNamesWhatMayFollow() {
  var driver = Driver(Samples.long)
  driver.press(":stop to ")
  #expect(driver.frame().text.contains("Tab: entry  breakeven  first  last"))
  driver.press("⇥⇥")
  #expect(driver.frame().text.contains("[breakeven]"))
  driver.press("⎋:")
  let text = driver.frame().text
  #expect(text.contains("Tab: enter  take  stop") && !text.contains("pyramid  range"))
}
