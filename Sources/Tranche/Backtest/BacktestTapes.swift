import Markets
import Replay
import Screen
import Trading

/// The part of each recording that a backtest runs: from a time, to a time.
struct BacktestWindow {
  var from: Timestamp?
  var to: Timestamp?

  /// Throws `Failure` for a time that is none, or an end that is not behind the beginning.
  init(from: String?, to: String?) throws {
    self.from = try from.map { try BacktestWindow.time($0, "--from") }
    self.to = try to.map { try BacktestWindow.time($0, "--to") }
    if let begin = self.from, let end = self.to, end <= begin {
      throw Failure("--to \(to ?? ""): it must be later than --from \(from ?? "")", .usage)
    }
  }

  private static func time(_ text: String, _ option: String) throws -> Timestamp {
    guard let time = Timestamp(utc: text) else {
      throw Failure(
        "\(option) \(text): write 2024-08-08T23:55 (UTC) or milliseconds since 1970", .usage)
    }
    return time
  }
}

/// A recording of a backtest: its prices, and where they begin to count.
struct BacktestTape {
  let path: String
  let identity: FeedIdentity
  /// Those before the window as well: bars are made of them.
  let tape: Tape
  let start: Int

  /// Reads a recording; on which way a bar is walked depends on the side of the plan.
  static func load(
    _ path: String, _ window: BacktestWindow, _ plan: Plan, _ catalogue: Catalogue
  ) throws -> BacktestTape {
    let file = try FeedChoice.recording(path, of: "--tape", plan, catalogue)
    let tape = window.to.map { file.tape.before($0) } ?? file.tape
    return BacktestTape(
      path: path, identity: file.identity, tape: tape,
      start: window.from.map { tape.start(from: $0) } ?? 0)
  }

  /// What is told of it once its prices are gone.
  var told: BacktestedTape {
    let hasPrices = start < tape.count
    return BacktestedTape(
      path: path, identity: identity, kind: tape.kind, first: hasPrices ? tape.tick(at: start) : nil,
      last: hasPrices ? tape.tick(at: tape.count - 1) : nil, points: max(0, tape.count - start))
  }
}

/// What is told of a recording that was run.
struct BacktestedTape {
  var path: String
  var identity: FeedIdentity
  var kind: Tape.Kind
  /// Of the part that was run; nil where the window holds nothing of it.
  var first: Tick?
  var last: Tick?
  var points: Int
  /// How many trades of the first plan it brought.
  var trades = 0

  /// Without its folder.
  var name: String { SafeText.line(path.split(separator: "/").last.map(String.init) ?? path) }
  var bars: Int? { kind == .bars ? points / Tape.pointsPerBar : nil }
}
