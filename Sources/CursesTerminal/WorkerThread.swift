import Glibc

/// A thread of our own: no signal but a crash's reaches it, and a crash finds a stack even if the stack
/// overflowed.
enum WorkerThread {
  /// Bytes of a stack for signal handlers.
  private static let signalStackSize = 64 * 1024

  /// Starts it. `nudged` threads can be interrupted by the supervisor.
  static func start(
    nudged: Bool, _ body: @escaping @Sendable () -> Void
  ) throws(TerminalError) -> pthread_t {
    let start = Unmanaged.passRetained(Start(nudged: nudged, body: body))
    var thread = pthread_t()
    let number = pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        Unmanaged<Start>.fromOpaque(argument).takeRetainedValue().run()
        return nil
      }, start.toOpaque())
    guard number == 0 else {
      start.release()
      throw .system(call: "pthread_create", number: number)
    }
    return thread
  }

  /// Gives the calling thread its stack for signal handlers. It stays for the life of the process: a crash
  /// may come at any moment of it.
  static func installSignalStack() {
    var stack = stack_t()
    stack.ss_sp = UnsafeMutableRawPointer.allocate(byteCount: signalStackSize, alignment: 16)
    stack.ss_size = signalStackSize
    sigaltstack(&stack, nil)
  }

  private final class Start {
    let nudged: Bool
    let body: @Sendable () -> Void

    init(nudged: Bool, body: @escaping @Sendable () -> Void) {
      self.nudged = nudged
      self.body = body
    }

    func run() {
      SignalHandlers.maskThread(nudged: nudged)
      WorkerThread.installSignalStack()
      body()
    }
  }
}
