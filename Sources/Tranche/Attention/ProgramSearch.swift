import Glibc

/// Finds programs as running them does.
enum ProgramSearch {
  /// Whether a name, looked for in the folders of PATH, or a path leads to a program that may be run.
  static func finds(_ program: String) -> Bool {
    guard !program.contains("/") else { return access(program, X_OK) == 0 }
    let folders = getenv("PATH").map { String(cString: $0) } ?? "/bin:/usr/bin"
    return folders.split(separator: ":").contains { access("\($0)/\(program)", X_OK) == 0 }
  }
}
