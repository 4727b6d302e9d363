import Glibc
import Trading

/// Where a trade's owner speaks and its watchers listen. The owner and every watcher find the place by this one rule.
///
/// The socket stands in `$XDG_RUNTIME_DIR/tranche`, or, where there is none, in the folder `run` of the trades'
/// folder. An owner takes the first that is its own alone; a watcher, whose surroundings may be others, tries both.
public struct WatchSocket {
  /// The folders in which it may be, the best first.
  let folders: [String]
  let name: String

  /// The longest path that a socket's address holds, its closing zero not counted.
  static let longestPath = 107

  /// Nil if the trades' folder is not there. The same name may be that of a trade in another folder, which is a
  /// user's at another time or a test's: the name says which folder is meant.
  init?(_ files: TradeFiles, runtime: String?) {
    var status = stat()
    guard stat(files.folder, &status) == 0 else { return nil }
    var hash = SHA256()
    hash.update("\(status.st_dev):\(status.st_ino)".utf8)
    name = "\(files.id).\(SHA256.hex(hash.finalize()).prefix(8)).sock"
    let fallback = files.folder + "/run"
    guard let runtime, runtime.hasPrefix("/") else {
      folders = [fallback]
      return
    }
    folders = [runtime + "/tranche", fallback]
  }

  /// The folder for sockets of this session: `XDG_RUNTIME_DIR`.
  public static var runtimeFolder: String? { getenv("XDG_RUNTIME_DIR").map { String(cString: $0) } }

  /// A folder that is ours alone, open for as long as the descriptor is; nil if it is not there, or not ours.
  static func open(folder: String, creating: Bool) -> Int32? {
    if creating { _ = mkdir(folder, 0o700) }
    let descriptor = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_uid == geteuid(), status.st_mode & 0o077 == 0 else {
      close(descriptor)
      errno = EACCES
      return nil
    }
    return descriptor
  }

  /// Calls something with the socket's address. A path too long for an address is reached through the open folder's
  /// descriptor instead.
  static func withAddress(
    _ name: String, in folder: String, open descriptor: Int32,
    _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
  ) -> Int32 {
    let plain = "\(folder)/\(name)"
    let path = plain.utf8.count <= longestPath ? plain : "/proc/self/fd/\(descriptor)/\(name)"
    guard path.utf8.count <= longestPath else {
      errno = ENAMETOOLONG
      return -1
    }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
  }

  /// A new socket that keeps packets apart and never waits; nil if there is none left.
  static func make() -> Int32? {
    let descriptor = socket(AF_UNIX, Int32(SOCK_SEQPACKET.rawValue), 0)
    guard descriptor >= 0 else { return nil }
    guard neverWaits(descriptor) else {
      close(descriptor)
      return nil
    }
    return descriptor
  }

  static func neverWaits(_ descriptor: Int32) -> Bool {
    fcntl(descriptor, F_SETFL, O_NONBLOCK) == 0 && fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0
  }

  /// Whether the process at the other end runs as the same user. The C module does not show the structure: process,
  /// user and group, 32 bits each.
  static func isOurs(_ descriptor: Int32) -> Bool {
    var credentials: (pid: Int32, user: UInt32, group: UInt32) = (0, 0, 0)
    var size = socklen_t(MemoryLayout.size(ofValue: credentials))
    guard getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &size) == 0 else { return false }
    return credentials.user == geteuid()
  }
}
