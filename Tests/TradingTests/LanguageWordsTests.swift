import Testing

@testable import Trading

@Test(arguments: [
  (
    "then enter 30% on retest 30000 within 0.2% hold 5m",
    "Tranche 2: after tranche 1 has filled, buys 30% of the plan when price comes back to 30,000"
      + " (within 0.2%) and holds there for 5 minutes."
  ),
  ("enter 1/3 on break 30600.5", "Tranche 2: buys 1/3 of the plan when price breaks 30,600.5."),
  (
    "enter 0.25 at -1% chase 20 ticks within 1h, note \"x\"",
    "Tranche 2: buys 0.25 with a limit at 1% behind the first fill, if price has run no more than"
      + " 20 ticks past it, for at most 1 hour, and notes \"x\"."
  ),
  (
    "at 1R take 30%, stop to breakeven room 0.25R",
    "Tranche 2: when price reaches 1R, sells 30% of all that was entered and moves the stop to breakeven once"
      + " price is 0.25R beyond it."
  ),
  (
    "from 2R trail 1R step 150",
    "Tranche 2: once price has reached 2R, trails the stop 1R behind the best price"
      + " in steps of 150."
  ),
  (
    "after 48h unless 0.5R take 50% of remaining because \"time\"",
    "Tranche 2: 48 hours after the first fill, unless price has reached 0.5R by then, sells 50% of what is"
      + " open (\"time\")."
  ),
]) func rulesReadInWords(sentence: String, words: String) throws {
  #expect(try RuleParser.rule(sentence).inWords(side: .long, label: "Tranche 2", predecessor: 1) == words)
}

/// The words of triggers, actions and distances that look at bars, times and returns.
@Test(arguments: [
  (
    "enter 50% on break 30000 close on 15m",
    "Buys 50% of the plan when a bar of 15 minutes closes beyond 30,000, after a trade short of it."
  ),
  (
    "enter 25% on return first entry after 0.5%",
    "Buys 25% of the plan when price is back at the first entry after having been 0.5% against it."
  ),
  (
    "enter 25% on return 30000 after 150 returns 2 or on return poc after 20 ticks returns 1",
    "Buys 25% of the plan when price is back at 30,000 after having been 150 against it (for at most 2 entries)"
      + " or when price is back at poc after having been 20 ticks against it (for at most 1 entry)."
  ),
  (
    "when 2R within 15m take 50%",
    "When price reaches 2R within 15 minutes of the first fill, sells 50% of all that was entered."
  ),
  (
    "when close below 29000 on 1d close",
    "When a bar of 1 day closes below 29,000, closes the trade at market."
  ),
  (
    "when close above ema 20 on 1h note \"x\"",
    "When a bar of 1 hour closes above the exponential mean of 20 closes, notes \"x\"."
  ),
  (
    "enter 20% when close above sma 200 on 4h",
    "Buys 20% of the plan when a bar of 4 hours closes above the mean of 200 closes."
  ),
  (
    "when close below swing 3 on 5m close",
    "When a bar of 5 minutes closes below the last swing low (3 higher bars on each side), closes the trade at"
      + " market."
  ),
  (
    "when close above swing 2 on 1m close",
    "When a bar of 1 minute closes above the last swing high (2 lower bars on each side), closes the trade at"
      + " market."
  ),
  ("at 2R close", "When price reaches 2R, closes the trade with a limit that rests there."),
  (
    "at 2R or after 48h close, note \"x\"",
    "When price reaches 2R or 48 hours after the first fill, closes the trade, with the limit that rests at 2R,"
      + " else at market and notes \"x\"."
  ),
  ("from 2R close", "Once price has reached 2R, closes the trade at market."),
  ("5m before news close", "5 minutes before the next news, closes the trade at market."),
  ("enter 10% 1h after news", "Buys 10% of the plan 1 hour after the next news."),
  (
    "trail 2 atr 14 on 15m step 0.5R",
    "Trails the stop 2 times the average true range (of 14 bars of 15 minutes) behind the best price"
      + " in steps of 0.5R."
  ),
  (
    "from 1R trail behind ema 20 on 15m",
    "Once price has reached 1R, trails the stop behind the exponential mean of 20 closes,"
      + " at each close of 15 minutes."
  ),
  ("trail behind levels", "Trails the stop behind the plan's levels that price has passed."),
  (
    "stop to poc minus 1.5 atr 14 on 1h",
    "Moves the stop to poc minus 1.5 times the average true range (of 14 bars of 1 hour)."
  ),
  (
    "single on break 30000 because \"news\"",
    "Buys 100% of the plan when price breaks 30,000, in one entry (\"news\")."
  ),
  (
    "runner until close below ema 20 on 15m or 31000",
    "Once no target waits any more, closes the rest when a bar of 15 minutes closes below the exponential mean of"
      + " 20 closes or once price has reached 31,000."
  ),
]) func wholeLanguageReadsInWords(sentence: String, words: String) throws {
  #expect(try RuleParser.rule(sentence).inWords(side: .long) == words)
}

/// A stop lies behind lows for a long and behind highs for a short; what is written below or above stays there.
@Test func swingsLieBehindTheTrade() throws {
  let trail = try RuleParser.rule("trail behind swing 3 on 5m")
  #expect(
    trail.inWords(side: .long)
      == "Trails the stop behind the last swing low (3 higher bars on each side), at each close of 5 minutes."
  )
  #expect(
    trail.inWords(side: .short)
      == "Trails the stop behind the last swing high (3 lower bars on each side), at each close of 5 minutes."
  )
  let close = try RuleParser.rule("when close below swing 3 on 5m note \"x\"")
  #expect(close.inWords(side: .long) == close.inWords(side: .short))
}

@Test func shortSidesSellToEnter() throws {
  #expect(try RuleParser.rule("enter 50%").inWords(side: .short) == "Sells 50% of the plan at once.")
  #expect(
    try RuleParser.rule("from tranche 2, take 10%, cancel entries").inWords(side: .short)
      == "When tranche 2 fills and at every later entry, buys back 10% of all that was entered"
      + " and cancels the entries that wait.")
}
