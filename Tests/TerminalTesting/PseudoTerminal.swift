import Glibc

/// A call that failed: a defect of the machine the tests run on, not of what they test.
public struct CallFailed: Error, CustomStringConvertible {
  public let call: String
  public let code = errno

  public init(_ call: String) { self.call = call }

  public var description: String { "\(call): \(String(cString: strerror(code)))" }
}

/// A terminal whose other side is this program: what another one draws is read here, what is written here are
/// its keys.
public final class PseudoTerminal {
  /// The path a program opens.
  public let path: String
  /// What has been read so far.
  public private(set) var output: [UInt8] = []
  private var master: Int32
  private var searched = 0
  /// Kept open so that the terminal lives on between two programs.
  private let slave: Int32
  private let initialModes: termios

  public init(columns: UInt16, rows: UInt16) throws {
    // The Glibc module has no posix_openpt; these are the calls behind it.
    master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK)
    var (number, locked): (Int32, Int32) = (0, 0)
    let (getNumber, setLock): (UInt, UInt) = (0x8004_5430, 0x4004_5431)
    guard master >= 0, ioctl(master, setLock, &locked) == 0, ioctl(master, getNumber, &number) == 0 else {
      throw CallFailed("/dev/ptmx")
    }
    path = "/dev/pts/\(number)"
    slave = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
    var modes = termios()
    guard slave >= 0, tcgetattr(slave, &modes) == 0 else { throw CallFailed(path) }
    // Modes nobody would set by chance: a restoring to something usual is seen.
    modes.c_iflag |= tcflag_t(IXANY)
    modes.c_lflag &= ~tcflag_t(ECHOK)
    guard tcsetattr(slave, TCSANOW, &modes) == 0, tcgetattr(slave, &modes) == 0 else {
      throw CallFailed("tcsetattr")
    }
    initialModes = modes
    resize(columns: columns, rows: rows)
  }

  deinit {
    hangUp()
    close(slave)
  }

  public func resize(columns: UInt16, rows: UInt16) {
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
  }

  /// As when a window is closed or a line drops.
  public func hangUp() {
    if master >= 0 { close(master) }
    master = -1
  }

  /// Whether the modes are those the terminal had before any program.
  public var modesAreInitial: Bool {
    var now = termios()
    guard tcgetattr(slave, &now) == 0 else { return false }
    let same = [
      (now.c_iflag, initialModes.c_iflag), (now.c_oflag, initialModes.c_oflag),
      (now.c_cflag, initialModes.c_cflag),
      (now.c_lflag, initialModes.c_lflag),
    ].allSatisfy { $0 == $1 }
    return same
      && withUnsafeBytes(of: now.c_cc) { Array($0) } == withUnsafeBytes(of: initialModes.c_cc) { Array($0) }
  }

  /// Bytes a program has written and nobody has read.
  public var unreadCount: Int {
    var count: Int32 = 0
    return ioctl(master, UInt(FIONREAD), &count) == 0 ? Int(count) : 0
  }

  /// Reads what is there, waiting a little if there is nothing.
  public func read(waitingMilliseconds wait: Int32 = 10) {
    guard master >= 0 else { return pause() }
    var ready = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard poll(&ready, 1, wait) > 0, ready.revents & Int16(POLLIN) != 0 else { return pause() }
    var bytes = [UInt8](repeating: 0, count: 65536)
    for _ in 0..<64 {
      let count = Glibc.read(master, &bytes, bytes.count)
      guard count > 0 else { return }
      output += bytes.prefix(count)
    }
  }

  /// Waits until one of several has something to read; to be read at once then, without a wait of its own.
  public static func wait(for terminals: [PseudoTerminal], milliseconds: Int32) {
    var ready = terminals.map { pollfd(fd: $0.master, events: Int16(POLLIN), revents: 0) }
    poll(&ready, nfds_t(ready.count), milliseconds)
  }

  /// Writes as much as the terminal takes now; answers how much.
  @discardableResult public func type(_ bytes: some Collection<UInt8>) -> Int {
    let bytes = Array(bytes)
    return max(0, write(master, bytes, bytes.count))
  }

  public func pause() { usleep(10_000) }

  public var outputText: String { String(decoding: output, as: UTF8.self) }

  public func forgetOutput() {
    output = []
    searched = 0
  }

  /// Whether a text is in what was read since this was last asked; there may be many megabytes before that.
  public func shows(_ text: String) -> Bool {
    let start = max(0, searched - text.utf8.count)
    searched = output.count
    return String(decoding: output[start...], as: UTF8.self).contains(text)
  }
}
