import Foundation
import Screen
import Testing

@testable import Interface

/// A screen as text, and its styles as a second picture with one letter a style.
enum Golden {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Screens")

  /// A sheet in which every role has a colour of its own, so that the letters tell roles apart.
  static let roles = StyleSheet(depth: .palette256) { role in
    guard role != .changed else { return Style(bold: true) }
    let index = Role.allCases.firstIndex(of: role) ?? 0
    return Style(foreground: .indexed(UInt8(16 + index)))
  }

  /// Compares with the recorded screen; `RECORD=1` in the environment records it.
  static func check(
    _ frame: CellBuffer, _ name: String, sheet: StyleSheet = roles,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try check(text: picture(frame, sheet), name + ".screen", sourceLocation: sourceLocation)
  }

  /// The same with any text, under the whole name of its file.
  static func check(
    text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let file = folder.appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try text.write(to: file, atomically: true, encoding: .utf8)
      return
    }
    let recorded = try String(contentsOf: file, encoding: .utf8)
    if recorded != text {
      Issue.record("\(name) differs:\n\(difference(recorded, text))", sourceLocation: sourceLocation)
    }
  }

  private static func difference(_ old: String, _ new: String) -> String {
    let old = old.split(separator: "\n", omittingEmptySubsequences: false)
    let new = new.split(separator: "\n", omittingEmptySubsequences: false)
    return (0..<max(old.count, new.count)).compactMap { line in
      let before = line < old.count ? old[line] : ""
      let after = line < new.count ? new[line] : ""
      return before == after ? nil : "\(line + 1) was: \(before)\n\(line + 1) now: \(after)"
    }.joined(separator: "\n")
  }

  /// Text, then styles, then the legend.
  static func picture(_ frame: CellBuffer, _ sheet: StyleSheet) -> String {
    var letters: [Style: Character] = [:]
    var legend: [String] = []
    let alphabet = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
    let styles = (0..<frame.size.rows).map { row in
      var line = (0..<frame.size.columns).map { column -> Character in
        let style = frame[column, row].style
        if style == sheet[.text] { return "." }
        if let letter = letters[style] { return letter }
        let letter = letters.count < alphabet.count ? alphabet[letters.count] : "?"
        letters[style] = letter
        legend.append("\(letter) \(describe(style, sheet))")
        return letter
      }
      while line.last == "." { line.removeLast() }
      return String(line)
    }
    let all = [frame.text, "-- styles --"] + styles + ["-- legend --"] + legend
    return all.joined(separator: "\n") + "\n"
  }

  private static func describe(_ style: Style, _ sheet: StyleSheet) -> String {
    var plain = style
    let names = Role.allCases.filter { sheet[$0] == style }.map(\.name)
    if !names.isEmpty { return names.joined(separator: "/") }
    plain.bold = false
    let under = Role.allCases.filter { sheet[$0] == plain }.map(\.name)
    if style.bold, !under.isEmpty { return under.joined(separator: "/") + " changed" }
    return "bold \(style.bold), dim \(style.dim), underline \(style.underline), reverse \(style.reverse)"
  }
}
