import Foundation
import Glibc
import Interface
import Synchronization
import TradeStore
import Trading

/// Prints what is posted, on a thread of its own: a pipe that nobody reads must not delay a stop, nor keep the program
/// from ending.
final class PlainPrinter<Post: Sendable>: Sendable {
  private struct State {
    var isFinishing = false
    var lastLine: String?
    var isDone = false
    /// The system's number of why nothing can be printed any more.
    var failure: Int32?
  }

  private let mailbox: Mailbox<Post>
  private let snapshot: @Sendable (Post) -> Snapshot
  private let onFailure: @Sendable () -> Void
  private let state = Mutex(State())

  /// `onFailure` is called when nothing can be printed any more.
  init(
    mailbox: Mailbox<Post>, snapshot: @escaping @Sendable (Post) -> Snapshot,
    onFailure: @escaping @Sendable () -> Void
  ) {
    self.mailbox = mailbox
    self.snapshot = snapshot
    self.onFailure = onFailure
  }

  func start() { Thread.detachNewThread { self.run() } }

  /// Prints what is left, and a line behind it.
  func finish(with line: String?) {
    state.withLock {
      $0.isFinishing = true
      $0.lastLine = line
    }
    // Wakes the printer; what was printed already is not printed again.
    if let latest = mailbox.latest { mailbox.post(latest) }
  }

  var isDone: Bool { state.withLock { $0.isDone } }

  /// Why nothing can be printed any more, in words; nil as long as it can.
  var failure: String? {
    state.withLock { $0.failure }.map { code in
      code == EPIPE ? "its reader has gone" : "its output failed: \(String(cString: strerror(code)))"
    }
  }

  /// A reader that has gone ends a run as it was meant to; anything else is a failure.
  var hasFailed: Bool { state.withLock { $0.failure }.map { $0 != EPIPE } ?? false }

  private func run() {
    defer { state.withLock { $0.isDone = true } }
    var told = 0
    var lastStatus: [String] = []
    while true {
      var ready = pollfd(fd: mailbox.descriptor, events: Int16(POLLIN), revents: 0)
      poll(&ready, 1, 100)
      // Asked before the mailbox is, so that the last post is not missed.
      let (isFinishing, lastLine) = state.withLock { ($0.isFinishing, $0.lastLine) }
      var lines: [String] = []
      if let snapshot = mailbox.take().map(snapshot) {
        let status = PlainText.lines(snapshot)
        lines += PlainText.lines(snapshot, after: told).dropLast(status.count)
        if status != lastStatus { lines += status }
        lastStatus = status
        told = snapshot.events.first?.sequence ?? told
      }
      if isFinishing, let lastLine { lines.append(lastLine) }
      guard lines.allSatisfy({ put($0 + "\n") }) else { return onFailure() }
      if isFinishing { return }
    }
  }

  /// False when nobody can take it any more.
  private func put(_ text: String) -> Bool {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        let code = errno
        state.withLock { $0.failure = code }
        return false
      }
      bytes = bytes.dropFirst(count)
    }
    return true
  }
}
