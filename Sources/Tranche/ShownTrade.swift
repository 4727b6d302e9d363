import TradeStore
import Trading

/// A trade as `show --json` writes it. Version 1; a field is only ever added.
struct ShownTrade: Codable {
  struct Line: Codable {
    var what: String
    var direction: String
    var sentence: String?
    var quantity: String
    /// Of all that was entered, in per cent.
    var share: String
    /// Average fill price, to twelve decimals at most.
    var price: String
    var fee: Cash
    var maker: Bool
    var time: String
    var result: Cash?
    var r: String?

    init(_ line: TradeReport.Line, of instrument: Instrument) {
      what = line.label
      direction = line.isEntry ? "in" : "out"
      sentence = line.sentence.isEmpty ? nil : line.sentence
      quantity = instrument.text(line.quantity, marks: false)
      share = NumberText.plain(line.share * Ratio(100), digits: 4)
      price = instrument.exactText(ticks: line.price)
      fee = line.fees
      maker = line.isMaker
      time = line.time.isoText
      result = line.result
      r = line.r.map { NumberText.plain($0, digits: 4) }
    }
  }

  struct Event: Codable {
    var sequence: Int
    var time: String
    var text: String
  }

  var version = 1
  var trade: String
  var state: String
  var plan: String
  var instrument: String
  var side: String
  var mode: String
  var feed: FeedIdentity
  var planned: String
  var entered: String
  var open: String
  var stop: String?
  /// The whole trade's result if the stop is hit, at its price.
  var atStop: Cash?
  var averageEntry: String?
  var averageExit: String?
  /// Realised; the whole result once it is closed. Fees and funding are taken off.
  var net: Cash
  var r: String?
  var timesRisk: String?
  var riskAmount: Cash
  /// The distance of 1R.
  var oneR: String?
  var entryFees: Cash
  var exitFees: Cash
  var funding: Cash
  /// What an adopted position had realised before; part of `net`.
  var carried: Cash
  var mae: Cash?
  var mfe: Cash?
  var handActs: Int
  var handStopMoves: Int
  var overrides: Int
  var firstFill: String?
  var closed: String?
  var cause: String?
  var ledger: [Line]
  var story: [Event]

  init(_ told: ToldTrade) {
    let trade = told.trade
    let report = trade.report
    let instrument = trade.instrument
    func ratio(_ value: Ratio) -> String { NumberText.plain(value, digits: 4) }
    self.trade = trade.opening.trade
    state = trade.isClosed ? "closed" : trade.position.isOpen ? "open" : "waiting"
    plan = trade.plan.name
    self.instrument = instrument.name
    side = trade.side.rawValue
    mode = trade.opening.mode
    feed = trade.opening.feed
    planned = instrument.text(trade.total, marks: false)
    entered = instrument.text(report.entered, marks: false)
    open = instrument.text(report.open, marks: false)
    stop = trade.stop.map { instrument.text($0.price, marks: false) }
    atStop = trade.stop.map { trade.net(stoppedAt: $0.price) }
    averageEntry = report.averageEntry.map { instrument.exactText(ticks: $0) }
    averageExit = report.averageExit.map { instrument.exactText(ticks: $0) }
    net = report.net
    r = report.r.map(ratio)
    timesRisk = report.riskAmount > .zero ? ratio(report.net.ratio / report.riskAmount.ratio) : nil
    riskAmount = report.riskAmount
    oneR = report.oneR.map { instrument.text(Price(ticks: $0), marks: false) }
    entryFees = report.entryFees
    exitFees = report.exitFees
    funding = report.funding
    carried = report.carried
    mae = report.swing?.adverse
    mfe = report.swing?.favourable
    handActs = report.handActs
    handStopMoves = report.handMoves
    overrides = report.overrides
    firstFill = report.opened?.isoText
    closed = report.closed?.isoText
    cause = report.cause
    ledger = report.lines.map { Line($0, of: instrument) }
    story = told.story.map { Event(sequence: $0.sequence, time: $0.time.isoText, text: $0.text) }
  }
}

extension Instrument {
  /// A price as programs read it. An average may lie off the grid: to twelve decimals, at least the instrument's.
  func exactText(ticks: Ratio) -> String {
    var text = NumberText.plain(
      ticks * Ratio(Int128(tickUnits), over: NumberText.power(of: priceDigits)), digits: 12)
    while text.last == "0", text.split(separator: ".").last.map(\.count) ?? 0 > max(1, priceDigits) {
      text.removeLast()
    }
    return text
  }
}
