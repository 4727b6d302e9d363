import CNcurses
import Glibc

/// The files of the terminfo database.
enum DescriptionFile {
  /// The compiled description of a terminal type, from the first folder that has one; nil if none has, or if it
  /// is not kept in a file of its own.
  static func bytes(_ type: String) -> [UInt8]? {
    // The variable may hold the description itself, which then counts.
    if let own = variable("TERMINFO"), own.hasPrefix("hex:") || own.hasPrefix("b64:") { return nil }
    for path in paths(type, folders: folders(variable)) {
      if let bytes = read(path) { return bytes }
    }
    return nil
  }

  private static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

  /// Where curses looks, in its order.
  static func folders(_ variable: (String) -> String?) -> [String] {
    let standard = ["/etc/terminfo", "/lib/terminfo", "/usr/lib/terminfo", "/usr/share/terminfo"]
    var folders: [String] = []
    if let own = variable("TERMINFO"), !own.isEmpty { folders.append(own) }
    if let home = variable("HOME"), !home.isEmpty { folders.append(home + "/.terminfo") }
    if let listed = variable("TERMINFO_DIRS") {
      // An empty name in the list stands for the usual folders.
      for name in listed.split(separator: ":", omittingEmptySubsequences: false) {
        folders += name.isEmpty ? standard : [String(name)]
      }
    }
    return folders + standard
  }

  /// A folder keeps its files by first letter, or by that letter's code where names ignore case.
  static func paths(_ type: String, folders: [String]) -> [String] {
    guard let first = type.utf8.first, !type.contains("/"), type != ".", type != ".." else { return [] }
    let letter = String(decoding: [first], as: UTF8.self)
    return folders.flatMap { ["\($0)/\(letter)/\(type)", "\($0)/\(String(first, radix: 16))/\(type)"] }
  }

  private static func read(_ path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 65_536)
    var count = 0
    while count < bytes.count {
      let more = bytes[count...].withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if more < 0 && errno == EINTR { continue }
      guard more > 0 else { break }
      count += more
    }
    return count > 0 ? Array(bytes[..<count]) : nil
  }
}

extension Terminfo {
  /// Has curses read the description of a terminal type, with exact colours if asked for; where that cannot be,
  /// as it stands. Sets TERMINFO, which the screen will read again: call it before any other thread runs.
  static func read(_ type: String, _ descriptor: Int32, trueColor: Bool) -> Bool {
    guard trueColor, let entry = DescriptionFile.bytes(type).flatMap(TrueColorEntry.rewritten) else {
      return curses_read_description(type, descriptor) != 0
    }
    let before = getenv("TERMINFO").map { String(cString: $0) }
    setenv("TERMINFO", TrueColorEntry.variable(entry), 1)
    if curses_read_description(type, descriptor) != 0, number("colors") > 256 { return true }
    curses_forget_description()
    if let before { setenv("TERMINFO", before, 1) } else { unsetenv("TERMINFO") }
    return curses_read_description(type, descriptor) != 0
  }
}
