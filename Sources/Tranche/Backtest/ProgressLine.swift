import Glibc
import Replay
import Screen

/// A bar on standard error that shows how far long work is. Nothing where standard error is no terminal, and nothing
/// for work that is done at once.
struct ProgressLine {
  private static let columns = 30
  /// Nanoseconds: before the first picture, and between two.
  private static let patience: UInt64 = 400_000_000
  private static let pause: UInt64 = 100_000_000

  private let isShown = isatty(STDERR_FILENO) == 1
  private var next = MonotonicTime.nanoseconds() + ProgressLine.patience
  private var hasDrawn = false

  mutating func show(_ name: String, _ progress: BacktestProgress) {
    guard isShown, progress.total > 0, MonotonicTime.nanoseconds() >= next else { return }
    next = MonotonicTime.nanoseconds() + ProgressLine.pause
    hasDrawn = true
    let done = min(progress.done, progress.total)
    let filled = done * ProgressLine.columns / progress.total
    let bar =
      String(repeating: "#", count: filled) + String(repeating: ".", count: ProgressLine.columns - filled)
    write("\r[\(bar)] \(done * 100 / progress.total)%  \(SafeText.line(name).suffix(40))\u{1B}[K")
  }

  mutating func clear() {
    guard hasDrawn else { return }
    hasDrawn = false
    write("\r\u{1B}[K")
  }

  private func write(_ text: String) {
    let bytes = Array(text.utf8)
    _ = Glibc.write(STDERR_FILENO, bytes, bytes.count)
  }
}
