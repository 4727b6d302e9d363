import Glibc
import TradeStore

/// An error that ends the program with one clear line and a status for scripts.
struct Failure: Error, CustomStringConvertible {
  /// Exit statuses beyond 1, as `sysexits.h` names them.
  enum Status: Int32 {
    case failed = 1
    case usage = 64
    case badPlan = 65
    case noInput = 66
    case busy = 75
  }

  var description: String
  var status: Status

  init(_ text: String, _ status: Status = .failed) {
    description = text
    self.status = status
  }
}

/// Writes text to standard output; a reader that has gone (`| head`) ends the program quietly.
func say(_ text: String) {
  write(text + "\n", to: STDOUT_FILENO)
}

/// Writes text to standard error.
func complain(_ text: String) {
  write("tranche: " + harmless(text) + "\n", to: STDERR_FILENO)
}

/// Text without what a terminal would obey: the name of a file may be anybody's.
func harmless(_ text: String) -> String {
  String(
    String.UnicodeScalarView(
      text.unicodeScalars.map { scalar in
        let obeys = scalar.properties.generalCategory == .control && scalar != "\n" && scalar != "\t"
        return obeys || scalar.properties.generalCategory == .format ? "?" : scalar
      }))
}

/// Mentions something on standard error that nothing depends on: not at all if nobody can take it just now.
func mention(_ text: String) {
  var ready = pollfd(fd: STDERR_FILENO, events: Int16(POLLOUT), revents: 0)
  guard poll(&ready, 1, 0) == 1, ready.revents & Int16(POLLOUT) != 0 else { return }
  let bytes = Array("tranche: \(harmless(text))\n".utf8)
  _ = Glibc.write(STDERR_FILENO, bytes, bytes.count)
}

private func write(_ text: String, to descriptor: Int32) {
  var bytes = Array(text.utf8)[...]
  while !bytes.isEmpty {
    let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    if count < 0, errno == EINTR { continue }
    guard count > 0 else { outputFailed(errno, descriptor) }
    bytes = bytes.dropFirst(count)
  }
}

/// A reader that has gone is no failure; of anything else nothing more can be promised than to say so.
private func outputFailed(_ code: Int32, _ descriptor: Int32) -> Never {
  if code == EPIPE { exit(0) }
  if descriptor == STDOUT_FILENO { mention("standard output: \(String(cString: strerror(code)))") }
  exit(Failure.Status.failed.rawValue)
}

/// Opens what is closed of the three streams on nothing: the next file that is opened would else be one of them, and be
/// written into.
func holdStreams() {
  for stream in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(stream, F_GETFD) < 0 {
    // The lowest free number is taken, which is this one.
    _ = open("/dev/null", O_RDWR)
  }
}

/// Runs a command's work and ends with its failure's line and status.
func reporting(_ work: () throws -> Void) {
  signal(SIGPIPE, SIG_IGN)
  do {
    try work()
  } catch let failure as Failure {
    complain(failure.description)
    exit(failure.status.rawValue)
  } catch let error as StoreError {
    complain(error.description)
    if case .held = error { exit(Failure.Status.busy.rawValue) }
    exit(Failure.Status.failed.rawValue)
  } catch {
    complain("\(error)")
    exit(Failure.Status.failed.rawValue)
  }
}
