import Glibc
import Synchronization

/// The right to act on one trade, held by one process at a time for as long as this object lives.
///
/// The lock belongs to the open file (an "open file description" lock): the kernel lets go of it when the
/// process ends in whatever way, a second opening in the same process conflicts as well, and asking who holds
/// it takes nothing away. The file stays when the lock is released: removing it would let two owners lock two
/// files.
public final class TradeLock: Sendable {
  public let files: TradeFiles
  /// Negative once released.
  private let descriptor: Mutex<Int32>

  /// Linux's numbers for the commands, the same on every architecture; the C module does not show them.
  private static let getCommand: Int32 = 36
  private static let setCommand: Int32 = 37

  private init(files: TradeFiles, descriptor: Int32) {
    self.files = files
    self.descriptor = Mutex(descriptor)
  }

  deinit { release() }

  /// Takes the lock of an existing trade or throws `StoreError.held` with who has it.
  public static func take(_ files: TradeFiles) throws(StoreError) -> TradeLock {
    let descriptor = open(files.lock, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw .last("open", files.lock) }
    return try hold(descriptor, files)
  }

  /// Creates and takes the lock of a new trade; nil if the name is taken.
  static func claim(_ files: TradeFiles) throws(StoreError) -> TradeLock? {
    let flags = O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
    let descriptor = open(files.lock, flags, 0o600)
    if descriptor < 0, errno == EEXIST { return nil }
    guard descriptor >= 0 else { throw .last("open", files.lock) }
    return try hold(descriptor, files)
  }

  /// Who owns the trade now; nil if nobody does. Takes no lock itself.
  ///
  /// An owner that has not yet written who it is shows with the process number 0.
  public static func holder(of files: TradeFiles) -> LockHolder? {
    // Something else that stands there, a pipe, is never waited for.
    let descriptor = open(files.lock, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var range = wholeFile()
    guard fcntl(descriptor, getCommand, &range) == 0, range.l_type != Int16(F_UNLCK) else { return nil }
    return LockHolder(content: SmallFile.read(descriptor))
      ?? LockHolder(pid: 0, start: 0, boot: "", terminal: "", since: 0)
  }

  /// Lets go. Called again, or when the object goes, it does nothing.
  public func release() {
    descriptor.withLock { descriptor in
      guard descriptor >= 0 else { return }
      _ = ftruncate(descriptor, 0)
      // Closing would not be enough: a child that is just being started has the open file as well until its own
      // program begins.
      var range = TradeLock.wholeFile(Int16(F_UNLCK))
      _ = fcntl(descriptor, TradeLock.setCommand, &range)
      close(descriptor)
      descriptor = -1
    }
  }

  /// True until `release`.
  public var isHeld: Bool { descriptor.withLock { $0 >= 0 } }

  private static func hold(_ descriptor: Int32, _ files: TradeFiles) throws(StoreError) -> TradeLock {
    do throws(StoreError) {
      let identity = try FileIdentity(descriptor, path: files.lock)
      try identity.requirePrivate()
      var range = wholeFile()
      guard fcntl(descriptor, setCommand, &range) == 0 else {
        guard errno == EAGAIN || errno == EACCES else { throw .last("lock", files.lock) }
        throw .held(id: files.id, by: LockHolder(content: SmallFile.read(descriptor)))
      }
      // Between opening and locking the file may have been replaced: then this lock guards nothing.
      guard try FileIdentity(path: files.lock).isSameFile(as: identity) else {
        throw .replaced(path: files.lock)
      }
      guard SmallFile.replace(descriptor, with: LockHolder.current().content) else {
        throw .last("write", files.lock)
      }
      return TradeLock(files: files, descriptor: descriptor)
    } catch {
      close(descriptor)
      throw error
    }
  }

  private static func wholeFile(_ type: Int16 = Int16(F_WRLCK)) -> Glibc.flock {
    var range = Glibc.flock()
    range.l_type = type
    range.l_whence = Int16(SEEK_SET)
    return range
  }
}
