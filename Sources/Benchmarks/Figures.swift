import Glibc

/// Several measurements of one thing.
struct Figures {
  private let sorted: [Double]

  init(_ values: [Double]) { sorted = values.sorted() }

  var count: Int { sorted.count }

  /// The value below which this share of them lies, by the nearest rank; zero of none.
  func percentile(_ share: Double) -> Double {
    guard !sorted.isEmpty else { return 0 }
    return sorted[min(sorted.count - 1, max(0, Int((share * Double(sorted.count)).rounded(.up)) - 1))]
  }

  var least: Double { percentile(0) }
  var median: Double { percentile(0.5) }
  var most: Double { percentile(1) }

  /// Three digits that count.
  static func short(_ value: Double) -> String {
    let digits = value >= 100 ? 1.0 : value >= 10 ? 10.0 : 100.0
    let rounded = (value * digits).rounded() / digits
    return digits == 1 ? "\(Int(rounded))" : "\(rounded)"
  }
}

/// Figures of one kind under each other.
struct FigureTable {
  private static let nameWidth = 50
  private static let columnWidth = 9
  private let columns: [(name: String, value: (Figures) -> Double)]

  /// The first line: what is measured, and in what; `aim` is what the medians are to reach, where that is said.
  init(_ title: String, aim: String? = nil, columns: [(name: String, value: (Figures) -> Double)]) {
    self.columns = columns
    print(title + (aim.map { ", aim: \($0)" } ?? ""))
    FigureTable.line("", columns.map(\.name) + ["times"])
  }

  /// Least, median and most.
  static func spread(_ title: String, aim: String) -> FigureTable {
    FigureTable(
      title, aim: aim, columns: [("least", \.least), ("median", \.median), ("most", \.most)])
  }

  /// The middle, the slowest in a hundred, and the slowest.
  static func delays(_ title: String, aim: String? = nil) -> FigureTable {
    FigureTable(
      title, aim: aim,
      columns: [("p50", \.median), ("p99", { $0.percentile(0.99) }), ("most", \.most)])
  }

  func row(_ name: String, _ figures: Figures) {
    FigureTable.line(name, columns.map { Figures.short($0.value(figures)) } + ["\(figures.count)"])
  }

  /// One line of a table: its first cell, and the others under each other.
  static func line(_ name: String, _ cells: [String]) {
    let padded = cells.map { String(repeating: " ", count: max(1, columnWidth - $0.count)) + $0 }
    print("  \(name)\(String(repeating: " ", count: max(1, nameWidth - name.count)))\(padded.joined())")
    // As they are measured, also where it goes into a file.
    fflush(nil)
  }
}

/// Monotonic seconds.
func now() -> Double { seconds(CLOCK_MONOTONIC) }

/// Seconds that this process has been computing: what else the machine does is no part of them.
func computed() -> Double { seconds(CLOCK_PROCESS_CPUTIME_ID) }

private func seconds(_ clock: clockid_t) -> Double {
  var time = timespec()
  clock_gettime(clock, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}
