import Glibc

/// Lines as they arrive at a descriptor, taken without ever waiting.
struct PipedInput {
  /// A longer line is no price; what is kept of it is its beginning.
  static let longestLine = 4096
  /// Bytes taken at once: so many lines stand between two looks at the keys.
  private static let pieceSize = 32_768

  let descriptor: Int32
  /// Number of the line that comes next, from 1.
  private(set) var line = 1
  private(set) var hasEnded = false
  private var bytes: [UInt8] = []
  private var piece = [UInt8](repeating: 0, count: PipedInput.pieceSize)
  private var start = 0
  /// Where the search for the next line end goes on.
  private var searched = 0
  private var isOverlong = false

  init(descriptor: Int32) { self.descriptor = descriptor }

  /// What `next` found.
  enum Next {
    case line(ArraySlice<UInt8>, number: Int)
    case overlong(number: Int)
    /// The end came within a line: nobody knows what was left out.
    case cut(number: Int)
    case nothing
  }

  /// The next line that is here already.
  mutating func next() -> Next {
    while let end = bytes[searched...].firstIndex(of: 10) {
      let found = bytes[start..<end]
      start = end + 1
      searched = start
      defer { line += 1 }
      if isOverlong {
        isOverlong = false
        return .overlong(number: line)
      }
      return found.count > Self.longestLine ? .overlong(number: line) : .line(found, number: line)
    }
    searched = bytes.count
    if hasEnded, start < bytes.count || isOverlong {
      start = bytes.count
      isOverlong = false
      return .cut(number: line)
    }
    return .nothing
  }

  /// Takes what has arrived, up to a piece; false if nothing has.
  mutating func fill() -> Bool {
    guard !hasEnded, isReadable else { return false }
    shorten()
    let descriptor = descriptor
    let count = piece.withUnsafeMutableBytes { buffer in
      var count = 0
      repeat {
        count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      } while count < 0 && errno == EINTR
      return count
    }
    if count > 0 { bytes += piece[..<count] }
    if count < 0, errno == EAGAIN { return false }
    if count <= 0 { hasEnded = true }
    return true
  }

  /// Waits until something has arrived, or the end.
  func wait() {
    var state = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    while poll(&state, 1, -1) < 0, errno == EINTR {}
  }

  /// A read would not wait.
  private var isReadable: Bool {
    var state = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&state, 1, 0) > 0
  }

  /// Drops what was taken, and all but the beginning of a line without end.
  private mutating func shorten() {
    if start == bytes.count { bytes.removeAll(keepingCapacity: true) } else { bytes.removeFirst(start) }
    searched -= start
    start = 0
    guard bytes.count > Self.longestLine * 2, searched == bytes.count else { return }
    bytes.removeAll(keepingCapacity: true)
    searched = 0
    isOverlong = true
  }
}
