import Foundation
import Testing

/// What `tranche themes` shows, and themes by name and by file.
@Suite struct ThemeCommandTests {
  @Test func everyThemeIsListedWithItsUse() throws {
    let run = try Desk().run("themes")
    let lines = run.text.split(separator: "\n")
    #expect(lines.count >= 8)
    #expect(lines.allSatisfy { $0.contains("  For ") }, "\(run.text)")
    #expect(lines.contains { $0.hasPrefix("colorblind ") })
    #expect(!run.text.contains("\u{1B}"), "no terminal, no colours")
  }

  @Test func askedForByNameColorsComeThroughAPipe() throws {
    let desk = try Desk()
    #expect(try desk.run("themes", "--colors", "true").text.contains("\u{1B}[0;1;38;2;126;198;153m"))
    #expect(try desk.run("themes", "--colors", "256").text.contains("38;5;114m"))
    #expect(try desk.run("themes", "--colors", "16").text.contains("\u{1B}[0;1;32m"))
    #expect(try !desk.run("themes", "--colors", "none").text.contains("\u{1B}"))
  }

  /// The sample is a real trade: the built-in pyramid with two tranches in, the stop at breakeven.
  @Test func aNameShowsASampleScreen() throws {
    let desk = try Desk()
    let run = try desk.run("themes", "harbour")
    let lines = run.text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 25 && lines.last == "", "24 rows, each with a line's end")
    for word in ["LONG", "0.800 of 1.000", "stop 30,037.4", "T1"] {
      #expect(run.text.contains(word), "\(word):\n\(run.text)")
    }
    #expect(!run.text.contains("\u{1B}"))
    let painted = try desk.run("themes", "harbour", "--colors", "true")
    #expect(painted.text.contains("48;2;16;27;40m"), "on the theme's ground")
  }

  @Test func scriptsReadEveryRole() throws {
    let run = try Desk().run("themes", "--json")
    let themes = try #require(JSONSerialization.jsonObject(with: Data(run.text.utf8)) as? [[String: Any]])
    let contrast = try #require(themes.first { $0["name"] as? String == "contrast" })
    #expect(contrast["ground"] as? String == "#000000")
    #expect((contrast["purpose"] as? String)?.hasPrefix("For ") == true)
    let roles = try #require(contrast["roles"] as? [String: [String: Any]])
    #expect(roles["stop"]?["foreground"] as? String == "#ff9c9c")
    #expect(roles["stop"]?["background"] as? String == "default")
    #expect(roles["stop"]?["attributes"] as? [String] == ["bold"])
  }

  @Test func aSchemeFileIsShownToo() throws {
    let desk = try Desk()
    let digits = Array("0123456789ABCDEF")
    let scheme = "scheme: \"Mine\"\n" + digits.map { "base0\($0): \"\($0)\($0)4050\"\n" }.joined()
    let file = try desk.write(scheme, to: "mine.yaml")
    let run = try desk.run("themes", file, "--colors", "true")
    #expect(run.status == 0 && run.text.contains("48;2;0;64;80m"), "\(run.errors)")
  }

  @Test func anUnknownThemeIsAnsweredWithTheNearest() throws {
    for arguments in [["themes", "drak"], ["open", "--theme", "drak", "--plain"]] {
      let run = try Desk().run(arguments)
      #expect(run.status == 64)
      #expect(run.errors.contains("there is no theme drak; did you mean dark?"), "\(run.errors)")
      #expect(run.errors.contains("colorblind"))
    }
  }
}

/// The theme that nobody chose is for the terminal's background.
@Suite(.serialized, .enabled(if: Desk.hasTerminal, "tmux is not installed")) struct BackgroundTests {
  /// The colour that long has in a theme, of the 256.
  private func long(_ theme: String, _ desk: Desk) throws -> String {
    let text = try desk.run("themes", theme, "--colors", "256").text
    let styled = try #require(text.firstRange(of: "LONG"))
    let before = text[..<styled.lowerBound]
    let look = try #require(before.ranges(of: "38;5;").last)
    return "38;5;" + before[look.upperBound...].prefix { $0.isNumber } + "m"
  }

  @Test(arguments: [("white", "", "light"), ("black", "", "dark"), ("white", "--theme harbour", "harbour")])
  func theTerminalIsAsked(_ background: String, _ options: String, _ theme: String) throws {
    let desk = try Desk()
    let looks = try ["dark", "light", "harbour"].map { ($0, try long($0, desk)) }
    #expect(Set(looks.map(\.1)).count == 3, "the themes are told apart by this")
    try desk.open("--version")
    try desk.wait(for: "status 0")
    try desk.paint(background: background)
    try desk.tell("open pyramid \(options)")
    try desk.wait(for: "LONG")
    let expected = try #require(looks.first { $0.0 == theme }).1
    for _ in 0..<200 where !desk.colouredScreen.contains(expected) { usleep(50_000) }
    let seen = desk.colouredScreen
    #expect(seen.contains(expected), "\(looks):\n\(seen)")
    for (name, look) in looks where name != theme { #expect(!seen.contains(look), "\(name):\n\(seen)") }
    try desk.press("q")
    try desk.wait(for: "status 0")
  }

  /// Nobody asked for it by name: a trade opens all the same, on the program's own.
  @Test func aLightThemeThatCannotBeReadIsNoObstacle() throws {
    let desk = try Desk()
    let light = try long("light", desk)
    try desk.write("roles: [", to: "config/tranche/themes/light.yaml")
    #expect(try desk.run("themes", "light").status != 0)
    try desk.open("--version")
    try desk.wait(for: "status 0")
    try desk.paint(background: "white")
    try desk.tell("open pyramid")
    try desk.wait(for: "LONG")
    for _ in 0..<200 where !desk.colouredScreen.contains(light) { usleep(50_000) }
    #expect(desk.colouredScreen.contains(light), "\(desk.colouredScreen)")
    try desk.press("q")
    try desk.wait(for: "status 0")
  }
}
