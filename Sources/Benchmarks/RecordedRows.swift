import Markets
import Replay
import Trading

/// Rows as the exchange writes them, with the lengths of a busy day: for each of its layouts, of prices that wander.
struct RecordedRows {
  let layout: RecordedLayout
  let instrument: Instrument
  let count: Int

  /// How many prices they hold.
  var ticks: Int { layout == .klines ? count * Tape.pointsPerBar : count }

  func text() -> [UInt8] {
    let tape = TapeBenchmark.walk(count: ticks)
    var text: [UInt8] = []
    text.reserveCapacity(count * (layout == .klines ? 160 : 72) + 200)
    switch layout {
    case .trades: text += "id,price,qty,quote_qty,time,is_buyer_maker\n".utf8
    case .aggregatedTrades:
      text += "agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker\n".utf8
    case .klines:
      text += "open_time,open,high,low,close,volume,close_time,quote_volume,count,".utf8
      text += "taker_buy_volume,taker_buy_quote_volume,ignore\n".utf8
    }
    for index in 0..<count {
      switch layout {
      case .trades: trade(index, tape, into: &text)
      case .aggregatedTrades: aggregate(index, tape, into: &text)
      case .klines: bar(index, tape, into: &text)
      }
    }
    return text
  }

  private func trade(_ index: Int, _ tape: Tape, into text: inout [UInt8]) {
    let tick = tape.tick(at: index)
    let quantity = Quantity(steps: Int(tape.quantities[index]))
    let amount = instrument.notional(tick.price, quantity).units / 10_000_000_000_000_000
    text += "\(5_266_583_935 + index),\(price(tick.price.ticks)),\(instrument.text(quantity)),".utf8
    text += "\(amount / 100).\(amount % 100 / 10)\(amount % 10)000,".utf8
    text += "\(tick.time.microseconds / 1000),\(tape.quantities[index] % 3 == 0)\n".utf8
  }

  private func aggregate(_ index: Int, _ tape: Tape, into text: inout [UInt8]) {
    let tick = tape.tick(at: index)
    let first = 5_266_583_935 + index * 2
    text += "\(2_266_583_935 + index),\(price(tick.price.ticks)),".utf8
    text += "\(instrument.text(Quantity(steps: Int(tape.quantities[index])))),\(first),\(first + 1),".utf8
    text += "\(tick.time.microseconds / 1000),\(tape.quantities[index] % 3 == 0)\n".utf8
  }

  /// A minute, of four prices on the tape.
  private func bar(_ index: Int, _ tape: Tape, into text: inout [UInt8]) {
    let prices = (0..<Tape.pointsPerBar).map { Int(tape.prices[index * Tape.pointsPerBar + $0]) }
    let (open, close) = (prices.first ?? 0, prices.last ?? 0)
    let (low, high) = (prices.min() ?? 0, prices.max() ?? 0)
    let start = 1_699_999_980_000 + index * 60_000
    let volume = Int(tape.quantities[index]) + 100
    text += "\(start),\(price(open)),\(price(high)),\(price(low)),\(price(close)),\(volume).125,".utf8
    text += "\(start + 59_999),\(volume * 30_000).12500,\(volume * 7),\(volume / 2).062,".utf8
    text += "\(volume * 15_000).06250,0\n".utf8
  }

  /// With two digits, as in the files of a contract whose prices have one.
  private func price(_ ticks: Int) -> String { "\(instrument.text(Price(ticks: ticks), marks: false))0" }
}
