import Glibc

/// Which file stands at a path, so that one removed or put in its place is noticed.
struct FileIdentity: Hashable, Sendable {
  let path: String
  private let device: dev_t
  private let inode: ino_t
  private let links: nlink_t
  private let mode: mode_t
  private let owner: uid_t
  private let size: off_t

  /// A link is not followed.
  init(path: String) throws(StoreError) {
    var status = stat()
    guard lstat(path, &status) == 0 else { throw .last("stat", path) }
    self.init(status, path: path)
  }

  init(_ descriptor: Int32, path: String) throws(StoreError) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .last("stat", path) }
    self.init(status, path: path)
  }

  private init(_ status: stat, path: String) {
    self.path = path
    device = status.st_dev
    inode = status.st_ino
    links = status.st_nlink
    mode = status.st_mode
    owner = status.st_uid
    size = status.st_size
  }

  func isSameFile(as other: FileIdentity) -> Bool { device == other.device && inode == other.inode }

  /// Throws unless the file is an ordinary one of ours, under one name only, that nobody else can read or
  /// change.
  func requirePrivate() throws(StoreError) {
    guard mode & S_IFMT == S_IFREG else {
      throw .unsafe(path: path, reason: "not an ordinary file", remedy: "move it away")
    }
    guard owner == geteuid() else {
      throw .unsafe(path: path, reason: "belongs to somebody else", remedy: "use a file of your own")
    }
    guard mode & 0o077 == 0 else {
      throw .unsafe(path: path, reason: "others can read it", remedy: "chmod 600 it")
    }
    guard links == 1 else {
      throw .unsafe(path: path, reason: "has a second name (a hard link)", remedy: "remove one of the names")
    }
  }

  /// Throws if the path no longer leads to this file; for one that only ever grows, also if it has become shorter.
  func requirePresent(onlyGrows: Bool) throws(StoreError) {
    guard let now = try? FileIdentity(path: path), isSameFile(as: now), now.links == 1,
      !onlyGrows || now.size >= size
    else { throw .replaced(path: path) }
  }
}
