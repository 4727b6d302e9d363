import Foundation
import TerminalTesting

/// A folder for all that the programs of one benchmark keep, removed in the end.
final class StateFolder {
  let path: String

  init(in parent: String) throws {
    path = "\(parent)/tranche-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: "\(path)/run", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The package's build folder, or the program's own where that is not known: on the disk that the package is on.
  static func buildFolder() throws -> String {
    let folders = try SessionProcess.sibling("tranche").split(separator: "/").dropLast()
    let build = folders.lastIndex(of: ".build").map { folders[...$0] } ?? folders
    return "/" + build.joined(separator: "/")
  }

  /// This process's own, but for what changes what is drawn, or where things are kept and found.
  var environment: [String] {
    var all = ProcessInfo.processInfo.environment
    all["XDG_STATE_HOME"] = path
    all["XDG_RUNTIME_DIR"] = "\(path)/run"
    all["XDG_CONFIG_HOME"] = "\(path)/config"
    all["TERM"] = "xterm-256color"
    all["COLORTERM"] = nil
    all["LC_ALL"] = "C.UTF-8"
    all["NO_COLOR"] = nil
    return all.map { "\($0.key)=\($0.value)" }
  }

  /// Writes a file into it; answers its path.
  func write(_ text: String, to name: String) throws -> String {
    let file = "\(path)/\(name)"
    try Data(text.utf8).write(to: URL(fileURLWithPath: file))
    return file
  }

  /// The kind of file system it is on, as the kernel names it: the mount whose path is the longest that leads here.
  var fileSystem: String {
    let here = path.withCString { realpath($0, nil) }
    defer { free(here) }
    let real = here.map { String(cString: $0) } ?? path
    let mounts = SessionProcess.contents(of: "/proc/self/mounts").split(separator: "\n").compactMap {
      line -> (place: String, kind: String)? in
      let fields = line.split(separator: " ")
      guard fields.count > 2 else { return nil }
      return (String(fields[1]), String(fields[2]))
    }
    let leading = mounts.filter { $0.place == "/" || real == $0.place || real.hasPrefix($0.place + "/") }
    // Of two at one place the later hides the earlier.
    let longest = leading.map(\.place.count).max()
    return leading.last { $0.place.count == longest }?.kind ?? "an unknown file system"
  }
}

/// How long the disk itself takes to keep four kibibytes: no journal can be faster than that.
final class DiskClock {
  private let descriptor: Int32
  private let block = [UInt8](repeating: 0x5A, count: 4096)

  init(in folder: StateFolder) throws {
    descriptor = open("\(folder.path)/commits", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw CallFailed("commits") }
  }

  deinit { close(descriptor) }

  /// Seconds to append a block and have it on the disk.
  func commit() throws -> Double {
    let start = now()
    guard write(descriptor, block, block.count) == block.count, fdatasync(descriptor) == 0 else {
      throw CallFailed("fdatasync")
    }
    return now() - start
  }
}
