import Glibc

/// Starts programs for tests and benchmarks.
public enum SessionProcess {
  /// Starts a program as a session of its own; its terminal, if any, becomes the session's. Its input is another
  /// descriptor if one is given.
  public static func spawn(
    _ arguments: [String], environment: [String], terminal: String?, errors: String = "/dev/null",
    input: Int32? = nil
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, terminal ?? "/dev/null", O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    if let input { posix_spawn_file_actions_adddup2(&actions, input, 0) }
    posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT, 0o600)
    // POSIX_SPAWN_SETSID, which the Glibc module does not show.
    return try begin(arguments, environment: environment, &actions, flags: 0x80)
  }

  /// No signal blocked or ignored: the threads of a test block most of them, and a program would inherit that.
  private static func ordinarySignals(flags: Int32) -> posix_spawnattr_t {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(
      &attributes, Int16(flags | Int32(POSIX_SPAWN_SETSIGDEF) | Int32(POSIX_SPAWN_SETSIGMASK)))
    return attributes
  }

  /// What a program printed, and its exit status (128 + the number of the signal that ended it).
  public struct Output: Sendable {
    public let status: Int32
    public let text: String
    public let errors: String
  }

  /// Runs a program to its end without a terminal and without input. What it leaves running in the background
  /// is not waited for.
  public static func run(_ arguments: [String], environment: [String], directory: String) throws -> Output {
    let names = [temporaryFile(in: directory), temporaryFile(in: directory)]
    defer { for name in names { unlink(name) } }
    let files = names.map { open($0, O_WRONLY | O_CLOEXEC) }
    defer { for file in files { close(file) } }
    let pid = try start(
      arguments, environment: environment, directory: directory, output: files[0], errors: files[1])
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
    let signal = status & 0x7F
    return Output(
      status: signal == 0 ? (status >> 8) & 0xFF : 128 + signal, text: contents(of: names[0]),
      errors: contents(of: names[1]))
  }

  /// Starts a program without a terminal and without input; its output and its errors go to descriptors.
  public static func start(
    _ arguments: [String], environment: [String], directory: String, output: Int32, errors: Int32
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_adddup2(&actions, errors, 2)
    // The Glibc module has no call that changes the folder between fork and exec.
    return try begin(
      ["/usr/bin/env", "-C", directory] + arguments, environment: environment, &actions, flags: 0)
  }

  private static func begin(
    _ arguments: [String], environment: [String], _ actions: inout posix_spawn_file_actions_t, flags: Int32
  ) throws -> pid_t {
    var attributes = ordinarySignals(flags: flags)
    defer { posix_spawnattr_destroy(&attributes) }
    let words = arguments.map { strdup($0) } + [nil]
    let variables = environment.map { strdup($0) } + [nil]
    defer { for text in words + variables { free(text) } }
    var pid: pid_t = 0
    guard posix_spawn(&pid, arguments[0], &actions, &attributes, words, variables) == 0 else {
      throw CallFailed(arguments[0])
    }
    return pid
  }

  private static func temporaryFile(in directory: String) -> String {
    var template = Array("\(directory)/output-XXXXXX".utf8CString)
    close(mkstemp(&template))
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// A small file as text; empty if it is not there.
  public static func contents(of path: String) -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return "" }
    defer { close(descriptor) }
    var all: [UInt8] = []
    var bytes = [UInt8](repeating: 0, count: 65536)
    while case let count = read(descriptor, &bytes, bytes.count), count > 0 { all += bytes.prefix(count) }
    return String(decoding: all, as: UTF8.self)
  }

  /// The path of another product of this package: it lies beside the program that asks.
  public static func sibling(_ name: String) throws -> String {
    var bytes = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &bytes, bytes.count - 1)
    guard count > 0 else { throw CallFailed("/proc/self/exe") }
    let executable = String(decoding: bytes.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return executable.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 } + "/\(name)"
  }
}
