import Foundation
import Replay
import Testing
import Trading

/// A whole trade of a published method, worked by hand on the method's page: the plan as it stands there, the
/// prices that come, every event, every place of the stop with its cause, the ledger and the result.
///
/// In the trace prices are ticks and quantities steps; everywhere else they are decimals. What has no end as a
/// decimal is a fraction.
struct MethodTable: Sendable, CustomTestStringConvertible {
  var name: String
  /// The page that tells the same trade.
  var page: String
  var plan: String
  /// The rules that the plan's sentences stand for.
  var sentences: [String]
  /// The lines of the plan's news file.
  var news = ""
  var prices: [Double]
  /// Minutes since the first price.
  var minutes: [Int64]
  var trace: [String]
  /// Price number, price, and the rule that put it there or whose trail did.
  var stops: [String]
  /// Who, share of all that was entered, quantity, average price, maker or taker, fee; of an exit what it earned
  /// against the average entry less its own fee, and its distance from there in R.
  var ledger: [String]
  var result: [String]

  var testDescription: String { name }

  /// Runs the table by the band and at every price, and looks whether the page tells the same.
  func check() throws {
    for everyTick in [false, true] {
      let rehearsal = try Worked.rehearsal(
        plan, Worked.tape(prices, seconds: minutes.map { $0 * 60 }), news: NewsReader.events(news),
        everyTick: everyTick)
      let trade = rehearsal.trade
      let how: Comment = "\(name)\(everyTick ? ", every tick" : "")"
      #expect(trade.plan.rules.map(\.description) == sentences, how)
      #expect(EngineTrace.lines(rehearsal) == trace, how)
      #expect(Self.stops(rehearsal) == stops, how)
      #expect(Self.ledger(trade) == ledger, how)
      #expect(Self.result(trade) == result, how)
      let text = try Self.text(ofPage: page)
      for line in trade.report.lines {
        let price = trade.instrument.text(ticks: line.price)
        #expect(text.contains(price), "the page tells no fill at \(price), \(how)")
      }
      let net = Self.decimal(trade.report.net.ratio.magnitude / Cash(whole: 1).ratio)
      #expect(text.replacing(",", with: "").contains(net), "the page tells no result of \(net), \(how)")
    }
  }

  private static func stops(_ rehearsal: Rehearsal) -> [String] {
    var history = TradeHistory()
    for event in rehearsal.events { history.note(event, of: rehearsal.trade) }
    return history.stops.map { stop in
      var cause = stop.cause
      if case .trail = stop.provenance { cause = "trail of: " + cause }
      return "\(stop.tick.index) \(decimal(ticks: Ratio(stop.price.ticks))) \(cause)"
    }
  }

  private static func ledger(_ trade: Trade) -> [String] {
    trade.report.lines.map { line in
      let percent = line.share * Ratio(100)
      var text = line.label + ": " + (hasEnd(percent) ? decimal(percent) + "%" : decimal(line.share))
      text += " \(decimal(Ratio(Int128(line.quantity.steps), over: 1000))) @ \(decimal(ticks: line.price))"
      text += " \(line.isMaker ? "maker" : "taker"), fee \(Decimal18(units: line.fees.units))"
      guard let result = line.result, let r = line.r else { return text }
      return text + ", result \(Decimal18(units: result.units)), \(NumberText.plain(r, digits: 4))R"
    }
  }

  private static func result(_ trade: Trade) -> [String] {
    let report = trade.report
    func fixed(_ value: Ratio?) -> String { value.map { NumberText.plain($0, digits: 4) } ?? "–" }
    func cash(_ value: Cash?) -> String { value.map { Decimal18(units: $0.units).description } ?? "–" }
    let risk = report.riskAmount
    return [
      "by \(report.cause ?? "nothing"): \(cash(report.net)), \(fixed(report.r))R, "
        + "\(fixed(report.net.ratio / risk.ratio)) × risk of \(cash(risk))",
      "fees \(cash(report.entryFees)) in, \(cash(report.exitFees)) out",
      "1R \(decimal(ticks: Ratio(report.oneR ?? 0))), average entry \(decimal(ticks: report.averageEntry ?? .zero))",
      "MAE \(cash(report.swing?.adverse)), MFE \(cash(report.swing?.favourable))",
    ]
  }

  private static func decimal(ticks: Ratio) -> String { decimal(ticks / Ratio(10)) }

  private static func decimal(_ value: Ratio) -> String {
    guard hasEnd(value) else { return "\(value.numerator)/\(value.denominator)" }
    return Decimal18(units: (value * Ratio(Cash.scale, over: 1)).roundedDown128).description
  }

  private static func hasEnd(_ value: Ratio) -> Bool { Cash.scale % value.denominator == 0 }

  private static func text(ofPage name: String) throws -> String {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../Sources/Tranche/Tranche.docc/\(name).md")
    return try String(contentsOf: file, encoding: .utf8)
  }
}
