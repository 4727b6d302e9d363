import Glibc

/// Files of a few lines, read and written with plain system calls.
enum SmallFile {
  /// Up to `limit` bytes as text; nil if the file cannot be opened.
  static func read(_ path: String, limit: Int = 4096) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    return read(descriptor, limit: limit)
  }

  /// From the descriptor's position on.
  static func read(_ descriptor: Int32, limit: Int = 4096) -> String {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 4096)
    while bytes.count < limit {
      let count = Glibc.read(descriptor, &piece, min(piece.count, limit - bytes.count))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      bytes += piece[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Makes `text` the file's whole content. True if all of it was written.
  static func replace(_ descriptor: Int32, with text: String) -> Bool {
    let bytes = Array(text.utf8)
    return ftruncate(descriptor, 0) == 0 && pwrite(descriptor, bytes, bytes.count, 0) == bytes.count
  }
}
