import Glibc
import StrictYAML

/// Files that people write: plans, themes, instruments.
enum TextFile {
  /// A file's text, a little more than `StrictYAML` takes at most, so that it can say that a file is too long.
  ///
  /// Throws `Failure` with the system's words and the remedy, or one that says how to save the file.
  static func read(
    _ path: String, atMost limit: Int = StrictYAML.byteLimit, remedy: @autoclosure () -> String
  ) throws -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw Failure("\(path): \(String(cString: strerror(errno))); \(remedy())", .noInput)
    }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16_384)
    while bytes.count <= limit {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0 { throw Failure("\(path): \(String(cString: strerror(errno)))", .noInput) }
      if count == 0 { break }
      bytes += buffer[..<count]
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Failure("\(path): not UTF-8 text; save the file as UTF-8", .badPlan)
    }
    return text
  }

  /// Whether all of a text is comments and space: somebody's file at rest is no reason to refuse anything.
  static func isBlank(_ text: String) -> Bool {
    text.split(separator: "\n").allSatisfy { line in
      line.drop { $0 == " " }.first.map { $0 == "#" } ?? true
    }
  }

  /// Whether an ordinary file, or a link to one, stands at a path.
  static func exists(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// The names in a folder in alphabetical order, without `.` and `..`; none where it cannot be read.
  static func names(in folder: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }
}
