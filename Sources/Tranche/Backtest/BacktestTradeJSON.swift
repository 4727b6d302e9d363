import Replay
import Trading

/// A trade as `backtest --json` writes it.
struct BacktestTradeJSON: Codable {
  /// The price on which it began to wait.
  struct Begin: Codable {
    var time: String
    var price: String
    /// The tape's point that price was at, or on the way to.
    var point: Int
  }

  struct FillJSON: Codable {
    var time: String
    var what: String
    var direction: String
    /// The sentence it was made for; of the stop, what put it there.
    var cause: String
    var quantity: String
    var price: String
    var fee: Cash
    var maker: Bool
  }

  struct StopJSON: Codable {
    var time: String
    var price: String
    var cause: String
  }

  var number: Int
  var began: Begin
  var firstFill: String?
  var closed: String?
  var secondsInTrade: String
  /// What ended it: `stop`, or the sentence.
  var cause: String?
  var scratched: Bool
  var planned: String
  var entered: String
  var averageEntry: String?
  var averageExit: String?
  /// The distance of 1R.
  var oneR: String?
  var net: Cash
  var r: String
  /// `net` over the risk amount.
  var timesRisk: String?
  var riskAmount: Cash
  var mae: Cash?
  var mfe: Cash?
  var maeR: String?
  var mfeR: String?
  /// `net` over `mfe`, where that is above nothing.
  var kept: String?
  var entryFees: Cash
  var exitFees: Cash
  /// Paid less received.
  var funding: Cash
  /// Guards that a person overrode: none in a backtest, unless an adopted position brought them.
  var overrides: Int
  /// Entries that guards refused, by guard; tranches whose limits one kept off the market; entries that one cut.
  var refused: [String: Int]
  var keptOff: [String: Int]
  var cut: Int
  var fills: [FillJSON]
  var stops: [StopJSON]
  var ledger: [ShownTrade.Line]

  init(_ trade: BacktestTrade, of instrument: Instrument) {
    let report = trade.report
    func price(_ price: Price) -> String { instrument.text(price, marks: false) }
    number = trade.number
    began = Begin(
      time: trade.began.time.isoText, price: price(trade.began.price), point: trade.began.index)
    firstFill = report.opened?.isoText
    closed = report.closed?.isoText
    secondsInTrade = JSONNumber.seconds(trade.time)
    cause = report.cause
    scratched = trade.isScratch
    planned = instrument.text(trade.planned, marks: false)
    entered = instrument.text(report.entered, marks: false)
    averageEntry = report.averageEntry.map { instrument.exactText(ticks: $0) }
    averageExit = report.averageExit.map { instrument.exactText(ticks: $0) }
    oneR = report.oneR.map { price(Price(ticks: $0)) }
    net = report.net
    r = JSONNumber.e8(trade.rE8)
    timesRisk = trade.timesRisk.map { JSONNumber.ratio($0) }
    riskAmount = report.riskAmount
    mae = report.swing?.adverse
    mfe = report.swing?.favourable
    maeR = trade.adverseE8.map { JSONNumber.e8($0) }
    mfeR = trade.favourableE8.map { JSONNumber.e8($0) }
    kept = trade.keptShare.map { JSONNumber.ratio($0) }
    entryFees = report.entryFees
    exitFees = report.exitFees
    funding = report.funding
    overrides = report.overrides
    refused = JSONNumber.byName(trade.history.refused)
    keptOff = JSONNumber.byName(trade.history.keptOff)
    cut = trade.history.cut
    fills = trade.history.fills.map { fill in
      FillJSON(
        time: fill.tick.time.isoText, what: fill.label, direction: fill.isEntry ? "in" : "out",
        cause: fill.cause, quantity: instrument.text(fill.quantity, marks: false), price: price(fill.price),
        fee: fill.fee, maker: fill.isMaker)
    }
    stops = trade.history.stops.map { stop in
      StopJSON(time: stop.tick.time.isoText, price: price(stop.price), cause: stop.cause)
    }
    ledger = report.lines.map { ShownTrade.Line($0, of: instrument) }
  }
}
