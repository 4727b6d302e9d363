import Glibc
import Trading

/// Reads a file, a pipe or a device in pieces that end at line feeds.
struct ByteSource: ~Copyable {
  /// A longer line is no row of any layout; without a limit a file without line feeds would fill the memory.
  static let longestLine = 4096
  /// A message of a recorded stream may tell the whole book.
  private static let longestMessage = 1 << 19
  private static let capacity = 1 << 20
  /// Bytes behind a piece that the scanner may look at.
  private static let padding = 64

  let path: String
  /// Bytes of a regular file; nil for a pipe.
  let total: Int64?
  private(set) var done: Int64 = 0
  private let descriptor: Int32
  private let status: stat
  private let buffer: UnsafeMutablePointer<UInt8>
  /// The end of the piece given out, and of what was read beyond it.
  private var used = 0
  private var filled = 0
  private var isAtEnd = false

  init(path: String) throws(RecordedFileError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw ByteSource.failure(path: path, "cannot be opened", errno, remedy: "check the path")
    }
    var status = stat()
    let isKnown = fstat(descriptor, &status) == 0
    let kind = status.st_mode & S_IFMT
    guard isKnown, kind != S_IFDIR, isatty(descriptor) == 0 else {
      close(descriptor)
      throw RecordedFileError(
        path: path, problem: kind == S_IFDIR ? "is a folder" : "is a terminal",
        remedy: "name a CSV file, or pipe one in: unzip -p FILE.zip | tranche … --feed /dev/stdin")
    }
    self.path = path
    self.descriptor = descriptor
    self.status = status
    total = kind == S_IFREG ? Int64(status.st_size) : nil
    buffer = .allocate(capacity: ByteSource.capacity + ByteSource.padding)
    buffer.initialize(repeating: 0, count: ByteSource.capacity + ByteSource.padding)
  }

  deinit {
    close(descriptor)
    buffer.deallocate()
  }

  /// The next whole lines, valid until the next call, or nil at the end. The last line ends in a line feed
  /// even if the file's does not. `line` is the number of the first of them, for an error.
  mutating func lines(from line: Int) throws(RecordedFileError) -> UnsafeBufferPointer<UInt8>? {
    let rest = filled - used
    if rest > 0, used > 0 { memmove(buffer, buffer + used, rest) }
    filled = rest
    used = 0
    var looked = 0
    while true {
      if let end = lastLine(from: looked) {
        used = end
        return UnsafeBufferPointer(start: buffer, count: end)
      }
      let isStream = StreamReader.isStream(UnsafeBufferPointer(start: buffer, count: filled))
      let longest = isStream ? ByteSource.longestMessage : ByteSource.longestLine
      guard filled <= longest else {
        throw RecordedFileError(
          path: path, line: line, problem: "the line is longer than \(longest) bytes",
          remedy: RecordedFault.remedyForLayout)
      }
      guard !isAtEnd else { return nil }
      looked = filled
      try fill()
    }
  }

  /// The end of the last whole line, looking only at what came since.
  private func lastLine(from looked: Int) -> Int? {
    var end = filled
    while end > looked {
      if buffer[end - 1] == UInt8(ascii: "\n") { return end }
      end -= 1
    }
    return nil
  }

  private mutating func fill() throws(RecordedFileError) {
    var count = -1
    repeat {
      count = read(descriptor, buffer + filled, ByteSource.capacity - filled)
    } while count < 0 && errno == EINTR
    guard count >= 0 else {
      throw ByteSource.failure(path: path, "cannot be read", errno, remedy: "check the disk or the pipe")
    }
    done += Int64(count)
    filled += count
    guard count == 0 else { return }
    isAtEnd = true
    if filled > 0 {
      buffer[filled] = UInt8(ascii: "\n")
      filled += 1
    }
  }

  /// Who the file is: its real path, size, time and the digest of its ends. What is no regular file is a
  /// pipe.
  ///
  /// Throws if the file has changed since it was opened.
  func identity(digest: ([UInt8]) -> String) throws(RecordedFileError) -> FeedIdentity {
    guard let total else { return .pipe }
    var now = stat()
    guard fstat(descriptor, &now) == 0, now.st_size == status.st_size,
      now.st_mtim.tv_sec == status.st_mtim.tv_sec, now.st_mtim.tv_nsec == status.st_mtim.tv_nsec
    else {
      throw RecordedFileError(
        path: path, problem: "the file changed while it was read", remedy: "try again once it is complete")
    }
    let end = 64 << 10
    var ends: [UInt8]
    if total <= 2 * end {
      ends = try bytes(from: 0, count: Int(total))
    } else {
      ends = try bytes(from: 0, count: end)
      ends += try bytes(from: Int(total) - end, count: end)
    }
    let modified = Int64(status.st_mtim.tv_sec) * 1_000_000 + Int64(status.st_mtim.tv_nsec) / 1000
    return .file(path: realPath, bytes: total, modified: modified, digest: digest(ends))
  }

  private var realPath: String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  private func bytes(from offset: Int, count: Int) throws(RecordedFileError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var taken = 0
    while taken < count {
      let result = bytes.withUnsafeMutableBytes { space in
        pread(descriptor, space.baseAddress.map { $0 + taken }, count - taken, off_t(offset + taken))
      }
      if result < 0, errno == EINTR { continue }
      guard result > 0 else {
        throw ByteSource.failure(path: path, "cannot be read", errno, remedy: "check the disk")
      }
      taken += result
    }
    return bytes
  }

  private static func failure(
    path: String, _ what: String, _ code: Int32, remedy: String
  ) -> RecordedFileError {
    RecordedFileError(path: path, problem: "\(what): \(String(cString: strerror(code)))", remedy: remedy)
  }
}
