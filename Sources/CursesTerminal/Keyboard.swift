import Glibc
import Screen

/// Reads the terminal's bytes and makes inputs of them. Never waits.
struct Keyboard {
  enum Reading {
    case inputs([TerminalInput])
    /// The terminal has hung up: there is nothing more to come.
    case gone
  }

  private let device: TerminalDevice
  private var decoder: InputDecoder
  private var bytes = [UInt8](repeating: 0, count: 4096)
  private var lastByteAt = MonotonicClock.milliseconds

  init(device: TerminalDevice) {
    self.device = device
    decoder = InputDecoder(sequences: device.keySequences)
  }

  /// Milliseconds until `read` is to be called even without news; nil for no hurry.
  var patienceMilliseconds: Int? {
    decoder.patienceMilliseconds.map { max(0, lastByteAt + $0 - MonotonicClock.milliseconds) }
  }

  /// Forgets what was typed and not yet read.
  mutating func discard() {
    device.discardInput()
    lastByteAt = MonotonicClock.milliseconds
    decoder.discardUntilQuiet()
  }

  /// Reads what is there, given what `poll` said of the terminal.
  mutating func read(_ events: Int16) -> Reading {
    let now = MonotonicClock.milliseconds
    if events & Int16(POLLIN) != 0 {
      let count = Glibc.read(device.descriptor, &bytes, bytes.count)
      if count > 0 {
        lastByteAt = now
        let inputs = decoder.feed(bytes.prefix(count))
        if inputs.contains(where: { if case .background = $0 { true } else { false } }) {
          device.noteAnswered()
        }
        // Typed ahead, or torn from a sequence: what acts at once must come alone.
        return .inputs(inputs.count > 1 || decoder.hasDropped ? inputs.map(\.asRapid) : inputs)
      }
      if count == 0 || !isPassing(errno) { return .gone }
    } else if events & Int16(POLLHUP | POLLERR | POLLNVAL) != 0 {
      return .gone
    }
    if let patience = decoder.patienceMilliseconds, now - lastByteAt >= patience {
      return .inputs(decoder.settle())
    }
    return .inputs([])
  }

  /// Whether a read failed for a reason that goes by: an interruption, or another job in the foreground.
  private func isPassing(_ number: Int32) -> Bool {
    switch number {
    case EINTR, EAGAIN: return true
    case EIO where !device.isForeground && tcgetpgrp(device.descriptor) >= 0:
      // The supervisor is about to take us off the terminal; until then this must not turn in circles.
      usleep(10_000)
      return true
    default: return false
    }
  }
}

extension TerminalInput {
  fileprivate var asRapid: TerminalInput { if case .key(let key) = self { .rapid(key) } else { self } }
}
