import Testing

@testable import CursesTerminal

/// Descriptions of terminals, rewritten so that curses sends exact colours.
@Suite struct TrueColorEntryTests {
  /// A description in the old format with an odd number of bytes before its numbers: 80 columns, 8 colours, and a
  /// few strings. With `named`, a flag and two strings of its own, one of them absent.
  private static func small(named: Bool) -> [UInt8] {
    let names = Array("t|a terminal".utf8) + [0]
    let strings = Array("\u{1B}[A".utf8) + [0] + Array("\u{1B}[B".utf8) + [0]
    var bytes = shorts([0o432, names.count, 2, 14, 3, strings.count]) + names + [1, 0]
    if bytes.count % 2 == 1 { bytes.append(0) }
    bytes += shorts([80] + Array(repeating: 0xFFFF, count: 12) + [8]) + shorts([0, 0xFFFF, 4]) + strings
    guard named else { return bytes }
    if bytes.count % 2 == 1 { bytes.append(0) }
    let values = Array("yes".utf8) + [0]
    let words = Array("AX".utf8) + [0] + Array("S1".utf8) + [0] + Array("S2".utf8) + [0]
    bytes += shorts([1, 0, 2, 4, values.count + words.count]) + [1, 0]
    return bytes + shorts([0, 0xFFFF, 0, 3, 6]) + values + words
  }

  private static func shorts(_ values: [Int]) -> [UInt8] {
    values.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
  }

  @Test(arguments: [false, true]) func everythingElseStaysAsItIs(_ named: Bool) throws {
    let before = try #require(CompiledEntry(Self.small(named: named)))
    let after = try #require(TrueColorEntry.rewritten(Self.small(named: named)).flatMap { CompiledEntry($0) })
    #expect(after.names == before.names)
    #expect(after.flags == before.flags)
    #expect(after.numbers.prefix(13) == before.numbers.prefix(13))
    #expect(after.strings.prefix(3) == before.strings.prefix(3))
    #expect(before.strings.prefix(3) == [Array("\u{1B}[A".utf8), nil, Array("\u{1B}[B".utf8)])
    #expect(after.namedStrings == before.namedStrings)
    #expect(before.namedStrings.map(\.value) == (named ? [Array("yes".utf8), nil] : []))
    #expect(after.namedFlags.filter { $0.name != Array("RGB".utf8) } == before.namedFlags)
  }

  @Test func itHasSixteenMillionColors() throws {
    let bytes = try #require(TrueColorEntry.rewritten(Self.small(named: true)))
    #expect(bytes.prefix(2) == [0x1E, 0x02], "the format with numbers of four bytes")
    let entry = try #require(CompiledEntry(bytes))
    #expect(entry.numbers[13] == 0x1000000)
    #expect(entry.numbers[14] == 0x10000)
    #expect(entry.namedFlags.map(\.name) == [Array("AX".utf8), Array("RGB".utf8)])
    let setting = String(decoding: try #require(entry.strings[359]), as: UTF8.self)
    #expect(setting.hasPrefix("\u{1B}[%?%p1%{8}%<%t3%p1%d%e38;2;"))
    #expect(entry.strings[360] != nil && entry.strings[360] != entry.strings[359])
    #expect(entry.strings[297] == Array("\u{1B}[39;49m".utf8))
  }

  @Test func whatIsReadIsWrittenAgain() throws {
    let entry = try #require(CompiledEntry(Self.small(named: true)))
    #expect(CompiledEntry(entry.bytes) == entry)
  }

  /// One that knows exact colours needs nothing.
  @Test func anExactDescriptionIsLeftAlone() throws {
    let once = try #require(TrueColorEntry.rewritten(Self.small(named: false)))
    #expect(TrueColorEntry.rewritten(once) == nil)
  }

  /// Cut anywhere, or with a byte changed, it is refused or read as something else, and never more than that.
  @Test func damagedBytesAreNoTrap() {
    let bytes = Self.small(named: true)
    for count in 0..<bytes.count { _ = TrueColorEntry.rewritten(Array(bytes.prefix(count))) }
    for index in bytes.indices {
      for value in [UInt8(0), 1, 0x7F, 0x80, 0xFF] {
        var damaged = bytes
        damaged[index] = value
        _ = TrueColorEntry.rewritten(damaged)
      }
    }
    #expect(TrueColorEntry.rewritten([]) == nil)
    #expect(TrueColorEntry.rewritten(Array(repeating: 0, count: 100)) == nil)
  }

  @Test func theVariableHoldsItsBytes() {
    #expect(TrueColorEntry.variable([0x1E, 0x02, 0xFF]) == "hex:1E02FF")
  }

  @Test func descriptionsAreLookedForWhereCursesDoes() {
    let variables = ["TERMINFO": "/own", "HOME": "/home/me", "TERMINFO_DIRS": "/a::/b"]
    let folders = DescriptionFile.folders { variables[$0] }
    #expect(folders.prefix(3) == ["/own", "/home/me/.terminfo", "/a"])
    #expect(folders.contains("/b") && folders.last == "/usr/share/terminfo")
    #expect(DescriptionFile.paths("xterm", folders: ["/a"]) == ["/a/x/xterm", "/a/78/xterm"])
    #expect(DescriptionFile.paths("../x", folders: ["/a"]).isEmpty)
    #expect(DescriptionFile.paths("", folders: ["/a"]).isEmpty)
  }
}
