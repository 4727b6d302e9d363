import Foundation
import Screen
import StrictYAML
import Testing
import Trading

@testable import Interface

/// The folder Themes, the manifest's lines and the table of built-in themes name the same files.
@Test func themesFolderManifestAndTableAgree() throws {
  let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  let folder = root.appendingPathComponent("Themes")
  let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  let manifest = try String(contentsOf: root.appendingPathComponent("Package.swift"), encoding: .utf8)
  #expect(files == BuiltInThemes.all.map { $0.name + ".yaml" }.sorted())
  for file in files { #expect(manifest.contains("../../Themes/\(file)")) }
  #expect(manifest.components(separatedBy: "../../Themes/").count - 1 == files.count)
  for theme in BuiltInThemes.all {
    let bytes = try Data(contentsOf: folder.appendingPathComponent(theme.name + ".yaml"))
    #expect(Array(bytes) == theme.bytes)
  }
}

@Test(arguments: BuiltInThemes.names)
func builtInThemesNameEveryRole(name: String) throws {
  let text = try #require(BuiltInThemes.text(name))
  let theme = try Theme(document: StrictYAML.document(text))
  #expect(theme.name == name)
  #expect(theme.looks.count == Role.allCases.count)
  #expect(BuiltInThemes.purpose(in: text).hasPrefix("For "), "the first line says when to use it")
}

/// Without colours every role that a trader must tell from plain text still looks different.
@Test func noColorStillTellsTheImportantRolesApart() throws {
  let sheet = try ThemeReading.sheet("dark", .none)
  for role in Role.allCases {
    #expect(sheet[role].foreground == .standard && sheet[role].background == .standard)
  }
  let important: [Role] = [
    .stop, .liquidation, .cursor, .alarm, .warning, .paper, .live, .target, .selected, .changed,
  ]
  for role in important { #expect(sheet[role] != .plain, "\(role)") }
  #expect(sheet[.stop] != sheet[.target])
  #expect(sheet[.liquidation] != sheet[.stop])
}

@Test func depthsFallBackToNamesAndTheCube() throws {
  let theme = try Theme(document: StrictYAML.document(try #require(BuiltInThemes.text("dark"))))
  #expect(theme.resolved(depth: .truecolour)[.long].foreground == .rgb(0x7E, 0xC6, 0x99))
  #expect(theme.resolved(depth: .sixteen)[.long].foreground == .indexed(2))
  #expect(theme.resolved(depth: .palette256)[.long].foreground == .indexed(114))
  #expect(theme.resolved(depth: .palette256)[.live].foreground == .indexed(231))
}

@Test func aThemeWithAFaultSaysWhereAndWhatToDo() {
  let dark = BuiltInThemes.text("dark") ?? ""
  expectFault(
    dark.replacingOccurrences(of: "stop: \"#ff6b6b", with: "stop: \"#ff6b6"), at: "stop:", "is not a look")
  expectFault(dark + "halo: red\n", at: "halo:", "`halo` is not a role")
  expectFault(
    dark.replacingOccurrences(of: "volume:", with: "# volume:"), at: "name:", "does not name volume")
  expectFault(
    dark.replacingOccurrences(of: "changed: \"default bold", with: "changed: \"default fat"), at: "changed:",
    "is not a look")
  expectFault(
    dark.replacingOccurrences(of: "ground: default", with: "ground: dirt"), at: "ground:", "is not a colour")
  expectFault(
    dark.replacingOccurrences(of: "ground: default", with: "ground: black"), at: "text:",
    "needs a colour for text")
}

private func expectFault(_ text: String, at start: String, _ message: String) {
  let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  let line = lines.firstIndex { $0.hasPrefix(start) }.map { $0 + 1 }
  do throws(PlanError) {
    _ = try Theme(document: StrictYAML.document(text))
    Issue.record("accepted: \(message)")
  } catch {
    #expect(error.message.contains(message))
    #expect(error.place?.line == line, "\(error)")
    #expect(!error.remedy.isEmpty)
  }
}

/// The two themes that leave the background as it is may come to stand on the other one, where a terminal does not tell:
/// what matters most must be seen there all the same.
@Test(arguments: ["dark", "light"], [ColorDepth.truecolour, .palette256, .sixteen])
func whatMattersMostIsSeenOnEitherBackground(_ name: String, _ depth: ColorDepth) throws {
  let sheet = try ThemeReading.sheet(name, depth)
  for role in [Role.text, .last, .title, .changed, .input, .hint] where sheet[role].background == .standard {
    #expect(sheet[role].foreground == .standard, "\(role)")
  }
}
