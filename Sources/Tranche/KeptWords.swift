import Glibc
import Interface
import TradeStore

/// What a person typed, kept for the next session in the folder of state: `history` holds sentences, `reasons` what
/// overrode a refusal, one a line, the newest last; `first-steps` is there once hints are no longer wanted.
///
/// Used by the screen's thread alone and never by a trade: where a file cannot be read or written, nothing is known
/// and nothing is kept, and that is all. Lines are appended whole, so several trades may share the files.
struct KeptWords: Sendable {
  private let folder: String?
  /// A longer file is written anew with what is still read of it.
  private static let limit = 64 * 1024

  init(folder: String? = UserFolders().state) { self.folder = folder }

  private func path(_ name: String) -> String? { folder.map { $0 + "/" + name } }

  /// What earlier sessions kept.
  func read() -> Remembered {
    let kept = Remembered(sentences: lines("history"), reasons: lines("reasons"))
    // A file whose end is one line beyond all measure stays as it is: of the others nothing was read.
    if isLong("history"), !kept.sentences.isEmpty { write(kept.sentences, "history") }
    if isLong("reasons"), !kept.reasons.isEmpty { write(kept.reasons, "reasons") }
    return kept
  }

  /// Whether a trade was ever finished on the built-in market, or the hints were put away.
  var knowsFirstSteps: Bool {
    guard let path = path("first-steps") else { return true }
    return access(path, F_OK) == 0
  }

  func add(_ line: KeptLine) {
    switch line {
    case .sentence(let text): append(text, "history")
    case .reason(let text): append(text, "reasons")
    case .firstStepsDone: append("", "first-steps")
    }
  }

  /// Opens an ordinary file; anything else that stands there, a pipe or a link, is left alone and never waited for.
  private func open(_ name: String, _ flags: Int32) -> Int32? {
    guard let path = path(name) else { return nil }
    let descriptor = Glibc.open(path, flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o600)
    guard descriptor >= 0 else { return nil }
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG { return descriptor }
    close(descriptor)
    return nil
  }

  private func append(_ text: String, _ name: String) {
    guard let descriptor = open(name, O_WRONLY | O_CREAT | O_APPEND) else { return }
    defer { close(descriptor) }
    let bytes = Array((text.isEmpty ? "" : text + "\n").utf8)
    // One call, so that lines of two programs never mix.
    if !bytes.isEmpty { _ = Glibc.write(descriptor, bytes, bytes.count) }
  }

  private func isLong(_ name: String) -> Bool {
    guard let path = path(name) else { return false }
    var status = stat()
    return lstat(path, &status) == 0 && status.st_size > Self.limit
  }

  /// The last lines, the newest last.
  private func lines(_ name: String) -> [String] {
    guard let descriptor = open(name, O_RDONLY) else { return [] }
    defer { close(descriptor) }
    let end = lseek(descriptor, 0, SEEK_END)
    let start = max(0, end - Self.limit)
    var bytes = [UInt8](repeating: 0, count: Self.limit)
    let count = pread(descriptor, &bytes, bytes.count, start)
    guard count > 0 else { return [] }
    let text = String(decoding: bytes[..<count], as: UTF8.self)
    let lines = text.split(separator: "\n").map(String.init)
    // The first one is cut where the file is longer.
    return start > 0 ? Array(lines.dropFirst()) : lines
  }

  /// Whole or not at all.
  private func write(_ lines: [String], _ name: String) {
    guard let path = path(name) else { return }
    let next = name + ".next"
    guard let descriptor = open(next, O_WRONLY | O_CREAT | O_TRUNC) else { return }
    let bytes = Array(lines.map { $0 + "\n" }.joined().utf8)
    let isWhole = Glibc.write(descriptor, bytes, bytes.count) == bytes.count
    close(descriptor)
    if isWhole { rename(path + ".next", path) }
  }
}
