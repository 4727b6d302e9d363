import Glibc
import StrictYAML
import Trading

/// Plans by file or by the name of a built-in one.
struct PlanSource {
  /// For errors: the path, or the built-in plan's name.
  var name: String
  var text: String

  /// The plans that come with the program; each file's first line says when to use it.
  static let builtIn: [(name: String, bytes: [UInt8])] = [
    ("pyramid", PackageResources.pyramid_yaml),
    ("dca", PackageResources.dca_yaml),
    ("range", PackageResources.range_yaml),
  ]

  /// A built-in plan by name, else a file.
  static func find(_ name: String) throws -> PlanSource {
    if let plan = builtIn.first(where: { $0.name == name }) {
      return PlanSource(name: name, text: String(decoding: plan.bytes, as: UTF8.self))
    }
    let known = builtIn.map(\.name).joined(separator: ", ")
    return PlanSource(
      name: name, text: try read(name, remedy: "give a plan's file, or a built-in plan: \(known)"))
  }

  /// A file's text.
  static func read(_ path: String, remedy: String) throws -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw Failure("\(path): \(String(cString: strerror(errno))); \(remedy)", .noInput)
    }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16_384)
    while bytes.count <= StrictYAML.byteLimit {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0 { throw Failure("\(path): \(String(cString: strerror(errno)))", .noInput) }
      if count == 0 { break }
      bytes += buffer[..<count]
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Failure("\(path): not UTF-8 text; save it as UTF-8", .badPlan)
    }
    return text
  }

  /// The document, or a failure that names file, line, column and remedy.
  func document() throws -> Document {
    do {
      return try StrictYAML.document(text)
    } catch {
      throw Failure(error.text(file: name), .badPlan)
    }
  }

  /// The plan with levels from the command line, each `NAME=X`.
  func plan(levels: [String]) throws -> Plan {
    let overrides = try levels.map(PlanSource.override)
    do {
      return try PlanReader.plan(try document(), catalogue: .builtIn, overrides: overrides)
    } catch let errors as PlanErrors {
      throw Failure(errors.text(file: name), .badPlan)
    }
  }

  private static func override(_ text: String) throws -> (String, String) {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2, !parts[0].isEmpty else {
      throw Failure("--level \(text): write NAME=PRICE, for example --level high=30000", .usage)
    }
    return (parts[0], parts[1])
  }
}
