/// The theme files that come with the program, as text for a reader of documents.
public enum BuiltInThemes {
  /// The name to ask for, and the file's bytes.
  public static let all: [(name: String, bytes: [UInt8])] = [
    ("dark", PackageResources.dark_yaml),
    ("light", PackageResources.light_yaml),
  ]

  /// The text of a theme file; nil for an unknown name.
  public static func text(_ name: String) -> String? {
    all.first { $0.name == name }.map { String(decoding: $0.bytes, as: UTF8.self) }
  }
}
