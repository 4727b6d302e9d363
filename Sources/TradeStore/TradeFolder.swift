import Glibc
import Trading

/// The folder that holds the journals of all trades: `$XDG_STATE_HOME/tranche/trades`.
public struct TradeFolder: Sendable {
  public let path: String

  /// The folder's path: below `XDG_STATE_HOME`, or `~/.local/state` if that is not set or not absolute.
  public static func statePath(
    environment: (String) -> String? = { getenv($0).map { String(cString: $0) } }
  ) throws(StoreError) -> String {
    guard let state = UserFolders(environment: environment).state else {
      throw .unsafe(
        path: "HOME", reason: "neither XDG_STATE_HOME nor HOME is an absolute path",
        remedy: "set one of them")
    }
    return state + "/trades"
  }

  /// Opens the folder and creates it, with mode 0700, where it is missing.
  ///
  /// Refuses a folder that others can enter or that somebody else owns, and, unless `force` is set, one on a
  /// network or user-space filesystem, whose locks do not hold.
  public init(path: String, force: Bool = false) throws(StoreError) {
    self.path = path
    try Self.create(path)
    var status = stat()
    guard stat(path, &status) == 0 else { throw .last("stat", path) }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      throw .unsafe(path: path, reason: "not a folder", remedy: "move it away")
    }
    guard status.st_uid == geteuid() else {
      throw .unsafe(path: path, reason: "belongs to somebody else", remedy: "use a folder of your own")
    }
    guard status.st_mode & 0o077 == 0 else {
      throw .unsafe(path: path, reason: "others can read it", remedy: "chmod 700 it")
    }
    if !force, let kind = MountTable.current()?.kind(of: Self.resolved(path)), MountTable.isUnsafe(kind) {
      throw .unsafe(
        path: path, reason: "is on \(kind), where locks do not hold",
        remedy: "set XDG_STATE_HOME to a local disk")
    }
  }

  /// The path without links.
  static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  private static func create(_ path: String) throws(StoreError) {
    var reached = ""
    for part in path.split(separator: "/") {
      reached += "/" + part
      guard mkdir(reached, 0o700) != 0, errno != EEXIST else { continue }
      // A parent on a read-only disk answers so although it is there.
      var status = stat()
      let code = errno
      guard stat(reached, &status) == 0 else { throw .system(call: "mkdir", path: reached, code: code) }
    }
  }

  /// The files of a trade by its name, whether they exist or not.
  public func files(id: String) throws(StoreError) -> TradeFiles {
    guard TradeFiles.isIdentifier(id) else { throw .identifier(id) }
    return TradeFiles(id: id, folder: path)
  }

  /// Claims a new name and its lock; `Journal.create` then makes the journal.
  ///
  /// `wallTime` is in microseconds since 1970. The trades of a minute are counted together, whatever they trade, so
  /// that their names tell which is the newest; two processes that begin at the same time get different names.
  public func begin(symbol: String, wallTime: Int64) throws(StoreError) -> TradeLock {
    let stem = Self.stem(symbol: symbol, wallTime: wallTime)
    for number in try nextNumber(wallTime)...9_999 {
      let files = TradeFiles(id: "\(stem)-\(number)", folder: path)
      var status = stat()
      if lstat(files.journal, &status) == 0 { continue }
      if let lock = try TradeLock.claim(files) { return lock }
    }
    throw .unsafe(path: path, reason: "too many trades in a minute", remedy: "wait a minute")
  }

  /// One more than any trade of that minute has.
  private func nextNumber(_ wallTime: Int64) throws(StoreError) -> Int {
    let minute = Self.minute(wallTime)
    let taken = try list().map { Self.order($0.id) }.filter { $0.0 == minute }.map(\.1).max() ?? 0
    return min(taken, 9_998) + 1
  }

  /// The trades of the folder in the order in which they were opened, as far as their names tell. Nothing is opened.
  public func list() throws(StoreError) -> [TradeFiles] {
    guard let directory = opendir(path) else { throw .last("opendir", path) }
    defer { closedir(directory) }
    var found: [TradeFiles] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard name.hasSuffix(".trade") else { continue }
      let id = String(name.dropLast(".trade".count))
      var status = stat()
      guard TradeFiles.isIdentifier(id), lstat("\(path)/\(name)", &status) == 0,
        status.st_mode & S_IFMT == S_IFREG
      else { continue }
      found.append(TradeFiles(id: id, folder: path))
    }
    return found.sorted { Self.order($0.id) < Self.order($1.id) }
  }

  /// By the minute in the name, then the number; the symbol comes last.
  private static func order(_ id: String) -> (String, Int, String) {
    let parts = id.split(separator: "-")
    guard parts.count >= 4, let number = Int(parts[parts.count - 1]) else { return ("", 0, id) }
    return (parts[(parts.count - 3)..<(parts.count - 1)].joined(separator: "-"), number, id)
  }

  static func stem(symbol: String, wallTime: Int64) -> String {
    let letters = symbol.lowercased().utf8.filter { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
    let name = letters.isEmpty ? "trade" : String(decoding: letters.prefix(20), as: UTF8.self)
    return "\(name)-\(minute(wallTime))"
  }

  private static func minute(_ wallTime: Int64) -> String {
    let time = Timestamp(microseconds: wallTime)
    return "\(time.date(separator: ""))-\(time.clock(seconds: false, separator: ""))"
  }
}
