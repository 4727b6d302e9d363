import Glibc

/// Where lines are printed.
enum OutputTerminal {
  /// The terminal's width, at most 120, or 80 where there is none.
  static func width() -> Int {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return min(Int(size.ws_col), 120)
  }

  /// Whether the locale writes UTF-8. It sets the locale: before any other thread runs.
  static func isUnicode() -> Bool {
    setlocale(LC_CTYPE, "")
    return String(cString: nl_langinfo(nl_item(CODESET))) == "UTF-8"
  }
}
