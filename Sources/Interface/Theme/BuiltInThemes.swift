/// The theme files that come with the program, as text for a reader of documents.
public enum BuiltInThemes {
  /// The name to ask for, and the file's bytes.
  public static let all: [(name: String, bytes: [UInt8])] = [
    ("dark", PackageResources.dark_yaml),
    ("light", PackageResources.light_yaml),
    ("ember", PackageResources.ember_yaml),
    ("harbour", PackageResources.harbour_yaml),
    ("parchment", PackageResources.parchment_yaml),
    ("mono", PackageResources.mono_yaml),
    ("contrast", PackageResources.contrast_yaml),
    ("contrast-light", PackageResources.contrast_light_yaml),
    ("colorblind", PackageResources.colorblind_yaml),
    ("colorblind-light", PackageResources.colorblind_light_yaml),
  ]

  /// The names to ask for.
  public static var names: [String] { all.map(\.name) }

  /// The text of a theme file; nil for an unknown name.
  public static func text(_ name: String) -> String? {
    all.first { $0.name == name }.map { String(decoding: $0.bytes, as: UTF8.self) }
  }

  /// What a theme file says of itself: its first line, if that is a comment. Empty otherwise.
  public static func purpose(in text: String) -> String {
    let first = text.prefix { !$0.isNewline }
    return first.hasPrefix("#") ? String(first.drop { $0 == "#" || $0 == " " }) : ""
  }
}
