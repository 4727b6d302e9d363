import TradeStore

/// The user's own plans, themes and instruments, in the configuration folder. They go by their bare names, and one
/// of a built-in name stands in its place.
enum UserFiles {
  enum Kind: String { case plans, themes }

  static let folders = UserFolders()

  /// The file of the user's own instruments, whether it exists or not.
  static var instruments: String? { folders.configuration.map { $0 + "/instruments.yaml" } }

  /// The file of a plan or theme of the user's own; nil where there is none of this name. A name with a slash is a
  /// path and never looked for here.
  static func path(_ kind: Kind, named name: String) -> String? {
    guard !name.isEmpty, !name.contains("/"), !name.hasPrefix("."), let folder = folder(kind) else {
      return nil
    }
    let path = "\(folder)/\(name).yaml"
    return TextFile.exists(path) ? path : nil
  }

  /// The names of the user's own, in alphabetical order.
  static func names(_ kind: Kind) -> [String] {
    guard let folder = folder(kind) else { return [] }
    return TextFile.names(in: folder).filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }
      .filter { path(kind, named: $0) != nil }
  }

  /// A theme's name as the file of the user's own, or as it was.
  static func theme(_ name: String) -> String { path(.themes, named: name) ?? name }

  private static func folder(_ kind: Kind) -> String? {
    folders.configuration.map { "\($0)/\(kind.rawValue)" }
  }
}
