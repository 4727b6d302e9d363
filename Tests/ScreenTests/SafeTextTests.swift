import Screen
import Testing

@Suite struct SafeTextTests {
  @Test(arguments: [
    ("BTCUSDT 30,300.0", "BTCUSDT 30,300.0"),
    ("\u{1B}]0;title\u{07}", "]0;title"),
    ("1\t2\n3\u{8}4\u{7F}5\u{9B}6", "123456"),
    ("100\u{202E}001\u{2066}\u{200B}\u{FEFF}", "100001"),
    ("e\u{301}\u{0}a\u{20DD}", "ea"),
    ("币安人生", "????"),
    ("👩\u{200D}👩\u{200D}👧🇩🇪", "??"),
    ("▲ ┃ ░ é Ж ─", "▲ ┃ ░ é Ж ─"),
    ("\u{E000}\u{FFF9}x", "x"),
    ("", ""),
  ]) func foreignTextBecomesCells(_ text: String, _ shown: String) {
    #expect(String(SafeText.cells(text)) == shown)
  }
}
