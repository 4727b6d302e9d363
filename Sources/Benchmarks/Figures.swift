import Glibc

/// Several measurements of one thing.
struct Figures {
  private let sorted: [Double]

  init(_ values: [Double]) { sorted = values.sorted() }

  /// The value below which this share of them lies, by the nearest rank; zero of none.
  func percentile(_ share: Double) -> Double {
    guard !sorted.isEmpty else { return 0 }
    return sorted[min(sorted.count - 1, max(0, Int((share * Double(sorted.count)).rounded(.up)) - 1))]
  }

  var median: Double { percentile(0.5) }

  /// `12.3 (11.9 to 14.0, 20 times)`.
  var text: String {
    "\(Figures.short(median)) (\(Figures.short(percentile(0))) to \(Figures.short(percentile(1))), \(sorted.count) times)"
  }

  /// Three digits that count.
  static func short(_ value: Double) -> String {
    let digits = value >= 100 ? 1.0 : value >= 10 ? 10.0 : 100.0
    let rounded = (value * digits).rounded() / digits
    return digits == 1 ? "\(Int(rounded))" : "\(rounded)"
  }
}

/// Monotonic seconds.
func now() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}
