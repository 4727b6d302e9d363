import Glibc

/// A folder and the disk it is on, as they are found; nothing is made or changed.
public struct FolderState: Sendable {
  public let path: String
  /// Whether there is a folder at the path.
  public let exists: Bool
  /// The permission bits, such as 0o700; 0 where there is no folder.
  public let mode: UInt32
  /// Whether it belongs to this user.
  public let isOwn: Bool
  /// The kind of file system, such as `ext4`, by the kernel's table of mounts; of the nearest folder above where
  /// this one is not there. Nil where the table cannot be read.
  public let fileSystem: String?
  /// False for network and user-space file systems, whose locks may not hold.
  public let isLocal: Bool
  /// Bytes that this user can still write there; nil where the system does not say.
  public let freeBytes: UInt64?

  public init(path: String) {
    self.path = path
    var status = stat()
    exists = stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    mode = exists ? status.st_mode & 0o7777 : 0
    isOwn = exists && status.st_uid == geteuid()
    let there = FolderState.nearest(path)
    fileSystem = MountTable.current()?.kind(of: TradeFolder.resolved(there))
    isLocal = fileSystem.map { !MountTable.isUnsafe($0) } ?? true
    var disk = statvfs()
    freeBytes = statvfs(there, &disk) == 0 ? UInt64(disk.f_bavail) * UInt64(disk.f_frsize) : nil
  }

  /// The path, or the nearest one above it that is there.
  private static func nearest(_ path: String) -> String {
    var path = path
    var status = stat()
    while path != "/", stat(path, &status) != 0 {
      guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return "/" }
      path = String(path[..<slash])
    }
    return path.isEmpty ? "/" : path
  }
}
