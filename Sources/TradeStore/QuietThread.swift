import Glibc

/// A thread that no signal reaches but those of a crash, for which it has a stack of its own.
public enum QuietThread {
  /// Bytes of the stack for a crash's handler.
  private static let signalStackSize = 64 * 1024
  private static let crashes = [SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP, SIGSYS]

  /// Starts it; nobody waits for its end.
  public static func start(_ body: @escaping @Sendable () -> Void) throws(StoreError) {
    let start = Unmanaged.passRetained(Start(body))
    // The mask is inherited: there is no moment in which a signal could reach the thread.
    var (blocked, before) = (sigset_t(), sigset_t())
    sigfillset(&blocked)
    for signal in crashes { sigdelset(&blocked, signal) }
    pthread_sigmask(SIG_SETMASK, &blocked, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    var thread = pthread_t()
    let code = pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        Unmanaged<Start>.fromOpaque(argument).takeRetainedValue().run()
        return nil
      }, start.toOpaque())
    guard code == 0 else {
      start.release()
      throw .system(call: "pthread_create", path: "broadcast", code: code)
    }
    pthread_detach(thread)
  }

  private final class Start {
    private let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }

    func run() {
      let memory = UnsafeMutableRawPointer.allocate(byteCount: QuietThread.signalStackSize, alignment: 16)
      var stack = stack_t()
      stack.ss_sp = memory
      stack.ss_size = QuietThread.signalStackSize
      sigaltstack(&stack, nil)
      body()
      stack.ss_flags = Int32(SS_DISABLE)
      sigaltstack(&stack, nil)
      memory.deallocate()
    }
  }
}
