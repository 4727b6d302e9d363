import Glibc

/// Where a user's files belong, by the XDG base directory specification.
///
/// The specification's rules: a variable that is not set, is empty or holds a relative path counts as not set, and
/// what it stands for then lies below the home folder. There is no such place for the runtime folder.
public struct UserFolders: Sendable {
  /// `$XDG_CONFIG_HOME/tranche`, or `~/.config/tranche`: instruments, plans and themes of the user's own. Nil
  /// where neither variable is an absolute path: then there is nothing of the user's own.
  public let configuration: String?
  /// `$XDG_STATE_HOME/tranche`, or `~/.local/state/tranche`: what the program keeps. Nil as above.
  public let state: String?
  /// `$XDG_RUNTIME_DIR/tranche`, for what lives no longer than the login; nil if the variable is not set.
  public let runtime: String?

  /// - Parameter environment: the value of a variable; the process's own environment if not said.
  public init(environment: (String) -> String? = { getenv($0).map { String(cString: $0) } }) {
    func absolute(_ name: String) -> String? {
      guard let path = environment(name), path.hasPrefix("/") else { return nil }
      return UserFolders.withoutTrailingSlashes(path)
    }
    let home = absolute("HOME")
    func folder(_ name: String, below home: String?) -> String? {
      (absolute(name) ?? home).map { $0 + "/tranche" }
    }
    configuration = folder("XDG_CONFIG_HOME", below: home.map { $0 + "/.config" })
    state = folder("XDG_STATE_HOME", below: home.map { $0 + "/.local/state" })
    runtime = folder("XDG_RUNTIME_DIR", below: nil)
  }

  /// So that no path shows two slashes in a row; the root itself becomes empty.
  private static func withoutTrailingSlashes(_ path: String) -> String {
    var path = path
    while path.hasSuffix("/") { path.removeLast() }
    return path
  }
}
