import CNcurses
import Glibc

/// Sends what libraries and the runtime print to a file while the screen is on: printed to the terminal it
/// would spoil the picture, and block where nobody reads.
struct RedirectedOutput {
  private var kept: [(descriptor: Int32, copy: Int32)] = []

  init(to file: Int32) {
    redirect(STDERR_FILENO, to: file)
    // A pipe or file that was asked for stays.
    if isatty(STDOUT_FILENO) == 1 {
      fflush(standard_output())
      redirect(STDOUT_FILENO, to: file)
    }
  }

  private mutating func redirect(_ descriptor: Int32, to file: Int32) {
    guard let copy = Descriptor.duplicate(descriptor) else { return }
    kept.append((descriptor, copy))
    dup2(file, descriptor)
  }

  /// What is printed from now on goes where it went before.
  func undo() {
    if kept.contains(where: { $0.descriptor == STDOUT_FILENO }) { fflush(standard_output()) }
    for (descriptor, copy) in kept {
      dup2(copy, descriptor)
      close(copy)
    }
  }
}
