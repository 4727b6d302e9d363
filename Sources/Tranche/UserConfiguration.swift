import Glibc
import Interface
import StrictYAML
import Trading

/// The one file of a user's own choices, `config.yaml` in the configuration folder.
struct UserConfiguration {
  /// Where the file is, or would be; nil where there is no folder for it.
  static var path: String? { UserFiles.folders.configuration.map { $0 + "/config.yaml" } }

  /// The file that was read; nil if there is none.
  var path: String?
  var chosen = Configuration()

  /// Reads the file, if there is one.
  ///
  /// Throws `Failure` that names file, line, column and remedy of every error.
  static func load() throws -> UserConfiguration {
    guard let path else { return UserConfiguration() }
    guard TextFile.exists(path) else {
      // A link that leads nowhere, a folder, a pipe: whoever put it there believes it to be in force.
      var status = stat()
      guard lstat(path, &status) != 0 else {
        throw Failure("\(path): no ordinary file stands there; mend it, or move it away", .noInput)
      }
      return UserConfiguration()
    }
    let text = try TextFile.read(path, remedy: "make it readable, or move it away")
    guard !TextFile.isBlank(text) else { return UserConfiguration(path: path) }
    do {
      let chosen = try ConfigurationReader.configuration(try StrictYAML.document(text))
      return UserConfiguration(path: path, chosen: chosen)
    } catch let error as PlanError {
      throw Failure(error.text(file: path), .badPlan)
    } catch let errors as PlanErrors {
      throw Failure(errors.text(file: path), .badPlan)
    }
  }

  /// The theme of the command line, else of the file, else the program's own.
  ///
  /// Throws `Failure` if there is no such theme; it names the line of the file where that asked for it.
  func theme(_ option: String?) throws -> ThemeSource {
    if let option { return try ThemeSource.find(option) }
    guard let setting = chosen.theme, let path else { return try ThemeSource.find(Self.darkTheme) }
    do {
      return try ThemeSource.find(beside(path, setting.value))
    } catch let failure as Failure {
      throw Failure(
        "\(path):\(setting.place.line):\(setting.place.column): theme: \(failure)", .badPlan)
    }
  }

  /// What stands in for the program's own theme on a light background, where nobody has chosen one. A file of the
  /// user's own of that name that cannot be read gives way to the program's: a session goes on already.
  static var themeOnLight: Theme? {
    (try? ThemeSource.find(lightTheme).theme)
      ?? BuiltInThemes.text(lightTheme).flatMap { try? Theme(document: try StrictYAML.document($0)) }
  }

  /// What is in force where nobody has chosen a theme, in words.
  static let themes = "dark (light on a light background)"

  static let (darkTheme, lightTheme) = ("dark", "light")

  /// A theme's file is looked for beside the file that names it, wherever the program is started.
  private func beside(_ path: String, _ name: String) -> String {
    guard name.contains("/"), !name.hasPrefix("/"), let slash = path.lastIndex(of: "/") else { return name }
    return path[...slash] + name
  }
}
