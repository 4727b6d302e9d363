import Replay
import Trading

/// A plan of a backtest, and what came of it on each tape.
struct BacktestedPlan {
  let source: PlanSource
  let plan: Plan
  /// The plan's name, or its file's without folder and extension.
  let label: String
  private(set) var runs: [BacktestRun] = []
  private(set) var totals = BacktestTotals()
  /// In how many trades the entries are those of the first plan's.
  private(set) var sameEntries = 0

  init(_ source: PlanSource, _ plan: Plan) {
    self.source = source
    self.plan = plan
    let file = source.name.split(separator: "/").last.map(String.init) ?? source.name
    label = [".yaml", ".yml"].first { file.hasSuffix($0) }.map { String(file.dropLast($0.count)) } ?? file
  }

  var trades: [BacktestTrade] { runs.flatMap(\.trades) }

  mutating func add(_ run: BacktestRun, sameEntries: Int = 0) {
    runs.append(run)
    totals.add(run)
    self.sameEntries += sameEntries
  }
}

/// Plans over tapes: the first plan's trades, and those of the others from where the first one's began.
struct BacktestWork {
  private(set) var first: BacktestedPlan
  private(set) var others: [BacktestedPlan]
  private(set) var tapes: [BacktestedTape] = []
  private let levels: [String]

  var isComparison: Bool { !others.isEmpty }
  var all: [BacktestedPlan] { [first] + others }

  /// Throws `Failure` where plans cannot be set side by side.
  init(_ first: BacktestedPlan, comparedWith others: [BacktestedPlan], levels: [String]) throws {
    self.first = first
    self.others = others
    self.levels = levels
    for other in others {
      guard other.plan.instrument == first.plan.instrument, other.plan.side == first.plan.side else {
        throw Failure(
          "--compare \(other.source.name): it is \(BacktestWork.what(other.plan)), and \(first.source.name) "
            + "\(BacktestWork.what(first.plan)); only managements of the same entries are compared", .usage)
      }
    }
    guard others.isEmpty || !all.contains(where: { $0.plan.adoption != nil }) else {
      throw Failure("--compare: trades begin with nothing open; take `adopt:` out of the plans", .usage)
    }
  }

  private static func what(_ plan: Plan) -> String { "\(plan.side.rawValue) \(plan.instrument.name)" }

  /// Runs all plans over one more tape. Of a comparison the first plan repeats, whatever it says.
  ///
  /// Throws `Failure` with the plan's name if no trade can begin on the tape's first price.
  mutating func run(_ tape: BacktestTape, progress: (String, BacktestProgress) -> Void) throws {
    tapes.append(tape.told)
    guard tape.start < tape.tape.count else { return }
    let number = first.totals.trades + 1
    let run: BacktestRun
    do {
      run = try backtest(first, tape).run(
        tape.tape, from: tape.start, repeats: isComparison ? true : nil, numbered: number,
        progress: { progress(tape.told.name, $0) })
    } catch let refusal as Refusal {
      throw Failure(
        "\(first.source.name), on the first price of \(tape.path): \(refusal.message); \(refusal.remedy)",
        .badPlan)
    }
    tapes[tapes.count - 1].trades = run.trades.count
    first.add(run, sameEntries: run.trades.count)
    let begins = run.trades.map(\.began)
    for place in others.indices {
      let label = others[place].label
      let beside = try backtest(others[place], tape).run(
        tape.tape, at: begins, numbered: number, progress: { progress(label, $0) })
      others[place].add(beside, sameEntries: beside.sameEntries(as: run))
    }
  }

  private func backtest(_ plan: BacktestedPlan, _ tape: BacktestTape) -> Backtest {
    Backtest(plan: plan.plan, planText: plan.source.text, levelOverrides: levels, feed: tape.identity)
  }
}
